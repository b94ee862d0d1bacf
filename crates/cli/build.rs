//! Bundles the built app into the command, where there is one: `$DEMARCHE_APP`, or `site` in the target folder, where
//! `cargo xtask dist` leaves it.
//!
//! Without the app the command still compiles; `demarche site` then asks for `--app`.

#[cfg(feature = "app")]
#[path = "src/publishing/bundle.rs"]
#[allow(dead_code, reason = "the command reads what is written here")]
mod bundle;
#[cfg(feature = "app")]
#[path = "src/site.rs"]
#[allow(dead_code, reason = "only the section of the corpus is looked at here")]
mod site;

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    #[cfg(feature = "app")]
    bundling::main()?;
    Ok(())
}

#[cfg(feature = "app")]
mod bundling {
    use crate::bundle::{Bundle, Versions};
    use crate::site;
    use std::error::Error;
    use std::path::{Path, PathBuf};
    use std::{env, fs};

    /// Names the folder of the app; empty means to build without one.
    const VARIABLE: &str = "DEMARCHE_APP";

    pub fn main() -> Result<(), Box<dyn Error>> {
        println!("cargo:rerun-if-changed=build.rs");
        println!("cargo:rerun-if-changed=src/site.rs");
        println!("cargo:rerun-if-changed=src/beside.rs");
        println!("cargo:rerun-if-changed=src/publishing/bundle.rs");
        println!("cargo:rerun-if-env-changed={VARIABLE}");
        let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
        let bytes = match env::var_os(VARIABLE) {
            // Who names an app wants that one: anything wrong with it ends the build.
            Some(dir) if !dir.is_empty() => bundled(Path::new(&dir))?,
            Some(_) => Vec::new(),
            None => usual(&out).unwrap_or_else(|| {
                println!(
                    "cargo:warning=no built app at hand, so this command publishes with `--app` only; \
                     `cargo xtask command` builds both"
                );
                Vec::new()
            }),
        };
        Ok(fs::write(out.join("app.bundle"), bytes)?)
    }

    /// The app that `cargo xtask dist` built last.
    fn usual(out: &Path) -> Option<Vec<u8>> {
        // target/[TRIPLE/]PROFILE/build/PACKAGE/out; only the target folder itself has Cargo's tag. Then the workspace's
        // own, where that is another one.
        let near = out.ancestors().skip(4).take(2).filter(|dir| dir.join("CACHEDIR.TAG").is_file());
        let mut places: Vec<PathBuf> = near.map(|dir| dir.join("site")).collect();
        let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
        places.extend(manifest.ancestors().nth(2).map(|root| root.join("target/site")));
        for dir in places.iter().filter(|dir| dir.join("index.html").is_file()) {
            match bundled(dir) {
                Ok(bytes) => return Some(bytes),
                Err(error) => println!("cargo:warning=the app in {} cannot be used: {error}", dir.display()),
            }
        }
        // Cargo runs this again when the folder changes, but every time when the folder is not there: so it is there.
        if let Some(dir) = places.first().filter(|dir| fs::create_dir_all(dir).is_ok()) {
            println!("cargo:rerun-if-changed={}", dir.display());
        }
        None
    }

    /// An app without its corpus, as bytes.
    fn bundled(dir: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
        println!("cargo:rerun-if-changed={}", dir.display());
        let mut files = site::load(dir)?;
        let name = site::wasm_name(&files)?;
        let wasm = files.get(&name).map(Vec::as_slice).unwrap_or_default();
        let pack = site::carried_pack(wasm)?.ok_or(site::SiteError::NoSection)?;
        let versions = Versions::of_pack(pack).ok_or("it carries no pack to tell its versions by")?;
        site::exchange_pack(&mut files, &[])?;
        Ok(Bundle { versions, files }.write()?)
    }
}
