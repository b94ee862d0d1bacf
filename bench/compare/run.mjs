// node run.mjs PLAN: measures every engine on every pair of the plan (a JSON file that cargo xtask bench writes) and writes
// compare.json, compare.md and compare-growth.svg.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fresh } from '../search/browser.mjs';
import { serve } from '../search/server.mjs';
import { median } from '../search/summary.mjs';
import { ENGINES, mounts, pages } from './engines.mjs';
import { growthChart, markdown } from './report.mjs';
import { BETWEEN, readNumbers, scoreParagraphs, scoreWords, stretchesOfParts, truthOf } from './score.mjs';
import { screen } from './screen.mjs';

/** Runs of each pair: first `cold` that are not counted, then `warm`; but `few` after the first where that took `slow` ms. */
const FULL = { cold: 2, warm: 7, slow: 10_000, few: 2 };
const QUICK = { cold: 1, warm: 2, slow: 2_000, few: 1 };
/** What took an engine so long, in ms, is not tried on longer texts. */
const PATIENCE = { full: 8_000, quick: 1_000 };
const QUICK_SIZE = 5_000;
/** Words of each of the two texts that the Compare screen is measured with, and how often. */
const SCREEN_SIZE = 20_000;
const SCREEN_RUNS = { full: 5, quick: 3 };

// { pairs, wasm, site, out, quick, onlyScreen }
const plan = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const corpus = JSON.parse(readFileSync(plan.pairs, 'utf8'));
await (plan.onlyScreen ? measureScreens({ ...JSON.parse(readFileSync(join(plan.out, 'compare.json'), 'utf8')), isScreenLater: true }) : measure());

async function measure() {
  const runs = plan.quick ? QUICK : FULL;
  const server = await serve(mounts(plan.wasm), pages(corpus));
  const opened = {};
  try {
    for (const key of Object.keys(ENGINES)) opened[key] = await open(server.url, key);
    const results = {
      chromium: opened.demarche.browser.version(), cores: cpus().length, ...runs, patience: PATIENCE[plan.quick ? 'quick' : 'full'],
      statements: corpus.statements, names: Object.fromEntries(Object.entries(ENGINES).map(([key, { name }]) => [key, name()])), pairs: [], screens: [],
    };
    await measureScreens(results);
    for (const pair of plan.quick ? quickOnes(corpus.pairs) : corpus.pairs) {
      results.pairs.push(await measurePair(pair, opened, results));
      write(results);
    }
  } finally {
    for (const { close } of Object.values(opened)) await close();
    server.close();
  }
}

async function measureScreens(results) {
  results.screens = [];
  for (const pair of corpus.pairs.filter(({ size }) => size === SCREEN_SIZE)) {
    results.screens.push({ kind: pair.kind, size: pair.size, ...await measureScreen(pair) });
  }
  write(results);
}

/** The Compare screen of the site: of each figure the median of some runs in fresh browsers. */
async function measureScreen(pair) {
  const server = await serve({ '/': plan.site }, {});
  const [a, b] = [pair.a, pair.b].map(lines => lines.join(BETWEEN));
  const [runs, hurried] = [[], []];
  try {
    for (let run = SCREEN_RUNS[plan.quick ? 'quick' : 'full']; run > 0; run -= 1) {
      runs.push(await screen(server.url, a, b));
      hurried.push(await screen(server.url, a, b, true));
    }
  } finally {
    server.close();
  }
  const found = { ...medians(runs), atOnce: medians(hurried) };
  console.log(`screen, ${pair.kind}: first rows ${Math.round(found.atOnce.first)} ms where pressed at once, else ${Math.round(found.first)} ms, all ${Math.round(found.whole)}, longest task ${found.longest}; other rows ${Math.round(found.filter.first)}, longest task ${found.filter.longest}`);
  return found;
}

/** The median of each figure of several objects of one shape. */
function medians(runs) {
  return Object.fromEntries(Object.entries(runs[0]).map(([key, value]) => {
    const values = runs.map(run => run[key]);
    return [key, typeof value === 'number' ? median(values) : medians(values)];
  }));
}

/** One browser for each engine, kept for all pairs, so that what changes on the machine meanwhile meets all of them. */
async function open(url, key) {
  const one = await fresh();
  await one.page.goto(`${url}/${key}.html`);
  await one.page.evaluate(() => globalThis.bench.opened.then(() => undefined));
  return one;
}

/** The first pair of each kind, and short ones for growth. */
function quickOnes(pairs) {
  const isFirst = (pair, at) => pairs.findIndex(({ kind }) => kind === pair.kind) === at;
  return pairs.filter((pair, at) => (pair.size === null ? isFirst(pair, at) : pair.size <= QUICK_SIZE));
}

async function measurePair(pair, opened, results) {
  const truth = truthOf(pair);
  const words = [truth.wordsA.length, truth.wordsB.length];
  const [a, b] = [pair.a, pair.b].map(lines => lines.join(BETWEEN));
  const measured = { name: pair.name, kind: pair.kind, size: pair.size, words, paragraphs: [pair.a.length, pair.b.length], engines: {}, failed: {} };
  console.log(`${pair.name} (${words.join(' and ')} words)`);
  const { cold, warm, slow, few } = results;
  for (const [key, { page }] of Object.entries(opened)) {
    if (isTooLong(key, pair, results)) continue;
    try {
      const told = await page.evaluate(question => globalThis.bench.time(question), { a, b, cold, warm, slow, few });
      measured.engines[key] = { ms: median(told.warm), first: told.cold[0], warm: told.warm, ...judged(truth, told.told, [a, b]) };
    } catch (error) {
      // An engine that breaks down on a pair is a finding, not the end of the run.
      measured.failed[key] = String(error.message ?? error).split('\n')[0].slice(0, 200);
      console.log(`  ${ENGINES[key].short} failed: ${measured.failed[key]}`);
      continue;
    }
    const { ms, kept, right } = measured.engines[key];
    console.log(`  ${ENGINES[key].short}: ${ms.toFixed(1)} ms, kept ${kept.toFixed(3)}${right === null ? '' : `, rightly ${right.toFixed(3)}`}`);
  }
  return measured;
}

function judged(truth, { parts, numbers }, [a, b]) {
  if (parts) return scoreWords(truth, stretchesOfParts(parts, truth.letters));
  const { rows, stretches, counts } = readNumbers(numbers, a, b);
  return { ...scoreWords(truth, stretches), paragraphs: truth.places && scoreParagraphs(truth, rows), ...counts, ...rowCounts(rows) };
}

function rowCounts(rows) {
  const [level, moved, onlyA, onlyB] = [0, 1, 2, 3].map(kind => rows.filter(row => row.kind === kind).length);
  return { rows: { level, moved, onlyA, onlyB } };
}

/** Whether the engine lost patience with a shorter text of this kind of growth. */
function isTooLong(key, { kind, size }, { pairs, patience }) {
  return size !== null && pairs.some(pair => pair.size !== null && pair.kind === kind && pair.size < size
    && (!pair.engines[key] || pair.engines[key].ms > patience));
}

/** After every pair, so that an interrupted run has left what it found. */
function write(results) {
  const short = (_, value) => (typeof value === 'number' && !Number.isInteger(value) ? Number(value.toFixed(4)) : value);
  writeFileSync(join(plan.out, 'compare.json'), `${JSON.stringify(results, short)}\n`);
  writeFileSync(join(plan.out, 'compare.md'), markdown(results));
  writeFileSync(join(plan.out, 'compare-growth.svg'), growthChart(results));
}
