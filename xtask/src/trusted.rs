//! The places of the built program where a string could become markup or a script, each made to ask first.
//!
//! wasm-bindgen writes the JavaScript between program and page. Two of its functions hand a string to a place that
//! browsers guard with Trusted Types: markup (`innerHTML`, by which Leptos makes the parts of views that never change),
//! and a worker. Here each is made to ask the policy `demarche`, which is put into the same file and
//! which nothing else can reach. Markup passes only if it stands among the constants of the program: these lie below
//! everything that is made at run time, so no text of a corpus, an address or a reader can be among them. Scripts pass
//! by name. Browsers without Trusted Types ask the same function.
//!
//! Lives here: the policy and the edits. Does not live here: the order to the browser to enforce it, which is in the
//! page's Content-Security-Policy.

use crate::finish::{self, Program};
use crate::site;
use anyhow::{Context as _, Result, bail};
use sha2::{Digest as _, Sha256};
use std::ops::Range;
use std::path::Path;

/// The start of the file. `FIRST` and `END` are the bounds of the program's constants.
const POLICY: &str = r#"const demarcheTrusted = (globalThis.trustedTypes ?? { createPolicy: (_, rules) => rules }).createPolicy("demarche", {
    createHTML(markup, start, length) {
        if (length === 0 || (start >= FIRST && start + length <= END)) return markup;
        throw new TypeError("markup that is not part of the program");
    },
    createScriptURL(url) {
        if (url === "./worker.js") return url;
        throw new TypeError("a script that is not part of the site");
    },
});
"#;

/// What wasm-bindgen writes, with the part that is put in its place. The letters stand for what it calls a string.
const EDITS: [(&str, &str); 2] = [
    (
        ".innerHTML = getStringFromWasm0(arg1, arg2);",
        ".innerHTML = demarcheTrusted.createHTML(getStringFromWasm0(arg1, arg2), arg1 >>> 0, arg2 >>> 0);",
    ),
    (
        "new Worker(getStringFromWasm0(arg0, arg1)",
        "new Worker(demarcheTrusted.createScriptURL(getStringFromWasm0(arg0, arg1))",
    ),
];

/// What must not be left once the edits are made: ways into the guarded places that nobody has looked at.
const GUARDED: [&str; 13] = [
    ".innerHTML = get",
    ".outerHTML = ",
    ".srcdoc = ",
    ".insertAdjacentHTML(",
    ".createContextualFragment(",
    ".parseFromString(",
    ".setHTMLUnsafe(",
    "document.write",
    "new Worker(get",
    "new SharedWorker(",
    ".register(get",
    "new Function(",
    "eval(",
];

/// Guards the program in `dir`. Guarding twice changes nothing.
pub fn guard(dir: &Path) -> Result<()> {
    let Program { stem, glue: path, wasm } = finish::program(dir)?;
    let old_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let script = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    if script.starts_with("const demarcheTrusted") {
        return Ok(());
    }
    let wasm = std::fs::read(&wasm).with_context(|| format!("reading {}", wasm.display()))?;
    let script = site::lean(&guarded(&script, &constants(&wasm)?)?);

    // Its bytes changed, and so must its name, or a browser takes the file it has kept for this one.
    let hash: String = Sha256::digest(&script).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let name = format!("{stem}-{hash}.js");
    let page = dir.join("index.html");
    let html = std::fs::read_to_string(&page).with_context(|| format!("reading {}", page.display()))?;
    std::fs::remove_file(&path).with_context(|| format!("removing {}", path.display()))?;
    std::fs::write(dir.join(&name), script).with_context(|| format!("writing {name}"))?;
    std::fs::write(&page, html.replace(&old_name, &name))
        .with_context(|| format!("writing {}", page.display()))
}

/// The program's JavaScript with the policy, and every guarded place asking it.
fn guarded(script: &str, constants: &Range<u64>) -> Result<String> {
    let mut out =
        POLICY.replace("FIRST", &constants.start.to_string()).replace("END", &constants.end.to_string());
    let mut body = script.to_owned();
    for (found, asking) in EDITS {
        body = body.replace(found, asking);
    }
    for place in GUARDED {
        if let Some(line) = body.lines().find(|line| line.contains(place)) {
            bail!(
                "the program can make markup or scripts of strings in a way not known here: `{}`; look at what came into the app, and teach xtask/src/trusted.rs to guard it",
                line.trim()
            );
        }
    }
    out.push_str(&body);
    Ok(out)
}

/// Where in memory the program's constants lie: from its first data segment to the end of its last. The stack is below,
/// the heap above.
fn constants(wasm: &[u8]) -> Result<Range<u64>> {
    let mut range: Option<Range<u64>> = None;
    for payload in wasmparser::Parser::new(0).parse_all(wasm) {
        let wasmparser::Payload::DataSection(segments) = payload.context("reading the program")? else {
            continue;
        };
        for segment in segments {
            let segment = segment.context("reading the program's data")?;
            let wasmparser::DataKind::Active { offset_expr, .. } = segment.kind else {
                bail!("the program has data without a place in memory");
            };
            let wasmparser::Operator::I32Const { value } =
                offset_expr.get_operators_reader().read().context("reading where the program's data lies")?
            else {
                bail!("the program's data has no fixed place in memory");
            };
            let start = u64::from(value.cast_unsigned());
            let end = start + u64::try_from(segment.data.len()).context("measuring the program's data")?;
            let so_far = range.get_or_insert(start..end);
            *so_far = so_far.start.min(start)..so_far.end.max(end);
        }
    }
    range.context("the program has no constants")
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "import x from './x.js';\n\
        function f(arg0, arg1, arg2) { arg0.innerHTML = getStringFromWasm0(arg1, arg2); }\n\
        function g(arg0, arg1, arg2) { return new Worker(getStringFromWasm0(arg0, arg1), arg2); }\n\
        function h(arg0) { return arg0.register(arg0, arg0, arg0); }\n";

    fn module(segments: &[(i32, &[u8])]) -> Vec<u8> {
        let mut data = wasm_encoder::DataSection::new();
        for (offset, bytes) in segments {
            data.active(0, &wasm_encoder::ConstExpr::i32_const(*offset), bytes.iter().copied());
        }
        let mut module = wasm_encoder::Module::new();
        module.section(&data);
        module.finish()
    }

    #[test]
    fn every_guarded_place_asks() {
        let script = guarded(GLUE, &(1024..2048)).expect("all of it is known");
        assert!(script.contains("start >= 1024 && start + length <= 2048"), "{script}");
        assert_eq!(script.matches("demarcheTrusted.create").count(), 2, "{script}");
    }

    #[test]
    fn an_unknown_way_to_markup_is_refused() {
        let check = |line: &str| {
            let error = guarded(&format!("{GLUE}{line}\n"), &(0..1)).expect_err("nobody looked at it");
            assert!(error.to_string().contains(&format!("`{line}`")), "{error}");
        };
        check("arg0.innerHTML = getStringFromWasm0(arg3, arg4);");
        check("arg0.insertAdjacentHTML(getStringFromWasm0(arg1, arg2));");
        check("const ret = new Worker(getObject(arg0));");
        check("const ret = arg0.register(getStringFromWasm0(arg1, arg2), arg3);");
        check("return eval(getStringFromWasm0(arg0, arg1));");
    }

    #[test]
    fn constants_reach_from_the_first_segment_to_the_end_of_the_last() {
        let range = constants(&module(&[(4000, b"later"), (1024, b"first")])).expect("a module with data");
        assert_eq!(range, 1024..4005);
        assert!(constants(&module(&[])).is_err());
    }

    #[test]
    fn a_site_is_guarded_once_and_its_page_names_the_new_file() {
        let dir = tempfile::tempdir().expect("a scratch folder");
        let write =
            |name: &str, bytes: &[u8]| std::fs::write(dir.path().join(name), bytes).expect("a scratch file");
        write("app-1111_bg.wasm", &module(&[(1024, b"<b>constant</b>")]));
        write("app-2222.js", GLUE.as_bytes());
        write("worker.js", b"self.onmessage = null;");
        write("index.html", b"<script type=module>import init from './app-2222.js'</script>");
        let standing = || -> Vec<(String, Vec<u8>)> {
            let names = crate::site::names(dir.path()).expect("the site");
            let read = |name: String| (name.clone(), std::fs::read(dir.path().join(name)).expect("a file"));
            names.into_iter().map(read).collect()
        };
        guard(dir.path()).expect("a site");
        let once = standing();
        guard(dir.path()).expect("a site");
        assert_eq!(once, standing());
        let page = std::fs::read_to_string(dir.path().join("index.html")).expect("the page");
        let script = once.iter().find(|(name, _)| name.starts_with("app-") && name.ends_with(".js"));
        let (name, script) = script.expect("the program's JavaScript");
        assert!(name != "app-2222.js" && page.contains(name.as_str()), "{page}");
        assert!(script.starts_with(b"const demarcheTrusted"));
    }
}
