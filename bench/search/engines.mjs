// How each engine is started in a page, and what is served for it. How peers are built does not live here.
import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { PEERS } from './build.mjs';
import { Line, serve } from './server.mjs';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const BLANK = '<!DOCTYPE html><link rel="icon" href="data:,"><title>blank</title>';

/** A peer: our page around it, its package, its data. */
export function peer(key, data) {
  const { page: module = key, early, code } = PEERS[key];
  const preload = code.map(path => `<link rel="modulepreload" href="${path}">`).join('');
  // Data are on their way while the engine's own code is, as a careful page would have it.
  const html = `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>${key}</title>
<link rel="modulepreload" href="/pages/page.mjs">${preload}
${early ? `<script>globalThis.early = fetch(${JSON.stringify(early)})</script>` : ''}
<script type="module">import { run } from '/pages/page.mjs'; import { open } from '/pages/${module}.mjs'; run(open)</script></html>`;
  return {
    serve: line => serve(
      { '/pages/': join(here, 'pages'), '/lib/': join(here, '../node_modules'), '/data/': data },
      { [`/${key}.html`]: html, '/blank.html': BLANK }, line),
    async start(page, url, first) {
      await page.goto(`${url}/${key}.html${first ? `?first=${encodeURIComponent(JSON.stringify(first))}` : ''}`);
      return page.evaluate(async () => {
        await globalThis.bench.opened;
        // Long tasks are told of after they have ended.
        await new Promise(done => setTimeout(done, 300));
        return { ...globalThis.bench.started };
      });
    },
  };
}

/**
 * The project's own site, as it is published: loaded and asked first as a reader does it, in its own page; asked all
 * questions through its own worker. `encoded`: the questions as the worker takes them, one file for all.
 */
export function demarche(site, encoded) {
  const names = readdirSync(site);
  const [wasm] = names.filter(name => name.endsWith('_bg.wasm'));
  const glue = names.find(name => name === wasm.replace('_bg.wasm', '.js')) ?? names.find(name => /^demarche-app.*\.js$/.test(name));
  const questions = JSON.parse(readFileSync(encoded, 'utf8'));
  const open = JSON.stringify({ glue: `/${glue}`, wasm: `/${wasm}`, encoded: `/bench/${basename(encoded)}` });
  const html = `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Démarche</title>
<script type="module">import { run } from '/pages/page.mjs'; import { open } from '/pages/demarche.mjs'; run(() => open(${open}))</script></html>`;
  return {
    serve: line => serve(
      { '/': site, '/pages/': join(here, 'pages'), '/bench/': dirname(encoded) }, { '/bench.html': html, '/blank.html': BLANK }, line),
    /** The app's own page; `first` is asked in its address. */
    async start(page, url, first) {
      await page.addInitScript(() => {
        const started = { longest: 0 };
        globalThis.benchStarted = started;
        new PerformanceObserver(list => {
          for (const task of list.getEntries()) started.longest = Math.max(started.longest, task.duration);
        }).observe({ type: 'longtask', buffered: true });
      });
      // A question that is there tells when its answer is: its status begins with the number of statements.
      const text = first ? questions[first.at].text : '';
      await page.goto(`${url}/${first ? `#/?q=${encodeURIComponent(text)}` : ''}`, { waitUntil: 'commit' });
      return page.evaluate(async hasWords => {
        const shown = () => {
          const told = [...document.querySelectorAll('[role=status]')].map(status => /^[\d,]+/.exec(status.textContent)?.[0]);
          const total = told.find(Boolean);
          const list = document.querySelector('[aria-label=Results] li, [aria-label=Results] [role=listitem]');
          return total && list && (!hasWords || document.querySelector('mark')) ? Number(total.replaceAll(',', '')) : undefined;
        };
        const started = globalThis.benchStarted;
        for (const give = performance.now() + 300_000; performance.now() < give;) {
          const firstTotal = shown();
          if (firstTotal !== undefined) {
            const now = performance.now();
            // Long tasks are told of after they have ended.
            await new Promise(done => setTimeout(done, 300));
            return { ...started, ready: now, first: now, firstTotal };
          }
          await new Promise(done => requestAnimationFrame(done));
        }
        throw new Error(`no result: ${document.body?.innerText.slice(0, 300)}`);
      }, Boolean(first));
    },
    /** The page in which questions are asked; same origin, same worker, no views. */
    async turnToQuestions(page, url) {
      await page.goto(`${url}/bench.html`);
      await page.evaluate(() => globalThis.bench.opened.then(() => undefined));
    },
  };
}

/** A line of 20 Mbit/s on which every request waits 50 ms. */
export const slowLine = () => new Line({ bitsPerSecond: 20_000_000, latency: 50 });
