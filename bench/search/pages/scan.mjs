// No index at all: every text is read through for every question. The floor that an index has to stay below.
// Texts are folded once while loading, letter for letter, so that places in one are places in the other.

const plain = new Map();
/** One letter for one letter: marks off; what has no such letter stays. */
function foldLetter(letter) {
  if (!plain.has(letter)) {
    const lower = letter.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '');
    plain.set(letter, lower.length === 1 ? lower : letter);
  }
  return plain.get(letter);
}
const fold = text => text.replace(/[^\x00-\x7f]/g, foldLetter).toLowerCase();
const isWord = code => (code >= 97 && code <= 122) || (code >= 48 && code <= 57)
  || (code > 127 && /[\p{L}\p{N}]/u.test(String.fromCharCode(code)));
const begins = (text, at) => at === 0 || !isWord(text.charCodeAt(at - 1));
const ends = (text, at) => at === text.length || !isWord(text.charCodeAt(at));

/** Where the word (or the beginning of one) stands first at or after `from`; -1 where it does not. */
function find(text, word, isPrefix, from = 0) {
  for (let at = text.indexOf(word, from); at >= 0; at = text.indexOf(word, at + 1)) {
    if (begins(text, at) && (isPrefix || ends(text, at + word.length))) return at;
  }
  return -1;
}

/** The same for words in a row with anything but letters between them. */
function findRow(text, words) {
  for (let at = find(text, words[0], false); at >= 0; at = find(text, words[0], false, at + 1)) {
    let end = at + words[0].length;
    const follows = words.slice(1).every(word => {
      let next = end;
      while (next < text.length && !isWord(text.charCodeAt(next))) next += 1;
      end = next + word.length;
      return next > end - word.length - 1 && text.startsWith(word, next) && ends(text, end);
    });
    if (follows) return at;
  }
  return -1;
}

export async function open() {
  const talks = await (await globalThis.early).json();
  for (const talk of talks) talk.folded = fold(`${talk.title}\n${talk.text}`);
  return async ({ kind, words, side, years }) => {
    const top = [];
    let total = 0;
    for (const talk of talks) {
      if (side && talk.side !== side) continue;
      if (years && (talk.year < years[0] || talk.year > years[1])) continue;
      let place = -1;
      if (kind === 'phrase') place = findRow(talk.folded, words);
      else {
        for (const word of words) {
          place = find(talk.folded, word, kind === 'prefix');
          if (place < 0) break;
        }
      }
      if (place < 0) continue;
      total += 1;
      if (top.length < 10) {
        const whole = `${talk.title}\n${talk.text}`;
        top.push({ id: talk.id, title: talk.title, snippet: whole.slice(Math.max(0, place - 80), place + 120) });
      }
    }
    return { total, top };
  };
}
