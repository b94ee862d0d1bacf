//! What copies of a site owe to others: the notices that their licences want to travel with every copy.
//!
//! Lives here: where they stand. Does not live here: what they say (`NOTICE` and `LICENSE-MIT` of the project), and the
//! licence of a corpus, which its publisher states.

use crate::site::Files;

/// The file of a site.
const NAME: &str = "notice.txt";

/// All of it.
const TEXT: &str =
    concat!(include_str!("../../../../NOTICE"), "\n\n", include_str!("../../../../LICENSE-MIT"));

/// Adds the file to a site.
pub fn add(files: &mut Files) {
    files.insert(NAME.to_owned(), TEXT.as_bytes().to_vec());
}

/// The same for a page that is one file: for whoever looks into it, and no part of what is shown.
pub(super) fn comment() -> String {
    format!("<!--\n{TEXT}-->\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_notices_are_whole_and_end_no_comment() {
        for owed in ["Lucide\nContributors 2022", "Unicode, Inc.", "Dr Martin Porter", "MIT License"] {
            assert!(TEXT.contains(owed), "{owed}");
        }
        assert!(!TEXT.contains("--") && !TEXT.contains("<!"), "it would end the comment that it stands in");
        assert!(TEXT.len() < 10_000, "a few KB in every single file");
    }
}
