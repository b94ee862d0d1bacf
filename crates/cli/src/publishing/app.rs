//! The built app that a corpus is put into: the one inside the command, or the one in a folder.
//!
//! Lives here: finding it, and refusing one that would not understand the pack. Does not live here: how the command came
//! to carry it (`build.rs`), and what is made of it ([`super::assemble`]).

use super::bundle::{Bundle, BundleError, Versions};
use crate::site::{self, Files, SiteError};
use std::fmt;
use std::path::{Path, PathBuf};

/// What `build.rs` bundled; empty where no app was at hand.
#[cfg(feature = "app")]
const BUNDLED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/app.bundle"));
#[cfg(not(feature = "app"))]
const BUNDLED: &[u8] = &[];

/// The page that every app has.
const PAGE: &str = "index.html";

/// An app, and what it understands.
#[derive(Debug)]
pub struct BuiltApp {
    /// Its files.
    pub files: Files,
    versions: Versions,
    origin: Origin,
}

/// Where an app comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Origin {
    Command,
    Folder(PathBuf),
}

/// Why there is no app to publish with.
#[derive(Debug)]
pub enum AppError {
    /// The command was built without one, and none was named.
    None,
    /// The one in the command cannot be read.
    Bundled(BundleError),
    /// The folder holds none.
    Folder {
        /// The folder as given.
        dir: PathBuf,
        /// What is wrong with it.
        source: SiteError,
    },
    /// The app in the folder carries no pack of ours.
    Unversioned {
        /// The folder as given.
        dir: PathBuf,
    },
    /// App and command are not of one time.
    Versions {
        /// What the app understands.
        app: Versions,
        /// What the command writes.
        command: Versions,
        /// The folder of the app, if it has one.
        dir: Option<PathBuf>,
    },
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str(
                "this command was built without the app: name the folder of a built one with --app, or build the command \
                 with `cargo xtask command`",
            ),
            Self::Bundled(_) => f.write_str("the app inside this command cannot be read; install the command anew"),
            Self::Folder { dir, .. } => write!(f, "there is no app to use in {}", dir.display()),
            Self::Unversioned { dir } => write!(
                f,
                "the app in {} does not say which packs it reads; build it again with `cargo xtask dist`",
                dir.display()
            ),
            Self::Versions { app, command, dir: Some(dir) } => write!(
                f,
                "the app in {} reads other packs ({app}) than this command writes ({command}); leave --app out, or \
                 build both from one state of the source",
                dir.display()
            ),
            Self::Versions { app, command, dir: None } => write!(
                f,
                "the app inside this command reads other packs ({app}) than the command writes ({command}); build it \
                 again with `cargo xtask command`"
            ),
        }
    }
}

impl std::error::Error for AppError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Bundled(source) => Some(source),
            Self::Folder { source, .. } => Some(source),
            Self::None | Self::Unversioned { .. } | Self::Versions { .. } => None,
        }
    }
}

impl BuiltApp {
    /// The app in `dir`, or the one inside the command.
    ///
    /// # Errors
    /// When there is none, or it is not whole.
    pub fn find(dir: Option<&Path>) -> Result<Self, AppError> {
        match dir {
            Some(dir) => Self::in_folder(dir),
            None => Self::bundled(BUNDLED),
        }
    }

    fn bundled(bytes: &[u8]) -> Result<Self, AppError> {
        if bytes.is_empty() {
            return Err(AppError::None);
        }
        let Bundle { versions, files } = Bundle::read(bytes).map_err(AppError::Bundled)?;
        Ok(Self { files, versions, origin: Origin::Command })
    }

    fn in_folder(dir: &Path) -> Result<Self, AppError> {
        let broken = |source| AppError::Folder { dir: dir.to_owned(), source };
        // Before everything in a folder is read, which may be somebody's home.
        if !dir.join(PAGE).is_file() {
            return Err(broken(SiteError::NoApp { missing: PAGE }));
        }
        let files = site::load(dir).map_err(broken)?;
        let name = site::wasm_name(&files).map_err(broken)?;
        let wasm = files.get(&name).map(Vec::as_slice).unwrap_or_default();
        let pack = site::carried_pack(wasm).map_err(broken)?.ok_or(SiteError::NoSection).map_err(broken)?;
        let versions =
            Versions::of_pack(pack).ok_or_else(|| AppError::Unversioned { dir: dir.to_owned() })?;
        Ok(Self { files, versions, origin: Origin::Folder(dir.to_owned()) })
    }

    /// The files, if the app understands this pack.
    ///
    /// # Errors
    /// When the app was built for packs of other versions.
    pub fn files_for(self, pack: &[u8]) -> Result<Files, AppError> {
        match Versions::of_pack(pack) {
            Some(command) if command != self.versions => {
                let dir = match self.origin {
                    Origin::Command => None,
                    Origin::Folder(dir) => Some(dir),
                };
                Err(AppError::Versions { app: self.versions, command, dir })
            }
            _ => Ok(self.files),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packing::pack_folder;
    use demarche_corpus::pack::FORMAT_VERSION;
    use std::fs;

    const FILES: [&str; 2] = ["index.html", "app-01234567_bg.wasm"];

    fn fake(versions: Versions) -> Vec<u8> {
        let files = FILES.map(|name| (name.to_owned(), name.as_bytes().to_vec())).into();
        Bundle { versions, files }.write().expect("small files")
    }

    /// A pack as the command writes it.
    fn pack() -> Vec<u8> {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        fs::create_dir(scratch.path().join("statements")).expect("a scratch folder");
        fs::write(scratch.path().join("corpus.toml"), "title = \"Ferries\"\n").expect("a scratch file");
        let text = "---\ntitle: One\ndate: 2024-03-04\n---\n\nThe ferry left.\n";
        fs::write(scratch.path().join("statements/one.md"), text).expect("a scratch file");
        pack_folder(scratch.path()).expect("the corpus is sound").bytes
    }

    #[test]
    fn an_app_takes_packs_of_its_own_versions_only() {
        let pack = pack();
        let own = Versions::of_pack(&pack).expect("a pack says its versions");
        assert_eq!(own.pack, FORMAT_VERSION);
        let app = |versions| BuiltApp::bundled(&fake(versions)).expect("just bundled");
        let files = app(own).files_for(&pack).expect("one time");
        assert_eq!(
            files.keys().map(String::as_str).collect::<Vec<_>>(),
            ["app-01234567_bg.wasm", "index.html"]
        );

        let check = |versions: Versions, says: &str| {
            let error = app(versions).files_for(&pack).expect_err("another time").to_string();
            assert!(error.contains(says), "{error}");
        };
        check(
            Versions { pack: own.pack + 1, ..own },
            &format!("(pack {}, index {})", own.pack + 1, own.index),
        );
        check(Versions { index: own.index + 1, ..own }, &format!("index {})", own.index + 1));
    }

    #[test]
    fn without_an_app_there_is_a_way_to_get_one() {
        insta::assert_snapshot!(
            BuiltApp::bundled(&[]).expect_err("no app"),
            @"this command was built without the app: name the folder of a built one with --app, or build the command with `cargo xtask command`"
        );
        insta::assert_snapshot!(
            BuiltApp::bundled(b"x").expect_err("damage"),
            @"the app inside this command cannot be read; install the command anew"
        );
        let missing = BuiltApp::find(Some(Path::new("no/such/folder"))).expect_err("no folder");
        insta::assert_snapshot!(missing, @"there is no app to use in no/such/folder");
    }
}
