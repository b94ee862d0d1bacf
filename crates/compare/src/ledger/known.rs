//! Names that are known beforehand: from the gazetteer and from the caller.
//!
//! Lives here: one sorted table of their forms, and the search for the longest form at each token. Does not live
//! here: the spellings themselves (`gazetteer`). Cost: O(forms · log forms) to build, one look-up for each
//! distinct word and a few for those with which a form begins.

use demarche_corpus::order;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use super::reading::{Mention, Reading, is_hyphen, is_space, name_stem};
use crate::gazetteer;
use crate::model::{KnownName, LedgerClass};
use crate::names::is_title;
use crate::words::{Lexicon, fold};

/// Up to this many capitals, an abbreviation may be a word besides, so it must stand in capitals: `WHO`, `UN`.
const SHORT_ACRONYM: usize = 3;

/// What bears a name.
#[derive(Clone)]
struct Bearer<'n> {
    class: LedgerClass,
    /// The usual name in Latin letters, and in Cyrillic ones; either may be empty.
    names: [&'n str; 2],
}

/// One way to write a name.
#[derive(Clone)]
struct Form {
    /// The stems of its words, parted by spaces; with `=` before a word that has no other ending.
    words: String,
    bearer: usize,
    /// Which of its words need a capital, a bit each.
    capitals: u8,
    is_short_acronym: bool,
}

/// All known names, ready for the words of one lexicon.
pub(crate) struct KnownNames<'n> {
    bearers: Vec<Bearer<'n>>,
    names: Forms,
    topics: Forms,
}

/// Forms in order, and for each word of the lexicon those that begin with it.
#[derive(Default)]
struct Forms {
    sorted: Cow<'static, [Form]>,
    starts: Vec<Range<usize>>,
}

impl<'n> KnownNames<'n> {
    pub(crate) fn new(names: &'n [KnownName], lexicon: &Lexicon) -> KnownNames<'n> {
        let (known, forms) = everybodys();
        let mut bearers: Vec<Bearer<'n>> = known.clone();
        let mut topics = Vec::new();
        let mut own = Vec::new();
        for name in names {
            let spellings = || std::iter::once(&name.name).chain(&name.aliases).map(String::as_str);
            let mut added: Vec<Form> = spellings().filter_map(|spelling| form(spelling, 0)).collect();
            // A country or body of the caller's is the gazetteer's where the two share a spelling.
            let is_body =
                matches!(name.class, LedgerClass::Place | LedgerClass::Organisation | LedgerClass::Treaty);
            let known = added.iter().filter(|_| is_body).find_map(|form| {
                let at = forms.binary_search_by(|known: &Form| known.words.cmp(&form.words)).ok()?;
                forms.get(at).map(|known| known.bearer)
            });
            let bearer = known.unwrap_or_else(|| {
                bearers.push(Bearer { class: name.class, names: usual_names(spellings()) });
                bearers.len() - 1
            });
            for form in &mut added {
                form.bearer = bearer;
                // A keyword may stand in small letters however its topic is titled.
                if name.class == LedgerClass::Topic {
                    form.capitals = 0;
                }
            }
            if name.class == LedgerClass::Topic { topics.extend(added) } else { own.extend(added) }
        }
        // The caller's first: of equal forms the first is kept.
        let all = if own.is_empty() {
            Cow::Borrowed(forms.as_slice())
        } else {
            own.extend(forms.iter().cloned());
            Cow::Owned(distinct(own))
        };
        let topics = Cow::Owned(distinct(topics));
        KnownNames { bearers, names: Forms::new(all, lexicon), topics: Forms::new(topics, lexicon) }
    }

    /// Finds names; their tokens are spoken for. Topics may stand anywhere, inside names too.
    pub(crate) fn find(&self, reading: &mut Reading<'_>) {
        let mut at = 0;
        while at < reading.tokens.len() {
            match self.names.longest(reading, at, usize::MAX) {
                Some((bearer, end))
                    if reading.is_free(&(at..end)) && !self.is_first_name(reading, bearer, at, end) =>
                {
                    self.mention(reading, bearer, at..end);
                    self.inside(reading, bearer, at..end);
                    reading.take(at..end, self.bearers[bearer].class);
                    at = end;
                }
                _ => at += 1,
            }
        }
        let mut at = 0;
        while at < reading.tokens.len() {
            match self.topics.longest(reading, at, usize::MAX) {
                Some((bearer, end)) => {
                    self.mention(reading, bearer, at..end);
                    self.inside(reading, bearer, at..end);
                    at = end;
                }
                None => at += 1,
            }
        }
    }

    /// Names inside the name of a body or a treaty, and topics inside a topic: `United States` in the department of
    /// that name. A place inside a place is another one: `Sudan` in `South Sudan`.
    fn inside(&self, reading: &mut Reading<'_>, outer: usize, tokens: Range<usize>) {
        let (forms, is_topic) = match self.bearers[outer].class {
            LedgerClass::Organisation | LedgerClass::Treaty => (&self.names, false),
            LedgerClass::Topic => (&self.topics, true),
            _ => return,
        };
        if tokens.len() < 2 {
            return;
        }
        let mut at = tokens.start;
        while at < tokens.end {
            let limit = tokens.end - usize::from(at == tokens.start);
            let found = forms.longest(reading, at, limit).filter(|(bearer, _)| *bearer != outer);
            let is_wanted =
                |class| is_topic || matches!(class, LedgerClass::Place | LedgerClass::Organisation);
            match found.filter(|(bearer, _)| is_wanted(self.bearers[*bearer].class)) {
                Some((bearer, end)) => {
                    self.mention(reading, bearer, at..end);
                    if let Some(mention) = reading.mentions.last_mut() {
                        mention.is_inside = true;
                    }
                    at = end;
                }
                None => at += 1,
            }
        }
    }

    fn mention(&self, reading: &mut Reading<'_>, bearer: usize, tokens: Range<usize>) {
        let known = &self.bearers[bearer];
        let is_cyrillic = reading.raw(tokens.start).starts_with(is_cyrillic);
        let [latin, cyrillic] = known.names;
        let value = if latin.is_empty() || (is_cyrillic && !cyrillic.is_empty()) { cyrillic } else { latin };
        let normal = fold(if latin.is_empty() { cyrillic } else { latin });
        let bytes = reading.bytes(&tokens);
        reading.mentions.push(Mention::new(known.class, normal, value.to_owned(), bytes));
    }

    /// Whether a place stands where a first name does: `Minister Israel Katz`. In Russian the country follows the
    /// office, «президент России Путин».
    fn is_first_name(&self, reading: &Reading<'_>, bearer: usize, at: usize, end: usize) -> bool {
        self.bearers[bearer].class == LedgerClass::Place
            && end == at + 1
            && reading.raw(at).is_ascii()
            && !reading.is_acronym(at)
            && at > 0
            && reading.follows(at)
            && is_title(reading.folded(at - 1))
            && reading.follows(end)
            && reading.is_capital(end)
            && !is_title(reading.folded(end))
            && !(reading.follows(end + 1) && reading.is_capital(end + 1))
    }
}

/// The gazetteer, made ready once: what bears a name, and the forms in order.
fn everybodys() -> &'static (Vec<Bearer<'static>>, Vec<Form>) {
    static GAZETTEER: OnceLock<(Vec<Bearer<'static>>, Vec<Form>)> = OnceLock::new();
    GAZETTEER.get_or_init(|| {
        let (mut bearers, mut forms) = (Vec::new(), Vec::new());
        for (bearer, (class, line)) in gazetteer::lines().enumerate() {
            bearers.push(Bearer { class, names: usual_names(line.split(',')) });
            add_line(&mut forms, bearer, line);
        }
        (bearers, distinct(forms))
    })
}

/// The forms in order, the first of equal ones.
fn distinct(mut forms: Vec<Form>) -> Vec<Form> {
    order::sort_by(&mut forms, |x, y| x.words.cmp(&y.words));
    forms.dedup_by(|later, first| {
        let is_same = later.words == first.words;
        if is_same && later.bearer == first.bearer {
            first.capitals &= later.capitals;
        }
        is_same
    });
    forms
}

impl Forms {
    fn new(forms: Cow<'static, [Form]>, lexicon: &Lexicon) -> Forms {
        let all = 0..forms.len();
        let starts = lexicon.entries().iter().map(|entry| {
            let mut spans = keys(&entry.folded).map(|key| span(&forms, &all, &key));
            spans.find(|span| !span.is_empty()).unwrap_or(0..0)
        });
        let starts = if forms.is_empty() { Vec::new() } else { starts.collect() };
        Forms { sorted: forms, starts }
    }

    /// The longest form that begins with a token and ends no later than `limit`: its bearer, and where it ends.
    fn longest(&self, reading: &Reading<'_>, at: usize, limit: usize) -> Option<(usize, usize)> {
        let word = reading.tokens.get(at)?.word;
        let mut span_at = self.starts.get(word as usize)?.clone();
        let mut prefix = self.sorted.get(span_at.clone())?.first()?.words.split(' ').next()?.to_owned();
        let mut best = None;
        let mut end = at + 1;
        loop {
            if let Some(form) = self.sorted.get(span_at.start).filter(|form| form.words == prefix)
                && is_written_so(reading, form, at, end)
            {
                best = Some((form.bearer, end));
            }
            let gap = reading.gap(end);
            if end >= reading.tokens.len().min(limit)
                || !(is_space(gap) || is_hyphen(gap) || matches!(gap, ". " | " — " | "/"))
            {
                return best;
            }
            let longer = keys(reading.folded(end)).find_map(|key| {
                let longer = [prefix.as_str(), " ", &key].concat();
                let span = span(&self.sorted, &span_at, &longer);
                (!span.is_empty()).then_some((longer, span))
            });
            let Some((longer, span)) = longer else { return best };
            (prefix, span_at) = (longer, span);
            end += 1;
        }
    }
}

/// Whether the capitals of a form stand in the text.
fn is_written_so(reading: &Reading<'_>, form: &Form, at: usize, end: usize) -> bool {
    let long = end - at > 2;
    (at..end).take(8).enumerate().all(|(index, token)| {
        form.capitals >> index & 1 == 0 || reading.is_capital(token) || (long && index > 0)
    }) && (!form.is_short_acronym || reading.is_acronym(at))
}

/// The forms within a span that begin with these words.
fn span(forms: &[Form], within: &Range<usize>, prefix: &str) -> Range<usize> {
    let inside = forms.get(within.clone()).unwrap_or(&[]);
    let start = inside.partition_point(|form| form.words.as_str() < prefix);
    let goes_on = |form: &Form| {
        let rest = form.words.strip_prefix(prefix);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let behind = inside.get(start..).unwrap_or(&[]);
    // Most words begin no name.
    let len = if behind.first().is_some_and(goes_on) { behind.partition_point(goes_on) } else { 0 };
    within.start + start..within.start + start + len
}

/// What a word of a text may stand as in a form, the likeliest first.
fn keys(folded: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let is_ascii = folded.is_ascii();
    let whole = (!is_ascii).then(|| Cow::Owned(["=", folded].concat()));
    // `Штатов` is of `Штаты`, while `Лавров` stays whole.
    let plural = || folded.strip_suffix("ов").or_else(|| folded.strip_suffix("ев"));
    let plural = (!is_ascii).then(plural).flatten().map(Cow::Borrowed);
    whole.into_iter().chain([Cow::Borrowed(name_stem(folded))]).chain(plural)
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{4ff}')
}

/// The first spelling in Latin letters and the first in Cyrillic ones.
fn usual_names<'n>(spellings: impl Iterator<Item = &'n str>) -> [&'n str; 2] {
    let mut names = [""; 2];
    for spelling in spellings.filter(|spelling| !spelling.starts_with('+')) {
        let bare = spelling.strip_prefix('=').unwrap_or(spelling);
        let slot = usize::from(bare.contains(is_cyrillic));
        if names[slot].is_empty() && (slot == 0 || bare.starts_with(char::is_uppercase)) {
            names[slot] = bare;
        }
    }
    names
}

/// The forms of one line of the gazetteer.
fn add_line(forms: &mut Vec<Form>, bearer: usize, line: &str) {
    let mut parts = line.split(',');
    let Some(name) = parts.next() else { return };
    forms.extend(form(name, bearer));
    let mut before = name;
    for part in parts {
        if let Some(exact) = part.strip_prefix('=') {
            forms.push(Form {
                words: format!("={}", fold(exact)),
                bearer,
                capitals: 1,
                is_short_acronym: false,
            });
            before = exact;
        } else if let Some(tail) = part.strip_prefix('+') {
            if tail.starts_with(is_cyrillic) {
                add_adjective(forms, bearer, format!("{}{tail}", name_stem(&fold(before))));
            } else {
                forms.extend(form(&format!("{name}{tail}"), bearer));
            }
        } else if part.starts_with(is_cyrillic) && part.starts_with(char::is_lowercase) && !part.contains(' ')
        {
            add_adjective(forms, bearer, name_stem(part).to_owned());
        } else {
            forms.extend(form(part, bearer));
            before = part;
        }
    }
}

/// A Russian adjective, and the people formed like it: `украинск`, `украинц`.
fn add_adjective(forms: &mut Vec<Form>, bearer: usize, stem: String) {
    let people = stem.strip_suffix("ск").map(|bare| format!("{bare}ц"));
    let forms_of = std::iter::once(stem).chain(people);
    forms.extend(forms_of.map(|words| Form { words, bearer, capitals: 0, is_short_acronym: false }));
}

/// A spelling as a form; none if it has no letters or digits.
fn form(spelling: &str, bearer: usize) -> Option<Form> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '\'' | '’' | '\u{301}');
    let words: Vec<&str> = spelling
        .split(|c: char| !is_part(c))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let capitals = words.iter().take(8).enumerate().fold(0, |bits, (index, word)| {
        if word.starts_with(char::is_uppercase) { bits | 1 << index } else { bits }
    });
    let stems: Vec<String> = words.iter().map(|word| name_stem(&fold(word)).to_owned()).collect();
    let is_short_acronym = words.len() == 1
        && words[0].chars().filter(|c| c.is_alphabetic()).count() <= SHORT_ACRONYM
        && words[0].chars().filter(|c| c.is_uppercase()).count() > 1;
    let words = stems.join(" ");
    (!words.is_empty()).then_some(Form { words, bearer, capitals, is_short_acronym })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_form_is_of_two_bearers() {
        let mut forms: Vec<Form> = Vec::new();
        let lines: Vec<&str> = gazetteer::lines().map(|(_, line)| line).collect();
        for (bearer, line) in lines.iter().enumerate() {
            add_line(&mut forms, bearer, line);
        }
        forms.sort_by(|x, y| (&x.words, x.bearer).cmp(&(&y.words, y.bearer)));
        let doubles: Vec<String> = forms
            .windows(2)
            .filter(|pair| pair[0].words == pair[1].words && pair[0].bearer != pair[1].bearer)
            .map(|pair| format!("{}: {} and {}", pair[0].words, lines[pair[0].bearer], lines[pair[1].bearer]))
            .collect();
        assert!(doubles.is_empty(), "{doubles:#?}");
    }

    #[test]
    fn every_line_says_how_it_is_called() {
        for (_, line) in gazetteer::lines() {
            let [latin, _] = usual_names(line.split(','));
            assert!(
                !latin.is_empty() && line.starts_with(latin),
                "the first form of {line:?} is its usual name"
            );
            assert!(
                line.split(',').all(|part| !part.trim_matches(['+', '=']).is_empty()),
                "a form of {line:?} is empty"
            );
        }
    }
}
