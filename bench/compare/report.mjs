// The figures as a page of tables, ratios first, and the chart of growth. No sentence of a corpus is in it.
import { chart } from '../lib/chart.mjs';
import { exact, percent, round } from '../lib/numbers.mjs';
import { table, targetTable } from '../lib/tables.mjs';
import { ENGINES } from './engines.mjs';
import { KINDS, exponent, growth, targets } from './targets.mjs';

const PEERS = Object.keys(ENGINES).filter(key => key !== 'demarche');
const GROWN = ['unlike', 'edited'];

/** The whole page. */
export function markdown(results) {
  const { pairs, chromium, cores, cold, warm } = results;
  const plain = pairs.filter(pair => pair.size === null);
  const parts = [
    '# Comparing two texts, measured against differences',
    `Made by \`cargo xtask bench compare\`; do not edit. One run in headless Chromium ${chromium}, ${cores} cores: the same pairs of
texts for every engine, one after the other on each pair, medians of ${warm} runs after ${cold} that are not counted. Times compare only
inside this run.

**The peers do less**: they tell which words differ in order, and nothing else. None of them aligns passages, tells what has
moved, or makes a ledger. Démarche's times are those of the whole comparison: alignment of passages and sentences, moves, ledger,
shared wording, and the marked word difference of every pair.`,
    '![Growth of time with the number of words](compare-growth.svg)',
    '## Targets', targetTable(targets(results)),
    '## Ratios', 'How many times as long as Démarche each peer takes.', plain.length > 0 && ratioTable(plain),
    '## Times', 'Milliseconds.', plain.length > 0 && timeTable(plain),
    '## What is recognised',
    `*Made* pairs (all but the unlike ones): of the words that are truly unchanged, those that an engine marks as the
same on both sides; in brackets those it leads to the very place where they are now. *Unlike* pairs: of the longer text's words, those marked as
the same. *Paragraphs*: those of a made pair that Démarche pairs with what they became and nothing else, and rightly calls level or moved.`,
    plain.length > 0 && keptTable(plain),
    '## Growth', ...GROWN.map(kind => growthTable(results, kind)),
    failures(pairs),
    '## The screen', screenTable(results),
    '## How it was measured', method(results),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

const title = ({ name, words: [a, b] }) => `${name} (${a.toLocaleString('en')}${a === b ? '' : ` and ${b.toLocaleString('en')}`} words)`;
const heads = keys => keys.map(key => ENGINES[key].short);

function ratioTable(pairs) {
  const ratio = ({ engines }, key) => `${round(engines[key]?.ms / engines.demarche?.ms)}×`.replace('–×', '–');
  return table(['', ...heads(PEERS)], pairs.map(pair => [title(pair), ...PEERS.map(key => ratio(pair, key))]));
}

function timeTable(pairs) {
  const keys = Object.keys(ENGINES);
  return table(['', ...heads(keys), 'Démarche, first run'],
    pairs.map(pair => [title(pair), ...keys.map(key => round(pair.engines[key]?.ms)), round(pair.engines.demarche?.first)]));
}

function keptTable(pairs) {
  const told = one => (one ? `${percent(one.kept)}${one.right === null ? '' : ` (${percent(one.right)})`}` : '–');
  const keys = Object.keys(ENGINES);
  return table(['', ...heads(keys), 'paragraphs'], pairs.map(pair => {
    const paragraphs = pair.engines.demarche?.paragraphs;
    return [title(pair), ...keys.map(key => told(pair.engines[key])), paragraphs ? `${paragraphs.right} of ${paragraphs.all}` : '–'];
  }));
}

function screenTable({ screens, isScreenLater }) {
  const rows = screens.map(({ kind, size, rows, first, whole, longest, atOnce, filter }) => [
    `${size.toLocaleString('en')} words each, ${KINDS[kind]}`, rows,
    ...[first, whole, longest, atOnce.first, atOnce.whole, atOnce.longest, filter.first, filter.longest].map(round),
  ]);
  const head = ['', 'rows', 'first rows ms', 'all rows ms', 'longest task ms', 'pressed at once: first ms', 'all ms', 'longest task ms', 'other rows asked for: first ms', 'longest task ms'];
  return rows.length === 0 ? '' : `Two texts pasted into the Compare screen of the default site, from the press on the button to the paint of their rows; then every
filter of the rows in turn, the worst of them. The page begins to compare when nothing has been typed for 0.3 s, so that what is pressed once it is quiet was compared
already; pressed at once, it was not. Tasks of less than 50 ms are not told (0).${isScreenLater ? ' Measured in a later run than the rest.' : ''}\n\n${table(head, rows)}`;
}

function growthTable({ pairs }, kind) {
  const keys = Object.keys(ENGINES);
  const grown = pairs.filter(pair => pair.size !== null && pair.kind === kind);
  if (grown.length === 0) return '';
  const rows = grown.map(({ size, engines }) => [size.toLocaleString('en'), ...keys.map(key => round(engines[key]?.ms))]);
  const powers = keys.map(key => exact(exponent(growth(pairs, kind, key)) ?? NaN));
  return `### Texts that are ${KINDS[kind]}\n\n${table(['words of each, ms', ...heads(keys)], [...rows, ['exponent', ...powers]])}`;
}

function failures(pairs) {
  return pairs.flatMap(({ name, failed }) => Object.entries(failed).map(([key, why]) => `**${ENGINES[key].short}** failed on ${name}: ${why}.`)).join('\n\n');
}

function method({ names, statements, cold, warm, slow, few, patience }) {
  return `- Engines: ${Object.values(names).slice(1).join('; ')}; Démarche's library as WebAssembly, built and made small as the app is.
- Texts: UN General Debate speeches, drawn by \`demarche-bench pairs\` with a fixed seed from those with real paragraphs. Unlike: two successive years of
one country, no country twice, short to long. Made: the paragraphs of a speech in another order; a tenth of its words replaced by words of the corpus, with the
paragraphs in another order and without; one word of fifty replaced. Growth: the speeches of one country joined, every other one for A, the rest for B; or A edited and shuffled.
- Every engine gets the whole texts as two strings, paragraphs parted by a blank line. Démarche also knows in how many of ${statements.toLocaleString('en')} speeches each word
stands, as it does in a corpus; looking that up is part of its time. Cutting into words is part of everybody's.
- ${cold} runs that are not counted and ${warm} that are; where the first takes more than ${slow / 1000} s, ${few} after it. In growth, an engine that took more than
${patience / 1000} s is not tried on longer texts (–). The exponent is the slope of the line of least squares through the logarithms: 1 is linear, n log n is about 1.1 here.
- What is recognised is counted by \`bench/compare/score.mjs\` from what each engine marks as the same; a word is a run of letters and digits and has to be marked as a whole.
Paragraphs of the very same words stand for each other.`;
}

/** Time by number of words, for each kind of growth. */
export function growthChart({ pairs }) {
  const grown = pairs.filter(pair => pair.size !== null);
  const panels = GROWN.map(kind => ({
    title: `Time, ms: texts that are ${KINDS[kind]}`,
    lines: Object.entries(ENGINES).map(([key, { short, style }]) => ({ name: short, style, points: growth(pairs, kind, key) })),
  }));
  const xs = [...new Set(grown.map(({ size }) => size))].sort((a, b) => a - b);
  return chart({ title: 'How time grows with the number of words', panels, xs, unit: 'words of each text' });
}
