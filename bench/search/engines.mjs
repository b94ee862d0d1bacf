// How each engine is started in a page, and what is served for it. How peers are built does not live here.
import { join } from 'node:path';
import { PEERS } from './build.mjs';
import { query } from './query.mjs';
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
      return page.evaluate(async () => ({ ...await globalThis.bench.opened }));
    },
  };
}

/** The project's own site, as it is published. */
export function demarche(site, { stems = false } = {}) {
  return {
    serve: line => serve({ '/': site }, { '/blank.html': BLANK }, line),
    async start(page, url, first) {
      await page.addInitScript(() => {
        const started = { longest: 0 };
        globalThis.bench = { started };
        new PerformanceObserver(list => {
          for (const task of list.getEntries()) started.longest = Math.max(started.longest, task.duration);
        }).observe({ type: 'longtask', buffered: true });
      });
      await page.goto(`${url}/`);
      await page.waitForFunction(() => globalThis.demarcheBench);
      return page.evaluate(async ({ query, stems, first }) => {
        const inWords = new Function(`return ${query}`)();
        const { bench, demarcheBench } = globalThis;
        bench.ask = async question => demarcheBench.ask(inWords(question, stems));
        await demarcheBench.ready;
        bench.started.ready = performance.now();
        if (first) {
          bench.started.firstTotal = (await bench.ask(first)).total;
          bench.started.first = performance.now();
        }
        return { ...bench.started };
      }, { query: query.toString(), stems, first });
    },
  };
}

/** A line of 20 Mbit/s on which every request waits 50 ms. */
export const slowLine = () => new Line({ bitsPerSecond: 20_000_000, latency: 50 });
