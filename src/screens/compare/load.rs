//! Reading the texts and comparing them, in steps between which the page may draw and listen.
//!
//! Lives here: the order of the steps and the pauses. Does not live here: what is found (`demarche_compare`), what
//! becomes of it (`model`).

use super::Trouble;
use super::ahead;
use super::frequencies::{Frequencies, answer};
use super::model::{Compared, Pairwise};
use super::texts::Side;
use crate::browser;
use crate::state::{Library, OwnTexts};
use demarche_compare::{
    Comparing, Comparison, KnownName, Listing, Meanings, PassageText, Setting, Text, known_names,
    marked_diff, meanings,
};
use demarche_search::{Question, Reply};
use std::sync::{Arc, OnceLock};

/// Texts of so many bytes together are worked through without a pause.
const AT_ONCE: usize = 40_000;

/// Two texts with something of everything that is looked for.
const WARM: [&str; 2] = [
    "On 5 May 2024 the ministers agreed that some 12 ferries would cross the strait. “We will meet in Geneva,” she said.",
    "The ministers agreed on 5 May 2024 that 15 ferries may cross the strait. They did not meet Ann Moor in Geneva.",
];

/// Texts and what the comparison needs to know of their words.
#[derive(Debug)]
pub struct Loaded {
    /// The texts, A first.
    pub sides: Vec<Side>,
    frequencies: Frequencies,
    meanings: &'static Meanings,
    /// Who and what the corpus names.
    names: Vec<KnownName>,
    /// Whether comparing them takes so long that the page has to breathe meanwhile.
    pub is_large: bool,
}

impl Loaded {
    /// These texts.
    ///
    /// # Errors
    /// Why they cannot be compared.
    pub async fn new(library: Library, sides: Vec<Side>) -> Result<Loaded, Trouble> {
        let bytes: usize =
            sides.iter().flat_map(|side| &side.passages).map(|passage| passage.text.len()).sum();
        let (frequencies, meanings) = (Frequencies::new(library), known_meanings(library).await?);
        let names = library.with_pack(|pack| known_names(pack.info()));
        Ok(Loaded { sides, frequencies, meanings, names, is_large: bytes > AT_ONCE })
    }

    /// Lets the page breathe where the texts are long; whether their comparison is wanted after that.
    async fn is_still(&self, is_wanted: &dyn Fn() -> bool) -> bool {
        if self.is_large {
            browser::pause().await;
        }
        is_wanted()
    }
}

/// Reads the texts with these ids.
///
/// # Errors
/// Why they cannot be compared.
pub async fn load(library: Library, own: OwnTexts, ids: &[String]) -> Result<Loaded, Trouble> {
    let mut sides = Vec::new();
    for id in ids {
        sides.push(side(library, own, id).await?);
    }
    Loaded::new(library, sides).await
}

/// Reads the text with this id.
///
/// # Errors
/// Why it cannot be compared.
pub async fn side(library: Library, own: OwnTexts, id: &str) -> Result<Side, Trouble> {
    if let Some(found) = own.find(id) {
        return Ok(Side::new(found));
    }
    let unknown = || Trouble::Unknown(id.to_owned());
    let (idx, statement) = library.statement(id).ok_or_else(unknown)?;
    let question = Question::Read { text: String::new(), idx };
    match answer(library, question).await.map_err(Trouble::Unreadable)? {
        Reply::Text(found) => Ok(Side::new((statement, found.0))),
        _ => Err(unknown()),
    }
}

/// What the pack knows of the meaning of words, read when texts are first compared: a page has one pack.
async fn known_meanings(library: Library) -> Result<&'static Meanings, Trouble> {
    static KNOWN: OnceLock<Meanings> = OnceLock::new();
    if let Some(known) = KNOWN.get() {
        return Ok(known);
    }
    let held = answer(library, Question::Held(meanings::TAG)).await.map_err(Trouble::Unreadable)?;
    let read = if let Reply::Held(held) = held { Meanings::read(&held) } else { None };
    Ok(KNOWN.get_or_init(|| read.unwrap_or_else(|| meanings::NONE.clone())))
}

/// Who is told the rows of two long texts before the rest is found.
pub type Early<'e> = Option<&'e dyn Fn(Arc<Compared>)>;

/// Compares every two of the texts; of two long ones tells `early` what rows there are, before the rest is found. `None`
/// where nobody wants it any more.
///
/// # Errors
/// Why they cannot be compared.
pub async fn compare(
    library: Library,
    loaded: &Loaded,
    least: Option<u8>,
    is_wanted: &dyn Fn() -> bool,
    early: Early<'_>,
) -> Result<Option<Compared>, Trouble> {
    let made = match least {
        None => ahead::taken(&loaded.sides),
        Some(_) => {
            ahead::end();
            None
        }
    };
    let (pairs, rows) = match (made, early) {
        (Some(pair), Some(early)) => {
            let rows = told(loaded, pair.comparison.clone(), least, early).await;
            (vec![pair], Some(rows))
        }
        (Some(pair), None) => (vec![pair], None),
        (None, early) => match pairs(library, loaded, least, is_wanted, early).await? {
            Some(found) => found,
            None => return Ok(None),
        },
    };
    // What is one fact is told among all texts at once: by pairs a name might be longer here than there.
    let texts: Vec<_> = loaded.sides.iter().map(Side::text).collect();
    let mut listing = (texts.len() > 2).then(|| Listing::new(&texts, &loaded.names));
    let ledger = loop {
        if !loaded.is_still(is_wanted).await {
            return Ok(None);
        }
        match listing.as_mut().map(Listing::step) {
            None => break Vec::new(),
            Some(None) => {}
            Some(Some(rows)) => break rows,
        }
    };
    Ok(Some(match rows {
        Some(rows) => rows.completed(pairs),
        None => Compared::new(loaded.sides.clone(), pairs, ledger, least),
    }))
}

/// Every two of the texts, and the rows as they were told early; `None` where nobody wants them any more.
///
/// # Errors
/// Why they cannot be compared.
pub async fn pairs(
    library: Library,
    loaded: &Loaded,
    least: Option<u8>,
    is_wanted: &dyn Fn() -> bool,
    early: Early<'_>,
) -> Result<Option<(Vec<Pairwise>, Option<Arc<Compared>>)>, Trouble> {
    let least_score = least.map(|least| f64::from(least) / 100.0);
    let setting = Setting::of(&loaded.frequencies, loaded.meanings, &loaded.names, least_score);
    let texts: Vec<_> = loaded.sides.iter().map(Side::text).collect();
    let early = early.filter(|_| loaded.is_large && texts.len() == 2);
    let (mut pairs, mut rows) = (Vec::new(), None);
    for (first, a) in texts.iter().enumerate() {
        for (second, b) in texts.iter().enumerate().skip(first + 1) {
            let mut comparing = Comparing::new(a, b, setting);
            let comparison = loop {
                if !loaded.is_still(is_wanted).await {
                    return Ok(None);
                }
                if let Some(found) = comparing.step() {
                    break found;
                }
                loaded.frequencies.look_up(library).await?;
                if let Some(early) = early
                    && let Some(found) = comparing.rows()
                {
                    rows = Some(told(loaded, found, least, early).await);
                }
            };
            pairs.push(Pairwise { first, second, comparison });
        }
    }
    Ok(Some((pairs, rows)))
}

/// Tells the rows of two texts, and lets the page draw them.
async fn told(
    loaded: &Loaded,
    found: Comparison,
    least: Option<u8>,
    early: &dyn Fn(Arc<Compared>),
) -> Arc<Compared> {
    browser::pause().await;
    let rows = Arc::new(Compared::early(loaded.sides.clone(), found, least));
    browser::pause().await;
    early(Arc::clone(&rows));
    browser::pause_to_draw().await;
    rows
}

/// Compares two short texts: browsers compile a program when it first runs, and its tables are made then, too. That is
/// a fifth of a first comparison, and can be over while the reader still looks for texts.
pub async fn warm_up() {
    let text = |text| Text { lang: "en", passages: vec![PassageText { anchor: "", text }] };
    let [a, b] = WARM.map(text);
    let mut comparing = Comparing::new(&a, &b, Setting::default());
    browser::pause_to_draw().await;
    while comparing.step().is_none() {
        browser::pause().await;
    }
    browser::pause().await;
    drop(marked_diff(WARM[0], WARM[1]));
}
