// Every screen in both themes at three widths: axe finds nothing, nothing is cut off, the keyboard gets everywhere.
import test from 'node:test';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { open, site } from './lib.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The addresses of every kind of view, made from what the site holds. */
async function addresses(page, view) {
  const ids = await view.results.getByRole('heading').getByRole('link')
    .evaluateAll(all => all.map(one => one.getAttribute('href').match(/#\/s\/([^?]+)/)[1]));
  return [
    '#/', '#/?q=ukraine', '#/?q=speker:x+ukrainee&from=2025', `#/?a=${ids[0]}&b=${ids[1]}`, `#/s/${ids[0]}?q=ukraine&hit=1`,
    `#/compare?a=${ids[0]}&b=${ids[1]}`, `#/compare?a=${ids[0]}`, '#/events', '#/about', '#/s/none', '#/nowhere',
  ];
}

for (const colorScheme of ['light', 'dark']) {
  for (const width of [320, 390, 1280]) {
    test(`axe finds nothing in ${colorScheme} at ${width} px, and nothing is cut off`, async t => {
      const viewport = { width, height: 900 };
      const { page, url, view, close } = await open(site('DIST_DEFAULT'), { colorScheme, viewport, bypassCSP: true });
      t.after(close);
      await page.goto(url);
      await view.searchbox.waitFor();
      for (const hash of await addresses(page, view)) {
        await page.goto(url + hash);
        await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
        await page.evaluate(axe);
        const { violations } = await page.evaluate(rules => window.axe.run(document, { runOnly: rules }), RULES);
        const found = violations.map(one => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`);
        assert.deepEqual(found, [], `${hash} in ${colorScheme} at ${width} px`);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(overflow <= 0, `${hash} is ${overflow} px wider than the ${width} px window`);
      }
    });
  }
}

test('filters open on a narrow screen and close with a count', async t => {
  const { page, url, view, close } = await open(site('DIST_DEFAULT'), { viewport: { width: 390, height: 800 } });
  t.after(close);
  await page.goto(url);
  await view.searchbox.waitFor();
  assert.equal(await view.facet('Speaker').isVisible(), false);
  await page.getByRole('button', { name: 'Filters' }).click();
  await view.facet('Speaker').getByRole('checkbox').first().check();
  const { shown } = await view.counts();
  await page.getByRole('button', { name: `Show ${shown} statement` }).click();
  await view.facet('Speaker').waitFor({ state: 'hidden' });
});

test('the keyboard reaches the content, the search box and a facet value without losing focus', async t => {
  const { page, url, view, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  await page.goto(url);
  await view.searchbox.waitFor();
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to the content');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  await page.keyboard.press('/');
  assert.equal(await view.searchbox.evaluate(box => box === document.activeElement), true);
  const box = view.facet('Kind').getByRole('checkbox').nth(2);
  await box.focus();
  const value = await box.getAttribute('data-value');
  await page.keyboard.press('Space');
  await view.says('\\d+ of ');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.value), value, 'focus stays on the value');
});

test('the theme is kept for this browser', async t => {
  const { page, url, view, close } = await open(site('DIST_DEFAULT'), { colorScheme: 'light' });
  t.after(close);
  await page.goto(url);
  await view.searchbox.waitFor();
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await paper();
  await page.getByRole('button', { name: 'Theme: as the system' }).click();
  await page.getByRole('button', { name: 'Theme: light' }).click();
  await page.getByRole('button', { name: 'Theme: dark' }).waitFor();
  const dark = await paper();
  assert.notEqual(dark, light);
  await page.reload();
  await page.getByRole('button', { name: 'Theme: dark' }).waitFor();
  assert.equal(await paper(), dark);
});
