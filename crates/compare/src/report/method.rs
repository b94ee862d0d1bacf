//! How a report's findings were made, and with which settings.

use super::Report;
use super::writer::{Writer, hundredths};
use crate::score::{LEAST_OF_STRANGERS, LEAST_SCORE};

/// In words for a reader who wants to defend or doubt a finding.
pub const METHOD: [&str; 7] = [
    "Both texts are cut into passages, sentences and words. Words are weighed by how rare they are in the corpus and in the two \
     texts; words of grammar weigh nothing and stock words of diplomacy little. Two sentences are a pair if what they share (stems, \
     names, numbers, dates, quotations, words of one meaning) makes it likely that they make one point. Passages correspond where \
     their sentences do, or where they share enough themselves, in whatever order they stand; pairs outside the heaviest common \
     order have moved. Where the evidence is thin there is a gap rather than a wrong pair. Swapping A and B swaps the result.",
    "Two sentences in English may be a pair without a word in common: each of some thousand words has a vector, near \
     those of words that are used alike, and a pair names the words that were near. The vectors were computed from \
     what the sentence encoder all-MiniLM-L6-v2 makes of statements of the White House of 2024 and of speeches at the \
     United Nations, both in the public domain.",
    "The score of a pair is between 0 and 1: an estimate, fitted on labelled accounts of the same meetings, of how \
     likely it is that the two make one point. It says nothing of which account is right. Every pair names what it \
     shares, so that it can be checked. How often such pairs are right, on accounts labelled by hand, is counted in \
     bench/align.md of the source of this program. How much of a text has a counterpart is counted in passages.",
    "Differences are between words and signs, cleaned up to read well; numbers, dates, names, negations, hedges and verbs of \
     reporting are marked as such, and so are runs of three words and more that only changed their place. Passages with little wording in common are not set against each other word by word. White \
     space and the forms of one sign (“ and \", – and -) are no difference. Shared wording is a run of the same words wherever it \
     stands: exact word for word and sign for sign, near but for a few words or signs inside.",
    "The ledger lists what rules find: persons, places, bodies, treaties, topics, numbers with their units, dates, quotations, and \
     names told by their capitals. What stands under one side alone was not found in the other's passages, as many as are said; \
     if these are an excerpt or a digest, the full text may still have it.",
    "Distinctive words are more frequent in one text than in the other by more than chance: G² is the log-likelihood of Dunning \
     (1993), of which 3.84 is reached by chance once in twenty; the log ratio is how many times more frequent, as a power of two.",
    "Mere formula is a passage that says no more than that they spoke, how warmly, or with whose thanks.",
];

/// The last part of a report.
pub(super) fn method(writer: &mut Writer, report: &Report<'_>) {
    writer.heading(2, "Method");
    for said in METHOD {
        writer.paragraph(said);
    }
    writer.heading(2, "Settings");
    let mut said = vec![format!(
        "Least score of a pair of sentences: {} ({} unless a reader wants otherwise, but up to {} between texts with hardly \
         anything in common)",
        hundredths(report.found.least()),
        hundredths(LEAST_SCORE),
        hundredths(LEAST_OF_STRANGERS),
    )];
    if report.checksum.is_empty() {
        said.push("No corpus: the rarity of words is guessed".to_owned());
    } else {
        said.push(format!("Rarity of words: from the corpus “{}”", report.corpus));
        said.push(format!("Checksum of the pack: {}", report.checksum));
    }
    said.push(format!("Made by: demarche {}", env!("CARGO_PKG_VERSION")));
    writer.list(&said);
}
