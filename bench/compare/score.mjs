// What an engine found, held against what is known of a pair: a witness that knows nothing of any engine's method. Places
// are counted in letters (UTF-16 units that are no white space), because engines do as they please with spaces.
import { lettersOf } from './pages/letters.mjs';

/** What stands between two paragraphs in the text that engines get. */
export const BETWEEN = '\n\n';
const WORD = /[\p{Alphabetic}\p{N}]+/gu;

/** The words of a text with their places: { text, start, end, paragraph, at }, `at` counting inside the paragraph. */
export function wordsOf(paragraphs) {
  const words = [];
  let before = 0;
  for (const [paragraph, line] of paragraphs.entries()) {
    for (const [at, { 0: text, index }] of [...line.matchAll(WORD)].entries()) {
      const start = before + lettersOf(line.slice(0, index));
      words.push({ text, start, end: start + text.length, paragraph, at });
    }
    before += lettersOf(line);
  }
  return words;
}

/** What is known of a pair: the words of both sides and, where B was made from A, which word of B each word of A became. */
export function truthOf({ a, b, order }) {
  const [wordsA, wordsB] = [wordsOf(a), wordsOf(b)];
  const letters = [a, b].map(lines => lines.reduce((sum, line) => sum + lettersOf(line), 0));
  // Paragraphs of the same words stand for each other.
  const same = b.map(line => b.indexOf(line));
  if (!order) return { wordsA, wordsB, letters, same, places: null, unchanged: null };
  const firsts = firstWords(wordsB, b.length);
  const unchanged = wordsA.map(word => {
    const partner = wordsB[firsts[order[word.paragraph]] + word.at];
    if (partner?.paragraph !== order[word.paragraph] || partner.at !== word.at) throw new Error('the pair has words that became none');
    return partner.text === word.text;
  });
  return { wordsA, wordsB, letters, same, places: order.map(place => same[place]), unchanged };
}

function firstWords(words, paragraphs) {
  const firsts = new Array(paragraphs).fill(words.length);
  for (const [at, { paragraph }] of words.entries()) firsts[paragraph] = Math.min(firsts[paragraph], at);
  return firsts;
}

/** Stretches that are the same on both sides, { a, b, length } in letters, from the parts of a difference in order. */
export function stretchesOfParts(parts, [lettersA, lettersB]) {
  const found = [];
  let [a, b] = [0, 0];
  for (const [tag, length] of parts) {
    if (tag === 0) found.push({ a, b, length });
    if (tag <= 0) a += length;
    if (tag >= 0) b += length;
  }
  if (a !== lettersA || b !== lettersB) throw new Error(`a difference of ${a} and ${b} letters, not of ${lettersA} and ${lettersB}`);
  return found;
}

/** The same from the numbers of the project's own engine, and its rows: see bench/compare/wasm. */
export function readNumbers(numbers, textA, textB) {
  let at = 0;
  const next = () => numbers[at++];
  const rows = Array.from({ length: next() }, () => ({ kind: next(), a: next(), countA: next(), b: next(), countB: next() }));
  const [lettersA, lettersB] = [textA, textB].map(lettersByByte);
  const stretches = Array.from({ length: next() }, () => {
    const [a, b, bytes] = [next(), next(), next()];
    const length = lettersA[a + bytes] - lettersA[a];
    if (length !== lettersB[b + bytes] - lettersB[b]) throw new Error('a stretch that is not the same on both sides');
    return { a: lettersA[a], b: lettersB[b], length };
  });
  const [sentencePairs, shared, ledger] = [next(), next(), next()];
  return { rows, stretches, counts: { sentencePairs, shared, ledger } };
}

/** How many letters stand before each byte of the text as UTF-8. */
function lettersByByte(text) {
  const before = new Uint32Array(Buffer.byteLength(text) + 1);
  let byte = 0, letters = 0;
  for (const c of text) {
    before.fill(letters, byte, byte + Buffer.byteLength(c));
    byte += Buffer.byteLength(c);
    letters += lettersOf(c);
  }
  before[byte] = letters;
  return before;
}

/**
 * `kept`: of the words that are truly unchanged, the share that lies in a stretch that is said to be the same; of two unlike
 * texts, the share of the longer one's words. `right`: those whose stretch leads to the very word they became.
 */
export function scoreWords(truth, stretches) {
  const { wordsA, wordsB, places, unchanged, same } = truth;
  if (!places) {
    const isLonger = wordsA.length >= wordsB.length;
    const words = isLonger ? wordsA : wordsB;
    const turned = isLonger ? stretches : stretches.map(({ a, b, length }) => ({ a: b, b: a, length }));
    const kept = images(words, turned).filter(image => image !== null).length;
    return { kept: kept / words.length, right: null };
  }
  const wordsAt = new Map(wordsB.map(word => [word.start, word]));
  let all = 0, kept = 0, right = 0;
  for (const [at, image] of images(wordsA, stretches).entries()) {
    if (!unchanged[at]) continue;
    all += 1;
    if (image === null) continue;
    kept += 1;
    const found = wordsAt.get(image);
    if (found && found.at === wordsA[at].at && same[found.paragraph] === places[wordsA[at].paragraph]) right += 1;
  }
  return { kept: kept / all, right: right / all };
}

/** For each word the place on the other side where it is said to begin; `null` where it is in no stretch as a whole. */
function images(words, stretches) {
  const sorted = joined(stretches.filter(({ length }) => length > 0).sort((one, other) => one.a - other.a));
  let at = 0;
  return words.map(({ start, end }) => {
    while (at < sorted.length && sorted[at].a + sorted[at].length <= start) at += 1;
    const found = sorted[at];
    return found && found.a <= start && end <= found.a + found.length ? found.b + start - found.a : null;
  });
}

/** Stretches that go on where another one ends, on both sides, are one. */
function joined(sorted) {
  const found = [];
  for (const stretch of sorted) {
    const last = found.at(-1);
    if (last && last.a + last.length === stretch.a && last.b + last.length === stretch.b) last.length += stretch.length;
    else found.push({ ...stretch });
  }
  return found;
}

/**
 * Of the paragraphs of a made pair, how many stand in a row with what they became and nothing else, and are rightly said to
 * be level (they follow in the same order on both sides) or moved (they do not fit between those that are level).
 */
export function scoreParagraphs({ places, same }, rows) {
  const paired = new Map(rows.filter(({ kind, countA, countB }) => kind <= 1 && countA === 1 && countB === 1).map(row => [row.a, row]));
  const right = places.map((place, at) => paired.get(at)).filter((row, at) => row && same[row.b] === places[at]);
  const level = right.filter(({ kind }) => kind === 0);
  const fit = (one, other) => one === other || (one.a < other.a) === (one.b < other.b);
  const isTold = row => (row.kind === 0 ? level.every(other => fit(row, other)) : !level.every(other => fit(row, other)));
  return { right: right.filter(isTold).length, all: places.length };
}
