// The figures as a page of tables, targets and ratios first. No sentence of a corpus is in it.
import { exact, round } from '../lib/numbers.mjs';
import { table, targetTable } from '../lib/tables.mjs';

const KB = 1000;
const TITLES = { default: 'The default site', speeches: '1,000 UN speeches' };
/** The longest wait for the next paint that is wanted, ms. */
const WAITS = { default: 50, speeches: 100 };
const SCORES = [['performance', 98], ['accessibility', 100], ['best-practices', 100]];

/** Every target of a corpus: { what, wanted, got, met }. */
export function targets({ name, sites, texts }) {
  const { demarche: own, pagefind, minisearch } = sites;
  const found = [];
  const add = (what, wanted, got, met) => found.push({ what, wanted, got, met });
  const against = (what, key, peer) => {
    const ratio = own.visit[key] / peer.visit[key];
    add(what, `≤ ${peer.name}`, `${exact(ratio)}×`, ratio <= 1);
  };
  against('ready to type', 'ready', minisearch);
  against('first result', 'first', pagefind);
  against('first result', 'first', minisearch);
  const share = own.visit.bytes / (pagefind.visit.bytes + texts.pages);
  add('bytes for the first result', '< Pagefind’s plus the texts', `${exact(share)}×`, share < 1);
  for (const [line, scores] of Object.entries(own.scores ?? {})) {
    if (line !== 'Fast 4G') continue;
    for (const [id, least] of SCORES) add(`Lighthouse, ${id.replace('-', ' ')}`, `≥ ${least}`, String(scores[id]), scores[id] >= least);
  }
  for (const [what, { longest, n }] of Object.entries(own.waits)) {
    const got = longest <= 16 ? '≤ 16 ms' : `${longest} ms`;
    add(`next paint while ${what} (${n} touches told)`, `< ${WAITS[name]} ms`, got, longest < WAITS[name]);
  }
  return found;
}

/** The whole page. */
export function markdown(results) {
  const { corpora, chromium, line, slower, runs, lighthouse } = results;
  const parts = [
    '# Speed felt on a phone',
    `Made by \`cargo xtask bench felt\`; do not edit. One run in headless Chromium ${chromium}: the same statements as a site of Démarche, of
Pagefind and of MiniSearch, from one server with gzip, ${runs} fresh browser${runs === 1 ? '' : 's'} for each site in turn, medians. Times compare only inside
this run.`,
    ...corpora.flatMap(corpus => [
      `## ${TITLES[corpus.name]}`, targetTable(targets(corpus)),
      '### Ratios', 'Each peer against Démarche: 2× is twice as long, twice as much.', ratios(corpus),
      '### Figures', figures(corpus), waitTable(corpus), scoreTable(corpus), brokenOff(corpus),
    ]),
    '## How it was measured', method(line, slower, lighthouse),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

const COLUMNS = [['first paint', 'paint'], ['first text', 'title'], ['ready to type', 'ready'], ['first result', 'first'], ['bytes', 'bytes']];

function ratios({ sites: { demarche, ...peers } }) {
  const rows = Object.values(peers).map(peer => [peer.name, ...COLUMNS.map(([, key]) => `${round(peer.visit[key] / demarche.visit[key])}×`)]);
  return table(['', ...COLUMNS.map(([name]) => name)], rows);
}

function figures({ sites, texts }) {
  const rows = Object.values(sites).map(({ name, visit, firsts }) => [
    name, ...['paint', 'title', 'ready', 'first'].map(key => round(visit[key])), `${Math.min(...firsts)}–${Math.max(...firsts)}`,
    round(visit.bytes / KB), visit.requests, round(visit.largest), round(visit.blocked), exact(visit.shift),
  ]);
  const head = ['', 'first paint ms', 'first text ms', 'ready to type ms', 'first result ms', 'all runs', 'moved KB', 'requests',
    'largest paint ms', 'blocked ms', 'layout shift'];
  return `${table(head, rows)}

The pages of all ${texts.statements} statements, each with gzip -9, are ${round(texts.pages / KB)} KB; the bare texts in one stream ${round(texts.oneStream / KB)} KB.`;
}

function waitTable({ sites }) {
  const wait = one => (one === undefined ? '–' : one.longest <= 16 ? '≤ 16' : String(one.longest));
  const parts = Object.keys(sites.demarche.waits);
  return `The longest wait for the next paint, ms:\n\n${table(['', ...parts],
    Object.values(sites).map(({ name, waits }) => [name, ...parts.map(part => wait(waits[part]))]))}`;
}

function scoreTable({ sites }) {
  const rows = Object.values(sites).flatMap(({ name, scores }) => Object.entries(scores ?? {}).map(([line, found]) => [
    `${name}, ${line}`, ...SCORES.map(([id]) => found[id]),
    ...['firstPaint', 'largestPaint', 'blocking', 'speedIndex'].map(key => round(found.metrics[key])), exact(found.metrics.shift),
    found.failed.join(', ') || 'none',
  ]));
  return rows.length === 0 ? '' : `Lighthouse:\n\n${table(
    ['', 'performance', 'accessibility', 'best practices', 'first paint ms', 'largest paint ms', 'blocking ms', 'speed index ms', 'shift', 'found wanting'], rows)}`;
}

const brokenOff = ({ sites }) => Object.values(sites)
  .flatMap(({ name, broken }) => broken.map(why => `**${name}** broke off: ${why}.`)).join('\n\n');

const method = ({ bitsPerSecond, latency }, slower, lighthouse) => `- The phone: processor ${slower} times slower (\`Emulation.setCPUThrottlingRate\`, which slows the page and not its workers), a screen of 412 × 823.
- The line is what the browser's developer tools call Fast 4G: ${bitsPerSecond / 1e6} Mbit/s (9 less a tenth), each request waits ${latency} ms (a round trip of 60, times 2.75). It lies in the server, because the browser's own emulation leaves out what workers fetch, and Pagefind and large corpora search in one.
- *First text*: the frame is over in which the title of a statement first shows. *Ready to type*: the box is there and the index is open; of Démarche, the first results are there, too. *First result*: a word is put into the box as soon as there is one, and a result for it shows. *Bytes*: bodies as sent, and 300 a request, until then.
- The peers' first pages name the 20 newest statements in their HTML, load program and index in parallel and show each result as soon as it is there, without facets, comparison or reading; MiniSearch's shows no passages.
- The next paint: Event Timing of real key presses and taps, in steps of 8 ms, on a fast line.
- Lighthouse ${lighthouse ?? '(not installed)'}: \`Fast 4G\` is a round trip of 60 ms, 9 Mbit/s, processor ${slower} times slower; \`slow 4G\` what it takes by itself for a phone. Both simulated by it.`;
