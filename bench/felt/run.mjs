// node run.mjs PLAN: how the start and the use of each site feel on a throttled phone; writes felt.json and felt.md.
// PLAN, a JSON file: { corpora: [{ name, folder, site }], work, out, quick }.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Line, serve } from '../search/server.mjs';
import { markdown } from './report.mjs';
import * as lighthouse from './lighthouse.mjs';
import { NAMES, peers, statements } from './sites.mjs';
import { firstVisit, touches } from './visit.mjs';

const plan = JSON.parse(readFileSync(process.argv[2], 'utf8'));
/** What the browser's developer tools call Fast 4G: 9 Mbit/s less a tenth, a round trip of 60 ms times 2.75 for each request. */
const LINE = { bitsPerSecond: 8_100_000, latency: 165 };
const SLOWER = 4;
const WORDS = { default: 'ukraine', speeches: 'peace' };
/** As the pages of a repository's host. */
const CACHED = { 'cache-control': 'max-age=600' };

const median = values => [...values].sort((a, b) => a - b)[values.length >> 1];
/** The median of each figure of several objects of one shape. */
function medians(runs) {
  return Object.fromEntries(Object.keys(runs[0]).map(key => {
    const values = runs.map(one => one[key]);
    return [key, typeof values[0] === 'number' ? median(values) : typeof values[0] === 'object' ? medians(values) : values[0]];
  }));
}
// A command that failed names its arguments first, which are paths of this machine; what it says for itself comes after.
const brief = error => {
  const lines = String(error.message).split('\n').filter(line => !line.startsWith('Command failed:'));
  return (lines[0] ?? 'it gave no report').slice(0, 200);
};
const open = (folder, line) => serve({ '/': folder }, {}, line && new Line(line), CACHED);

const results = { line: LINE, slower: SLOWER, runs: plan.quick ? 1 : 5, lighthouse: lighthouse.version(), corpora: [] };
for (const { name, folder, site } of plan.corpora) {
  console.log(`${name}: making the sites`);
  const word = WORDS[name];
  const made = await peers(name, await statements(folder), join(plan.work, name));
  const sites = { demarche: site, ...made.sites };
  const corpus = { name, word, texts: made.texts, sites: {} };
  const visits = {}, waits = {}, broken = {}, scores = {};
  for (let run = 0; run < results.runs; run += 1) {
    // In turn, so that whatever else the machine does meets all of them.
    for (const [key, folder] of Object.entries(sites)) {
      const slow = await open(folder, LINE);
      const fast = await open(folder);
      try {
        const { chromium, ...visit } = await firstVisit(slow, word, SLOWER);
        results.chromium = chromium;
        (visits[key] ??= []).push(visit);
        // A use that breaks off is a finding, not the end of the run.
        const told = touches(fast, word, SLOWER, key === 'demarche');
        await told.then(found => (waits[key] ??= []).push(found), error => { (broken[key] ??= []).push(brief(error)); });
      } finally {
        slow.close();
        fast.close();
      }
      const { title, ready, first, bytes } = visits[key].at(-1);
      console.log(`  ${NAMES[key]}: text ${Math.round(title)}, ready ${Math.round(ready)}, first result ${Math.round(first)} ms, ${Math.round(bytes / 1000)} KB`);
    }
  }
  if (results.lighthouse && name === 'default') {
    const lines = Object.keys(lighthouse.LINES);
    for (const [key, folder] of Object.entries(sites).filter(([key]) => !plan.quick || key === 'demarche')) {
      const fast = await open(folder);
      try {
        for (const line of lines) {
          const found = [];
          for (let run = 0; run < (plan.quick ? 1 : 3); run += 1) found.push(await lighthouse.scores(`${fast.url}/`, line));
          const { failed, ...rest } = found[0];
          (scores[key] ??= {})[line] = { ...medians(found.map(({ failed, ...figures }) => figures)), failed };
          console.log(`  ${NAMES[key]}, Lighthouse, ${line}: ${rest.performance}, ${rest.accessibility}, ${rest['best-practices']}`);
        }
      } catch (error) {
        (broken[key] ??= []).push(`Lighthouse: ${brief(error)}`);
      } finally {
        fast.close();
      }
    }
  }
  for (const key of Object.keys(sites)) {
    const all = visits[key].map(({ first }) => Math.round(first));
    corpus.sites[key] = { name: NAMES[key], visit: medians(visits[key]), firsts: all, waits: waits[key] ? medians(waits[key]) : {}, broken: broken[key] ?? [], scores: scores[key] };
  }
  results.corpora.push(corpus);
  const short = (_, value) => (typeof value === 'number' && !Number.isInteger(value) ? Number(value.toFixed(2)) : value);
  writeFileSync(join(plan.out, 'felt.json'), `${JSON.stringify(results, short, 1)}\n`);
  writeFileSync(join(plan.out, 'felt.md'), markdown(results));
}
