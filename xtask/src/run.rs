//! Running other programs: what is run is said, and what fails is an error that names it.

use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// A command that runs in the workspace's root.
pub fn command(program: impl AsRef<Path>) -> Command {
    let mut command = Command::new(program.as_ref());
    command.current_dir(crate::workspace::root());
    command
}

/// `cargo` with the given words, in the workspace's root.
pub fn cargo(words: &[&str]) -> Command {
    let mut cargo = command("cargo");
    cargo.args(words);
    cargo
}

/// What a command looks like on a terminal; the program by its last name.
fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let program = program.file_name().unwrap_or(command.get_program()).to_string_lossy();
    let args = command.get_args().map(|arg| arg.to_string_lossy());
    std::iter::once(program).chain(args).collect::<Vec<_>>().join(" ")
}

/// Runs to the end, on this terminal.
pub fn run(command: &mut Command) -> Result<()> {
    println!("$ {}", shown(command));
    let status = command.status().with_context(|| format!("`{}` cannot be started", shown(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", shown(command));
    }
    Ok(())
}

/// Runs silently and gives what was printed on standard output.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("`{}` cannot be started", shown(command)))?;
    if !output.status.success() {
        bail!(
            "`{}` failed ({}): {}",
            shown(command),
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The places where a program of that name is, in the order of PATH, after `first`.
pub fn candidates(program: &str, first: &[PathBuf]) -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let dirs = first.iter().cloned().chain(std::env::split_paths(&path));
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    dirs.map(|dir| dir.join(&name)).filter(|path| path.is_file()).collect()
}

/// Runs a stage and says how long it took.
pub fn timed<T>(what: &str, stage: impl FnOnce() -> Result<T>) -> Result<(T, f64)> {
    let start = Instant::now();
    println!("\n== {what}");
    let result = stage().with_context(|| what.to_owned())?;
    Ok((result, start.elapsed().as_secs_f64()))
}
