//! The arguments of a command, taken one by one; what is left over in the end is an error.

use anyhow::{Context as _, Result, bail};
use std::path::PathBuf;

/// Arguments not read yet.
pub struct Args(Vec<String>);

impl Args {
    /// What stands behind `cargo xtask`.
    pub fn from_env() -> Self {
        Self(std::env::args().skip(1).collect())
    }

    /// The first argument that is no option.
    pub fn positional(&mut self) -> Option<String> {
        let first = self.0.first()?;
        (!first.starts_with('-')).then(|| self.0.remove(0))
    }

    /// Whether the option without a value stands there.
    pub fn flag(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|arg| arg != name);
        self.0.len() < before
    }

    /// The value of an option, as `--name VALUE` or `--name=VALUE`.
    pub fn value(&mut self, name: &str) -> Result<Option<String>> {
        let joined = format!("{name}=");
        let Some(at) = self.0.iter().position(|arg| arg == name || arg.starts_with(&joined)) else {
            return Ok(None);
        };
        let arg = self.0.remove(at);
        if let Some(value) = arg.strip_prefix(&joined) {
            return Ok(Some(value.to_owned()));
        }
        if at < self.0.len() { Ok(Some(self.0.remove(at))) } else { bail!("{name} wants a value") }
    }

    /// The value of an option that names a folder, seen from where the caller stands.
    pub fn path(&mut self, name: &str) -> Result<Option<PathBuf>> {
        let Some(value) = self.value(name)? else { return Ok(None) };
        let here = std::env::current_dir().context("the current folder cannot be read")?;
        Ok(Some(here.join(value)))
    }

    /// An error if anything is left that nobody asked for.
    pub fn finish(self) -> Result<()> {
        match self.0.first() {
            Some(arg) => bail!("`{arg}` is not known here; `cargo xtask help` lists what is"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(line: &str) -> Args {
        Args(line.split_whitespace().map(str::to_owned).collect())
    }

    #[test]
    fn options_are_read_in_either_form_and_in_any_order() {
        for line in ["serve --port 9 --corpus=my", "serve --corpus my --port=9"] {
            let mut args = args(line);
            assert_eq!(args.positional().as_deref(), Some("serve"));
            assert_eq!(args.value("--port").expect("has a value").as_deref(), Some("9"));
            assert!(args.path("--corpus").expect("has a value").is_some_and(|path| path.ends_with("my")));
            assert!(args.finish().is_ok());
        }
    }

    #[test]
    fn what_nobody_asked_for_is_an_error() {
        assert!(args("--chekc").finish().is_err());
        assert!(args("--port").value("--port").is_err());
        assert!(args("").finish().is_ok());
    }
}
