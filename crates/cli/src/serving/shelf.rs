//! Where the files of a site are: in a folder, or in memory.
//!
//! Lives here: turning the path of a request into a file, or into nothing. Does not live here: HTTP.
//!
//! No path leads out of the folder: a path is decoded once, consists of plain names only, and what it leads to must lie
//! inside after all links were followed. Hidden files (`.git`) are not a site's.

use crate::site::Files;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The page of a folder.
const INDEX: &str = "index.html";

/// The page for what is not there.
pub const NOT_FOUND: &str = "404.html";

/// The only hidden name that the web gives a meaning.
const WELL_KNOWN: &str = ".well-known";

/// A site's files.
#[derive(Debug)]
pub enum Shelf {
    /// In this folder, which is free of links.
    Folder(PathBuf),
    /// In memory, just published.
    Memory(Files),
}

/// What a path means.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// The file of this name.
    File(String),
    /// A folder with a page; the path needs a `/` behind it.
    Folder,
    /// Nothing that may be seen.
    Nothing,
}

/// Tells whether a file is still the one that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp(u64, Option<SystemTime>);

impl Shelf {
    /// The files of a folder, as they are at each request.
    ///
    /// # Errors
    /// When there is no such folder.
    pub fn folder(dir: &Path) -> io::Result<Shelf> {
        Ok(Shelf::Folder(dir.canonicalize()?))
    }

    /// What the path of a request means.
    pub fn find(&self, path: &str) -> Found {
        let Some(name) = name_of(path) else { return Found::Nothing };
        if name.is_empty() || name.ends_with('/') {
            let index = name + INDEX;
            return if self.has(&index) { Found::File(index) } else { Found::Nothing };
        }
        if self.has(&name) {
            Found::File(name)
        } else if self.has(&format!("{name}/{INDEX}")) {
            Found::Folder
        } else {
            Found::Nothing
        }
    }

    fn has(&self, name: &str) -> bool {
        match self {
            Shelf::Folder(_) => self.place(name).is_some_and(|path| path.is_file()),
            Shelf::Memory(files) => files.contains_key(name),
        }
    }

    /// Where a file of the folder really is; nothing where that is outside of it.
    fn place(&self, name: &str) -> Option<PathBuf> {
        let Shelf::Folder(root) = self else { return None };
        let path = root.join(name).canonicalize().ok()?;
        path.starts_with(root).then_some(path)
    }

    /// When the file last changed, as far as that can be told.
    pub fn stamp(&self, name: &str) -> Option<Stamp> {
        match self {
            Shelf::Folder(_) => {
                let metadata = self.place(name)?.metadata().ok()?;
                Some(Stamp(metadata.len(), metadata.modified().ok()))
            }
            Shelf::Memory(files) => Some(Stamp(files.get(name)?.len() as u64, None)),
        }
    }

    /// The content of a file.
    pub fn read(&self, name: &str) -> Option<Cow<'_, [u8]>> {
        match self {
            Shelf::Folder(_) => std::fs::read(self.place(name)?).ok().map(Cow::Owned),
            Shelf::Memory(files) => files.get(name).map(|content| Cow::Borrowed(content.as_slice())),
        }
    }
}

/// The name inside the site that a path means, with `/` at its end as it stood; nothing for a path that no browser
/// would make of a link of ours.
fn name_of(path: &str) -> Option<String> {
    let name = percent_decode_str(path.strip_prefix('/')?).decode_utf8().ok()?.into_owned();
    // On Windows these part folders, name drives, and streams of a file.
    let is_foreign = |c: char| c == '\0' || c == '\\' || (cfg!(windows) && c == ':');
    let is_plain = |part: &str| !part.is_empty() && (!part.starts_with('.') || part == WELL_KNOWN);
    let parts = name.strip_suffix('/').unwrap_or(&name);
    let is_sound = !name.contains(is_foreign) && (name.is_empty() || parts.split('/').all(is_plain));
    is_sound.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_path_means_a_file_of_the_site_or_nothing() {
        let names = ["index.html", "app.js", "a b/index.html", ".git/config", ".well-known/x", "sub/ü.txt"];
        let memory = Shelf::Memory(names.map(|name| (name.to_owned(), vec![])).into());
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let site = scratch.path().join("site");
        fs::create_dir(&site).expect("a scratch folder");
        fs::write(scratch.path().join("secret"), "").expect("a scratch file");
        for name in names {
            let path = site.join(name);
            fs::create_dir_all(path.parent().expect("in the site")).expect("a scratch folder");
            fs::write(path, "").expect("a scratch file");
        }
        let folder = Shelf::folder(&site).expect("the folder is there");
        let check = |path: &str, expected: Found| {
            for shelf in [&memory, &folder] {
                assert_eq!(shelf.find(path), expected, "{path} in {shelf:?}");
            }
        };
        let file = |name: &str| Found::File(name.to_owned());
        check("/", file("index.html"));
        check("/app.js", file("app.js"));
        check("/a%20b/", file("a b/index.html"));
        check("/a%20b", Found::Folder);
        check("/sub/%C3%BC.txt", file("sub/ü.txt"));
        check("/.well-known/x", file(".well-known/x"));
        let absolute = scratch.path().join("secret").display().to_string();
        let hostile = [
            "",
            "app.js",
            "/none",
            "/sub/",
            "/sub",
            "/app.js/",
            "/app.js%00",
            "/%ff",
            "/../secret",
            "/..%2fsecret",
            "/%2e%2e/secret",
            "/%2E%2E%2Fsecret",
            "/sub/../../secret",
            "/sub/%2e%2e/%2e%2e/secret",
            "/%252e%252e/secret",
            "/..\\secret",
            "/..%5csecret",
            "/sub\\..\\..\\secret",
            "//secret",
            "/./app.js",
            "/sub//..//../secret",
            "/.git/config",
            "/%2egit/config",
            "/.git/",
            &absolute,
            &format!("/{absolute}"),
            &absolute.replace('/', "%2f"),
        ];
        for path in hostile {
            check(path, Found::Nothing);
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_inside_the_folder_only() {
        use std::os::unix::fs::symlink;
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let site = scratch.path().join("site");
        fs::create_dir_all(site.join("sub")).expect("a scratch folder");
        fs::write(scratch.path().join("secret"), "secret").expect("a scratch file");
        fs::write(site.join("app.js"), "app").expect("a scratch file");
        symlink(scratch.path().join("secret"), site.join("out")).expect("a link");
        symlink("../../secret", site.join("sub/out")).expect("a link");
        symlink(scratch.path(), site.join("up")).expect("a link");
        symlink("/", site.join("root")).expect("a link");
        symlink("../app.js", site.join("sub/in")).expect("a link");
        symlink("round", site.join("round")).expect("a link");
        let shelf = Shelf::folder(&site).expect("the folder is there");
        for path in ["/out", "/sub/out", "/up/secret", "/root/etc/passwd", "/up", "/round"] {
            assert_eq!(shelf.find(path), Found::Nothing, "{path}");
        }
        assert_eq!(shelf.find("/sub/in"), Found::File("sub/in".to_owned()));
        // Asked for by name, too: the file may have become a link since it was found.
        for name in ["out", "sub/out", "up/secret"] {
            assert_eq!((shelf.read(name), shelf.stamp(name)), (None, None), "{name}");
        }
        assert_eq!(shelf.read("sub/in").as_deref(), Some(&b"app"[..]));
    }
}
