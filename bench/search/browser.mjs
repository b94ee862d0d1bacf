// What is measured in a browser: a fresh one each time. How figures are put together does not live here.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const tests = createRequire(join(here, '../../tests/browser/package.json'));
const { chromium } = await import(tests.resolve('playwright-core')).then(module => module.default ?? module);

const ARGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

/** Opens a fresh browser with an empty page. */
export async function fresh() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ARGS });
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(600_000);
  page.on('pageerror', error => console.error(`  page error: ${error}`));
  page.on('console', message => { if (message.type() === 'error') console.error(`  console: ${message.text()}`); });
  const system = await browser.newBrowserCDPSession();
  return { browser, page, memory: () => pageMemory(system, page), close: () => browser.close() };
}

/** Bytes held by the page's own process after whatever is not needed was let go; memory shared with others by its share. */
async function pageMemory(system, page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await page.waitForTimeout(300);
  await session.send('HeapProfiler.collectGarbage');
  await session.detach();
  const id = await pageProcess(system, page);
  const rollup = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
  const kilobytes = name => Number(rollup.match(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm'))[1]);
  // Without mapped files: the browser's own program is shared with however many processes there happen to be.
  return (kilobytes('Pss_Anon') + kilobytes('Pss_Shmem')) * 1024;
}

/** The process of a page. The browser keeps idle ones beside it and does not say which is whose: it is the one that works. */
async function pageProcess(system, page) {
  const renderers = async () => {
    const { processInfo } = await system.send('SystemInfo.getProcessInfo');
    return processInfo.filter(({ type }) => type === 'renderer');
  };
  const before = new Map((await renderers()).map(({ id, cpuTime }) => [id, cpuTime]));
  await page.evaluate(() => { for (const end = performance.now() + 200; performance.now() < end;); });
  const worked = (await renderers()).map(({ id, cpuTime }) => [id, cpuTime - (before.get(id) ?? 0)]);
  return worked.sort((a, b) => b[1] - a[1])[0][0];
}

/** What a page with nothing on it takes. */
export async function blankMemory(url) {
  const { page, memory, close } = await fresh();
  try {
    await page.goto(`${url}/blank.html`);
    return await memory();
  } finally {
    await close();
  }
}

/** From navigation to the first result, on a line that may be slow. */
export async function cold(engine, server, first) {
  const { page, close } = await fresh();
  try {
    server.served.bytes = 0;
    server.served.requests = 0;
    const started = await engine.start(page, server.url, first);
    return { ...started, bytes: server.served.bytes, requests: server.served.requests };
  } finally {
    await close();
  }
}

/** All questions several times over in one fresh browser, the first pass being told apart. */
export async function warm(engine, server, questions, passes) {
  const { page, memory, close } = await fresh();
  try {
    await engine.start(page, server.url);
    const afterLoad = await memory();
    await engine.turnToQuestions?.(page, server.url);
    const asked = await page.evaluate(runPasses, { questions, passes });
    return { ...asked, afterLoad, afterQuestions: await memory() };
  } finally {
    await close();
  }
}

/** Runs in the page: times of every pass and question, totals and how much of the top was filled. */
async function runPasses({ questions, passes }) {
  const { ask } = globalThis.bench;
  const times = [], totals = [], hits = [], filled = [], raw = [], errors = [];
  for (let pass = 0; pass <= passes; pass += 1) {
    const row = [];
    for (const [at, question] of questions.entries()) {
      if (question === null) { row.push(null); continue; }
      const before = performance.now();
      let answer;
      try {
        answer = await ask(question);
      } catch (error) {
        errors.push(`${question.words.join(' ')}: ${error}`);
        row.push(null);
        continue;
      }
      row.push(performance.now() - before);
      totals[at] = answer.total;
      hits[at] = answer.hits ?? null;
      // Bytes are read outside the page; of the first pass only, so that memory is what it is.
      if (answer.raw) {
        if (pass === 0) raw[at] = Array.from(answer.raw, byte => byte.toString(16).padStart(2, '0')).join('');
        continue;
      }
      filled[at] = { titles: answer.top.filter(one => one.title).length, snippets: answer.top.filter(one => one.snippet).length };
    }
    times.push(row);
    // Lets the page breathe between passes, as a reader would.
    await new Promise(done => setTimeout(done, 50));
  }
  return { times, totals, hits, filled, raw, errors: [...new Set(errors)].slice(0, 20) };
}
