// node run.mjs pack FOLDER PACK FIGURES: packs a corpus with the command at $DEMARCHE_BIN and writes what that took.
// node run.mjs measure PLAN: measures every engine at every size of the plan (a JSON file that cargo xtask bench writes)
// and writes search.json, search.md and search-growth.svg.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { blankMemory, cold, fresh, warm } from './browser.mjs';
import { PEERS, buildPeer, corpusFigures, dataFigures, run, textFigures } from './build.mjs';
import { growthChart } from './chart.mjs';
import { demarche, peer, slowLine } from './engines.mjs';
import { markdown } from './report.mjs';
import { forget } from './server.mjs';
import { summary } from './summary.mjs';

const [task, ...args] = process.argv.slice(2);
if (task === 'pack') await pack(...args);
else if (task === 'measure') await measure(JSON.parse(readFileSync(args[0], 'utf8')));
else throw new Error('say pack or measure');

async function pack(folder, path, kept) {
  const figures = await run([process.env.DEMARCHE_BIN, 'pack', folder, '-o', path]);
  writeFileSync(kept, JSON.stringify(figures));
  console.log(`  packed in ${figures.seconds.toFixed(1)} s, ${(figures.peakBytes / 1e6).toFixed(0)} MB`);
}

/** `plan`: { sizes: [{ name, folder, truth, packFolder?, figures?, site? }], queries, encoded?, stems?, cache, out, engines?, quick }. */
async function measure(plan) {
  const questions = JSON.parse(readFileSync(plan.queries, 'utf8'));
  const browser = await fresh();
  const chromium = browser.browser.version();
  await browser.close();
  const results = {
    chromium, cores: cpus().length, browsers: plan.quick ? 1 : 3, passes: plan.quick ? 2 : 5,
    line: '20 Mbit/s, 50 ms a request', questions, sizes: [],
  };
  for (const size of plan.sizes) {
    console.log(`${size.name} statements`);
    const truth = JSON.parse(readFileSync(size.truth, 'utf8'));
    const { hash, texts } = await corpusFigures(size.folder);
    const cache = join(plan.cache, hash);
    const text = await textFigures(texts, cache);
    const measured = { name: size.name, ...text, truth, blank: null, engines: {}, failed: {} };
    const engines = await listEngines(plan, size, texts, cache, measured.failed);
    for (const { key, build, engine, can, ...told } of engines) {
      const asked = questions.map((question, at) => (can(question) ? { ...question, at } : null));
      try {
        const runs = await measureEngine(engine, asked, results, measured);
        const { totals, hits } = runs.warmRuns[0];
        measured.engines[key] = { ...told, ...build, totals, hits, summary: summary(runs, questions, truth) };
      } catch (error) {
        measured.failed[key] = failure(told.name, 'in the page', error);
        continue;
      } finally {
        forget();
      }
      const { p50, p95 } = measured.engines[key].summary.warm;
      console.log(`  ${told.name}: p50 ${p50?.toFixed(2)} ms, p95 ${p95?.toFixed(2)} ms`);
    }
    results.sizes.push(measured);
    // After every size, so that an interrupted run has left what it found.
    writeFileSync(join(plan.out, 'search.json'), `${JSON.stringify(results, short)}\n`);
    writeFileSync(join(plan.out, 'search.md'), markdown(results));
    writeFileSync(join(plan.out, 'search-growth.svg'), growthChart(results));
  }
}

/** Times to the microsecond. */
function short(_, value) {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toFixed(3)) : value;
}

/** An engine that breaks down at a size is a finding, not the end of the run. */
function failure(name, where, error) {
  const why = String(error.message ?? error).split('\n')[0].slice(0, 200);
  console.log(`  ${name} failed ${where}: ${why}`);
  return { name, why: `${where}: ${why}` };
}

async function listEngines(plan, size, texts, cache, failed) {
  const engines = [];
  const wanted = key => !plan.engines || plan.engines.includes(key);
  if (size.site && wanted('demarche')) {
    const figures = JSON.parse(readFileSync(size.figures, 'utf8'));
    const build = { build: figures, data: await dataFigures(size.packFolder) };
    const own = { build, cannot: [], can: () => true };
    engines.push({ key: 'demarche', name: 'Démarche', engine: demarche(size.site, plan.encoded), ...own });
    engines.push({ key: 'demarche-stems', name: 'Démarche, words as typed', engine: demarche(size.site, plan.stems), ...own });
  }
  for (const key of Object.keys(PEERS).filter(wanted)) {
    const { name, version, cannot, can } = PEERS[key];
    process.stdout.write(`  building for ${name}\n`);
    const built = await buildPeer(key, texts, cache).catch(error => { failed[key] = failure(name, 'while building', error); });
    if (!built) continue;
    const { data, figures } = built;
    const { seconds, peakBytes, bytes, gzip, files, kept } = figures;
    const build = { build: { seconds, peakBytes, kept: kept ?? false }, data: { bytes, gzip, files } };
    engines.push({ key, name: `${name}${key === 'scan' ? '' : ` ${version()}`}`, engine: peer(key, data), build, cannot, can });
  }
  return engines;
}

async function measureEngine(engine, asked, { browsers, passes }, measured) {
  const first = asked.find(question => question);
  const fast = await engine.serve();
  const warmRuns = [];
  try {
    measured.blank ??= await blankMemory(fast.url);
    for (let at = 0; at < browsers; at += 1) warmRuns.push(readRaw(await warm(engine, fast, asked, passes), at === 0));
  } finally {
    fast.close();
  }
  const slow = await engine.serve(slowLine());
  const coldRuns = [];
  try {
    for (let at = 0; at < browsers; at += 1) {
      coldRuns.push(await cold(engine, slow, first));
      // What takes half a minute is the line's time, which does not vary.
      if (coldRuns.at(-1).first > 30_000) break;
    }
  } finally {
    slow.close();
  }
  return { warmRuns, coldRuns };
}

/** What the project's own replies hold, read by its own library: the lists must be filled as everybody else's are. */
function readRaw(run, isFirst) {
  const { raw, ...rest } = run;
  if (!isFirst || !raw.some(reply => reply)) return rest;
  const asked = raw.map((reply, at) => (reply ? at : -1)).filter(at => at >= 0);
  const folder = mkdtempSync(join(tmpdir(), 'replies-'));
  try {
    const [replies, told] = [join(folder, 'replies.json'), join(folder, 'told.json')];
    writeFileSync(replies, JSON.stringify(asked.map(at => raw[at])));
    execFileSync(process.env.DEMARCHE_BENCH, ['replies', '--replies', replies, '--into', told]);
    for (const [place, { rows, with_words, diagnostics }] of JSON.parse(readFileSync(told, 'utf8')).entries()) {
      rest.filled[asked[place]] = { titles: rows, snippets: with_words };
      rest.errors.push(...diagnostics);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return rest;
}
