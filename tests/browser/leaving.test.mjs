// A reader who goes on before a screen is ready: whatever comes late finds nothing of the screen it was for.
import test from 'node:test';
import assert from 'node:assert/strict';
import { open, site } from './lib.mjs';

const US = '2025-09-24-us-readout-rubio-lavrov';
const RUSSIAN = '2025-09-24-russian-readout-lavrov-rubio';
const VIEWS = [
  '#/', '#/?q=ukraine', '#/?q=ukraine&view=concordance', '#/?q=peace&view=concordance&sort=after1', '#/?q=ukraine&view=chart',
  '#/?q=ukraine&view=groups', `#/s/${US}`, `#/s/${RUSSIAN}?q=ukraine`, '#/events', '#/about', `#/compare?a=${US}`,
  `#/compare?a=${US}&b=${RUSSIAN}`, `#/compare?a=${US}&b=${RUSSIAN}&panel=ledger.structure.words`, '#/nowhere',
];

test('no screen is missed by what comes late, however quickly it is left', async t => {
  const { page, seen, view, url, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  await page.goto(url);
  await view.ready();
  // Every screen after every other, each left at another moment of its coming: at once, after the next task, after
  // the next picture.
  await page.evaluate(async views => {
    const moments = [
      () => {},
      () => new Promise(done => { const { port1, port2 } = new MessageChannel(); port1.onmessage = done; port2.postMessage(0); }),
      () => new Promise(done => requestAnimationFrame(() => setTimeout(done))),
    ];
    let count = 0;
    for (const from of views) {
      for (const to of views) {
        for (const hash of [from, to]) {
          location.hash = hash;
          await moments[count++ % moments.length]();
        }
      }
    }
  }, VIEWS);
  await page.evaluate(() => { location.hash = '#/?q=ukraine'; });
  await view.searchbox.fill('root causes');
  await view.results.locator('mark').first().waitFor();
  assert.deepEqual([seen.errors, seen.policy], [[], []]);
});
