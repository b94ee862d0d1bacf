//! `checksums.txt`: the SHA-256 of every other file of a site, in the format of `sha256sum`.
//!
//! Lives here: the list. Does not live here: the digests by which browsers refuse a changed file (the page's integrity
//! attributes) and by which the worker knows its files (`offline.rs`). Linear in the site.

use crate::site::Files;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// The name of the list.
pub const NAME: &str = "checksums.txt";

/// Adds the list; it comes after everything that adds or changes a file.
pub fn add(files: &mut Files) {
    files.remove(NAME);
    let mut list = String::new();
    for (name, content) in files.iter() {
        for byte in Sha256::digest(content) {
            let _ = write!(list, "{byte:02x}");
        }
        // Two spaces, as sha256sum writes and reads them.
        let _ = writeln!(list, "  {name}");
    }
    files.insert(NAME.to_owned(), list.into_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_other_file_is_listed_and_listing_twice_changes_nothing() {
        let files = [("index.html", &b"abc"[..]), ("corpus/0123456789abcdef.gz", b"")];
        let mut files: Files =
            files.into_iter().map(|(name, content)| (name.to_owned(), content.to_vec())).collect();
        add(&mut files);
        let once = files.clone();
        add(&mut files);
        assert_eq!(files, once);
        // The digests of nothing and of "abc" as FIPS 180-2 states them.
        let list = String::from_utf8_lossy(&files[NAME]);
        let expected = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  corpus/0123456789abcdef.gz\n\
             ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  index.html\n";
        assert_eq!(list, expected);
    }
}
