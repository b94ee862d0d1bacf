// How long one file from disk takes to its first result, and what memory it then holds, in Chromium and in Firefox.
// What the files are made of does not live here: the plan, a JSON file, names them.
import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { arch, cpus, totalmem } from 'node:os';

const plan = JSON.parse(await readFile(process.argv[2], 'utf8'));
const { chromium, firefox } = createRequire(pathToFileURL(plan.packages))('playwright-core');
const ARGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];
const BROWSERS = {
  Chromium: () => chromium.launch({ executablePath: process.env.CHROMIUM, args: ARGS }),
  Firefox: () => firefox.launch({ executablePath: process.env.FIREFOX, channel: 'moz-firefox' }),
};

/** Notes, in the page, when the first result stands there. */
function noteFirstResult() {
  const look = () => {
    const isCounted = [...document.querySelectorAll('[role=status]')].some(one => /statement/.test(one.textContent));
    if (window.firstResult === undefined && isCounted && document.querySelector('main li h2, main li h3')) window.firstResult = performance.now();
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
}

/** Bytes of all processes below this one, each shared page counted in part; and the most that one of them ever held. */
async function memory() {
  const parents = new Map();
  for (const pid of (await readdir('/proc')).filter(name => /^\d+$/.test(name))) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    const number = name => Number(status.match(new RegExp(`^${name}:\\s+(\\d+)`, 'm'))?.[1] ?? 0);
    parents.set(Number(pid), { parent: number('PPid'), peak: number('VmHWM') * 1024 });
  }
  const isBelow = pid => { for (let at = pid; at > 1; at = parents.get(at)?.parent ?? 0) if (at === process.pid) return true; return false; };
  let held = 0, peak = 0;
  for (const [pid, { peak: one }] of parents) {
    if (pid === process.pid || !isBelow(pid)) continue;
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
    held += Number(rollup.match(/^Pss:\s+(\d+)/m)?.[1] ?? 0) * 1024;
    peak = Math.max(peak, one);
  }
  return { held, peak };
}

async function once(browserName, path) {
  const browser = await BROWSERS[browserName]();
  try {
    const page = await (await browser.newContext()).newPage();
    await page.addInitScript(noteFirstResult);
    await page.goto('about:blank');
    const before = await memory();
    await page.goto(pathToFileURL(path).href);
    await page.waitForFunction(() => window.firstResult !== undefined);
    const ms = await page.evaluate(() => window.firstResult);
    const opened = await memory();
    const status = page.getByRole('status').first();
    await page.getByRole('searchbox', { name: 'Search statements' }).fill('peace');
    await status.filter({ hasText: /^[\d,]+ of / }).waitFor();
    const after = await memory();
    return { ms, held: opened.held - before.held, searched: after.held - before.held, peak: after.peak };
  } finally {
    await browser.close();
  }
}

const median = values => [...values].sort((a, b) => a - b)[values.length >> 1];
const results = [];
for (const { name, path, text } of plan.files) {
  for (const browser of Object.keys(BROWSERS)) {
    const runs = [];
    for (let run = 0; run < plan.runs; run += 1) runs.push(await once(browser, path));
    const of = key => median(runs.map(one => one[key]));
    const all = runs.map(({ ms }) => Math.round(ms));
    results.push({ name, browser, bytes: (await stat(path)).size, text, ms: Math.round(of('ms')), all, held: of('held'), searched: of('searched'), peak: of('peak') });
    console.log(`${name} in ${browser}: ${results.at(-1).ms} ms`);
  }
}

const machine = `${cpus().length} × ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GB, ${arch()}`;
await writeFile(join(plan.out, 'single.json'), `${JSON.stringify({ machine, runs: plan.runs, results }, null, 2)}\n`);
const kb = bytes => `${Math.round(bytes / 1000).toLocaleString('en')} KB`;
const mb = bytes => `${(bytes / 1e6).toFixed(1)} MB`;
const rows = results.map(one =>
  `| ${one.name} | ${mb(one.text)} | ${kb(one.bytes)} | ${one.browser} | ${one.ms} ms | ${Math.min(...one.all)}–${Math.max(...one.all)} ms | ${mb(one.held)} | ${mb(one.searched)} | ${mb(one.peak)} |`);
await writeFile(join(plan.out, 'single.md'), `# One file, opened from disk

Written by \`cargo xtask bench single\`; \`bench/SINGLE.md\` says what the file is made of. Time from the start of the
navigation to the first result in the list, the median of ${plan.runs} fresh browsers; memory of all processes of the browser over
that of an empty page, once opened and after a first search; the peak of its largest process.

${machine}.

| Corpus | Text | File | Browser | First result | All runs | Memory | After a search | Peak |
|---|--:|--:|---|--:|--:|--:|--:|--:|
${rows.join('\n')}
`);
