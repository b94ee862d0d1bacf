//! The public collection of attacks on web pages that the browser tests plant: a Python package, of which one file of
//! strings is made. Its licence is MIT; nothing of it is in this repository.

use super::system::apt_install;
use crate::run::{candidates, command, output, run};
use crate::workspace::{root, tools_dir};
use anyhow::{Context as _, Result};
use std::path::PathBuf;

/// The version, as tests/browser/requirements.txt pins it with the hash of its file.
const VERSION: &str = "4.0.2";

/// Prints every string of the collection once, sorted.
const PRINT: &str = "import json, brs_kb\n\
    print(json.dumps(sorted({entry['payload'] for entry in brs_kb.get_all_payloads().values()})))";

/// The file of strings.
pub fn find() -> Option<PathBuf> {
    let file = tools_dir().join(format!("payloads/brs-kb-{VERSION}.json"));
    file.is_file().then_some(file)
}

/// Fetches the package and writes the file.
pub fn install() -> Result<()> {
    let has_pip = |python: &PathBuf| output(command(python).args(["-m", "pip", "--version"])).is_ok();
    let find_python = || candidates("python3", &[]).into_iter().find(has_pip);
    let python = match find_python() {
        Some(python) => python,
        None => {
            apt_install(&["python3", "python3-pip"])?;
            find_python().context("Python 3 with pip was installed and is still not to be found")?
        }
    };
    let dir = tools_dir().join("payloads");
    std::fs::create_dir_all(&dir).with_context(|| format!("creating {}", dir.display()))?;
    let mut pip = command(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "--upgrade", "--target"]);
    run(pip.arg(dir.join("python")).arg("--requirement").arg(root().join("tests/browser/requirements.txt")))?;
    let strings = output(command(&python).args(["-c", PRINT]).env("PYTHONPATH", dir.join("python")))?;
    let file = dir.join(format!("brs-kb-{VERSION}.json"));
    std::fs::write(&file, strings).with_context(|| format!("writing {}", file.display()))
}
