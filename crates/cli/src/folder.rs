//! The files of a corpus folder, read from disk.
//!
//! Lives here: which files belong to a corpus, how large they may be, which links are followed. Does not live here:
//! what the files say (`demarche_corpus::source`). Paths come back sorted, so that the same folder always gives the
//! same pack. A file that cannot be read is part of the answer, not an error: `check` reports it with the rest.

use demarche_corpus::source::{
    INFO_PATH, MAX_FILE_BYTES, STATEMENTS_FOLDER, SourceContent, SourceFile, pictures_named,
};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Why a folder could not be read at all.
#[derive(Debug)]
pub enum FolderError {
    /// There is nothing at this path, or it may not be read.
    Unreadable {
        /// The folder as given.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The path leads to a file.
    NotAFolder {
        /// The path as given.
        path: PathBuf,
    },
}

impl std::fmt::Display for FolderError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            FolderError::Unreadable { path, source } => {
                write!(f, "cannot read the corpus folder {}: {source}", path.display())
            }
            FolderError::NotAFolder { path } => {
                write!(f, "{} is not a folder; give the folder that holds {INFO_PATH}", path.display())
            }
        }
    }
}

// The cause is told in the message, once; build scripts print nothing but the message.
impl std::error::Error for FolderError {}

/// Reads `corpus.toml`, the pictures it names and `statements/**/*.md`, sorted by path. Hidden files and folders are passed over; a name that
/// ends nearly in `.md` is told of.
///
/// # Errors
/// When the folder itself cannot be read; what is wrong with single files is in their [`SourceContent`].
pub fn read_folder(path: &Path) -> Result<Vec<SourceFile>, FolderError> {
    read_folder_with(path, &mut |_| {})
}

/// As [`read_folder`]; `said` is called with how many files are read, again and again.
///
/// # Errors
/// As [`read_folder`].
pub fn read_folder_with(path: &Path, said: &mut dyn FnMut(usize)) -> Result<Vec<SourceFile>, FolderError> {
    let unreadable = |source| FolderError::Unreadable { path: path.to_owned(), source };
    // Links are judged by where they lead, so the folder's own path must be free of them.
    let root = path.canonicalize().map_err(unreadable)?;
    if !root.is_dir() {
        return Err(FolderError::NotAFolder { path: path.to_owned() });
    }
    let mut files = Vec::new();
    // `symlink_metadata`, because a broken link must be reported and not taken for a missing file.
    if root.join(INFO_PATH).symlink_metadata().is_ok() {
        let content = read_file(&root, &root.join(INFO_PATH));
        let named = match &content {
            SourceContent::Bytes(bytes) => pictures_named(&String::from_utf8_lossy(bytes)),
            _ => Vec::new(),
        };
        files.push(SourceFile { path: INFO_PATH.to_owned(), content });
        for path in named {
            // One that is not there is told of by `check`.
            if root.join(&path).symlink_metadata().is_ok() {
                files.push(SourceFile { content: read_file(&root, &root.join(&path)), path });
            }
        }
    }
    let mut folders = vec![STATEMENTS_FOLDER.to_owned()];
    while let Some(folder) = folders.pop() {
        if folder == STATEMENTS_FOLDER && root.join(&folder).symlink_metadata().is_err() {
            continue;
        }
        match list(&root.join(&folder)) {
            Ok(names) => {
                for name in names {
                    visit(&root, format!("{folder}/{name}"), &mut folders, &mut files);
                    said(files.len());
                }
            }
            Err(error) => {
                files.push(SourceFile { path: folder, content: SourceContent::Unreadable(error.to_string()) })
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup_by(|a, b| a.path == b.path);
    Ok(files)
}

/// The names in a folder that are not hidden. A name that is not Unicode keeps a mark which `check` refuses.
fn list(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            names.push(name);
        }
    }
    Ok(names)
}

/// Decides what an entry of the statements folder is.
fn visit(root: &Path, path: String, folders: &mut Vec<String>, files: &mut Vec<SourceFile>) {
    let full = root.join(&path);
    let is_link = full.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink());
    if full.is_dir() {
        if !is_link {
            folders.push(path);
            return;
        }
        // Following it could lead in a circle, and what lies inside is read under its own path anyway.
        let content = if leads_outside(root, &full) {
            SourceContent::LinkOutside
        } else {
            SourceContent::Unreadable("a link to a folder is not followed".to_owned())
        };
        files.push(SourceFile { path, content });
    } else if path.ends_with(".md") {
        files.push(SourceFile { content: read_file(root, &full), path });
    } else if is_nearly_markdown(&path) {
        files.push(SourceFile { content: SourceContent::Misnamed, path });
    }
}

/// Whether a name was probably meant to end in `.md`. Pictures and notes may lie beside the statements.
fn is_nearly_markdown(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension).to_lowercase();
    matches!(extension.as_str(), "md" | "markdown" | "mdown" | "mkd")
}

fn leads_outside(root: &Path, path: &Path) -> bool {
    path.canonicalize().is_ok_and(|target| !target.starts_with(root))
}

/// Reads one file, unless it is too large or lies outside of the folder.
fn read_file(root: &Path, path: &Path) -> SourceContent {
    if leads_outside(root, path) {
        return SourceContent::LinkOutside;
    }
    let metadata = match path.metadata() {
        Ok(metadata) => metadata,
        Err(error) => return SourceContent::Unreadable(error.to_string()),
    };
    if !metadata.is_file() {
        return SourceContent::Unreadable("it is not an ordinary file".to_owned());
    }
    if metadata.len() > MAX_FILE_BYTES {
        return SourceContent::TooLarge(metadata.len());
    }
    let mut bytes = Vec::new();
    // The file may grow between the two calls.
    match File::open(path).and_then(|file| file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)) {
        Ok(_) => SourceContent::Bytes(bytes),
        Err(error) => SourceContent::Unreadable(error.to_string()),
    }
}
