//! The app in two modules: the first screen, and the rest while the reader looks at it.
//!
//! Lives here: what may come later, and teaching wasm-bindgen's JavaScript to load it (`later.js`). Does not live here:
//! the cut itself (`split`), and a page of one file, which has both in it (`crates/cli/src/publishing/single.rs`).
//!
//! A wrong choice costs time and never an answer: what is called too early is loaded at once, and leaves the mark
//! `demarche-waited` in the browser's timeline, by which the browser tests know that no first visit does so.

use crate::workspace::root;
use crate::{finish, split};
use anyhow::{Context as _, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest as _, Sha256, Sha384};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;

/// What the names of functions hold that the first screen does without: every screen but the list of results, and what
/// only they use. In names of generic functions the types count too.
const LATE: [&str; 24] = [
    "demarche_cite[",
    "demarche_compare[",
    "imara_diff[",
    "wasm_streams[",
    "::screens::about",
    "::screens::browse::chart",
    "::screens::browse::export::Making",
    "::screens::browse::groups",
    "::screens::browse::lines",
    "::screens::browse::pane_view",
    "::screens::browse::searches::list",
    "::screens::cite",
    "::screens::compare::",
    "::screens::events::",
    "::screens::looks::",
    "::screens::read::",
    "::screens::statement::",
    "]::concordance",
    "]::export",
    "]::kept",
    "]::keyness",
    "]::rows",
    "]::sums",
    "]::trend",
];

/// What keeps a function in the first module all the same: a button of the first screen and its twin beside a text, of which
/// one may stand for both; and the names of orders, which addresses hold.
const EARLY: [&str; 3] =
    ["::screens::share::", "::screens::cite::cite_menu::{closure", "::concordance::LineSort"];

/// Files that the program holds whole and only late functions read.
const LATE_DATA: [&str; 8] = [
    "crates/compare/src/changes/classes.txt",
    "crates/compare/src/changes/russian_verbs.txt",
    "crates/compare/src/concepts.txt",
    "crates/compare/src/gazetteer/bodies.txt",
    "crates/compare/src/gazetteer/places.txt",
    "crates/compare/src/gazetteer/treaties.txt",
    "crates/compare/src/report/style.css",
    "crates/compare/src/structure/verbs.txt",
];

/// Tables that the comparison's build script makes, between a first and a last line of their own; only late functions read
/// them.
const LATE_TABLES: [&str; 2] = ["subjects", "synonyms"];

/// What makes packs or checks them, and no reader needs: cargo builds the app with every feature that any member of the
/// workspace asks of a library, so a condition forgotten there would bring it.
const UNWANTED: [&str; 6] = ["blake3[", "flate2[", "quick_xml[", "serde_saphyr[", "toml[", "zlib_rs["];

/// How the second module's file is called, behind the name of the app and its hash.
const SUFFIX: &str = "_later.wasm";

const SCRIPT: &str = include_str!("later.js");

/// What wasm-bindgen writes, and what is put in its place.
const EDITS: [(&str, &str); 2] = [
    ("const imports = __wbg_get_imports();", "const imports = demarcheLater.among(__wbg_get_imports());"),
    (
        "    const { instance, module } = await __wbg_load(await module_or_path, imports);\n\n    return __wbg_finalize_init(instance, module);",
        "    const { instance, module } = await __wbg_load(await module_or_path, imports);\n    await demarcheLater.before(instance);\n    return demarcheLater.after(__wbg_finalize_init(instance, module));",
    ),
];

/// Cuts the program in `dir` in two. It must still have the names of its functions; the parts have none.
pub fn part(dir: &Path) -> Result<()> {
    let program = finish::program(dir)?;
    let wasm = std::fs::read(&program.wasm).with_context(|| format!("reading {}", program.wasm.display()))?;
    let holds = |name: &str, parts: &[&str]| parts.iter().any(|part| name.contains(part));
    let files = LATE_DATA.iter().map(|path| late_data(path));
    let tables = LATE_TABLES.iter().map(|name| late_table(&wasm, name));
    let late_data = files.chain(tables).collect::<Result<Vec<_>>>()?;
    let unwanted = RefCell::new(BTreeSet::new());
    let is_late = |name: &str| {
        unwanted.borrow_mut().extend(UNWANTED.into_iter().filter(|part| name.contains(part)));
        holds(name, &LATE) && !holds(name, &EARLY)
    };
    let parts = split::split(&wasm, is_late, &late_data)?;
    let unwanted = unwanted.into_inner();
    if !unwanted.is_empty() {
        let names: Vec<&str> = unwanted.iter().map(|part| part.trim_end_matches('[')).collect();
        bail!("the app has functions of {} in it, which only the command needs", names.join(", "));
    }

    let write = |path: &Path, bytes: &[u8]| {
        std::fs::write(path, bytes).with_context(|| format!("writing {}", path.display()))
    };
    // Each by itself can be made a little smaller still.
    let later = dir.join(format!("later{SUFFIX}"));
    for (path, part) in [(&program.wasm, &parts.first), (&later, &parts.later)] {
        write(path, part)?;
        finish::optimize(path, false)?;
    }

    let part = std::fs::read(&later).with_context(|| format!("reading {}", later.display()))?;
    let hash: String = Sha256::digest(&part).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let name = format!("{}-{hash}{SUFFIX}", program.stem);
    let script = std::fs::read_to_string(&program.glue)
        .with_context(|| format!("reading {}", program.glue.display()))?;
    write(&program.glue, taught(&script, &name, &part)?.as_bytes())?;
    std::fs::rename(&later, dir.join(name)).with_context(|| format!("moving {}", later.display()))
}

fn late_data(path: &str) -> Result<split::LateData> {
    let bytes = std::fs::read(root().join(path)).with_context(|| format!("reading {path}"))?;
    Ok(split::LateData { name: path.to_owned(), bytes })
}

/// A table as the program holds it.
fn late_table(wasm: &[u8], name: &str) -> Result<split::LateData> {
    let place = |from: usize, line: &str| {
        let rest = wasm.get(from..).unwrap_or_default();
        let at = rest.windows(line.len()).position(|window| window == line.as_bytes());
        at.map(|at| from + at).with_context(|| format!("the table of {name} is not in the program"))
    };
    let start = place(0, &format!("# {name}\n"))?;
    let end = format!("# end of {name}\n");
    let bytes = wasm[start..place(start, &end)? + end.len()].to_vec();
    Ok(split::LateData { name: format!("the table of {name}"), bytes })
}

/// The program's JavaScript with what loads the second module.
fn taught(script: &str, name: &str, later: &[u8]) -> Result<String> {
    let integrity = format!("sha384-{}", BASE64.encode(Sha384::digest(later)));
    let sha256: String = Sha256::digest(later).iter().map(|byte| format!("{byte:02x}")).collect();
    let mut out = SCRIPT.to_owned();
    for (word, with) in [
        ("LATER", split::LATER),
        ("LOAD", split::LOAD),
        ("FIRST", split::FIRST),
        ("READY", split::READY),
        ("FILE", name),
        ("INTEGRITY", &integrity),
        ("SHA256", &sha256),
    ] {
        out = out.replace(word, with);
    }
    let mut body = script.to_owned();
    for (found, put) in EDITS {
        if !body.contains(found) {
            bail!("wasm-bindgen starts the program in a way not known here; teach xtask/src/later.rs");
        }
        body = body.replace(found, put);
    }
    out.push_str(&body);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_names_the_file_and_what_it_must_be() {
        let glue = "function a() {\n    const imports = __wbg_get_imports();\n    const { instance, module } = await __wbg_load(await module_or_path, imports);\n\n    return __wbg_finalize_init(instance, module);\n}\n";
        let script = taught(glue, "app-1_later.wasm", b"abc").expect("it is wasm-bindgen's");
        // The digest of "abc" as FIPS 180-4 states it.
        for there in [
            "new URL(\"./app-1_later.wasm\", import.meta.url)",
            "integrity: \"sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn\"",
            "digestOf(bytes) !== \"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"",
            "imports.later = { load: this.load }",
            "{ first: this.first }",
            "this.first.later_ready.value = 1",
            "demarcheLater.among(__wbg_get_imports())",
            "await demarcheLater.before(instance);",
        ] {
            assert!(script.contains(there), "no {there} in {script}");
        }
    }

    #[test]
    fn a_script_that_starts_otherwise_is_refused() {
        let error = taught("export default 1;", "a", b"").expect_err("nobody looked at it");
        assert!(error.to_string().contains("teach xtask/src/later.rs"), "{error}");
    }
}
