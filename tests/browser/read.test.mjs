// Reading: keys and their switch, what can be done with a passage, the way along what was found, how texts look.
import test from 'node:test';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { open, passageTexts, site } from './lib.mjs';
import { studio } from './pictures.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const US = '2025-09-24-us-readout-rubio-lavrov';
const SPEECH = '2025-09-27-lavrov-unga80-speech';

async function start(t, context) {
  const found = await open(site('DIST_DEFAULT'), context);
  t.after(found.close);
  t.after(() => assert.deepEqual([found.seen.errors, found.seen.policy, found.seen.dialogs], [[], [], []]));
  await found.page.goto(`${found.url}#/s/${US}?q=war`);
  await found.page.getByRole('status').filter({ hasText: /^\d+ hits?/ }).waitFor();
  return found;
}

const clipboard = page => page.evaluate(() => navigator.clipboard.readText());
const violations = page => page.evaluate(async rules => (await window.axe.run(document, { runOnly: rules })).violations.map(one => one.id), RULES);
const passage = page => page.evaluate(() => new URLSearchParams(location.hash.split('?')[1]).get('p'));
const actions = (page, number) => page.getByRole('button', { name: `Actions for passage ${number}`, exact: true });
const item = (page, name) => page.getByRole('menuitem', { name });

test('keys are listed, do what they say, and can be switched off for good', async t => {
  const { page } = await start(t, { bypassCSP: true });
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard' });
  await dialog.waitFor();
  await dialog.getByText('Leave it out', { exact: true }).waitFor();
  await dialog.getByText('at most five words apart, in either order', { exact: true }).waitFor();
  await page.evaluate(axe);
  assert.deepEqual(await violations(page), []);
  // Inside the dialog a key does nothing.
  await page.keyboard.press('j');
  assert.equal(await passage(page), null);
  await dialog.getByRole('checkbox', { name: 'Single-key shortcuts' }).uncheck();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  for (const key of ['j', 'n', '?', 'c']) await page.keyboard.press(key);
  assert.equal(await page.evaluate(() => location.hash), `#/s/${US}?q=war`);
  await page.reload();
  await page.getByRole('status').filter({ hasText: /^\d+ hits?/ }).waitFor();
  await page.keyboard.press('j');
  assert.equal(await passage(page), null);
  await page.getByRole('button', { name: 'Keyboard and search words', exact: true }).click();
  await dialog.getByRole('checkbox', { name: 'Single-key shortcuts' }).check();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.keyboard.press('j');
  assert.notEqual(await passage(page), null);
});

test('j and k go from passage to passage with the focus, q copies the passage with its source', async t => {
  const { page } = await start(t, { permissions: ['clipboard-read', 'clipboard-write'] });
  const anchors = await page.locator('[data-passage]').evaluateAll(all => all.map(one => one.dataset.passage));
  await page.keyboard.press('j');
  assert.equal(await passage(page), anchors[0]);
  await page.keyboard.press('j');
  assert.equal(await passage(page), anchors[1]);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.passage), anchors[1]);
  await page.keyboard.press('q');
  await page.getByText('Quotation copied', { exact: true }).waitFor();
  const words = (await passageTexts(page))[1].trim().replace(/\s+/g, ' ');
  assert.equal((await clipboard(page)).split('\n')[0], `“${words}”`);
  await page.keyboard.press('k');
  assert.equal(await passage(page), anchors[0]);
});

test('a passage has a menu, by keyboard as the practices for menus say', async t => {
  const { page, url } = await start(t, { permissions: ['clipboard-read', 'clipboard-write'], bypassCSP: true });
  const before = await passageTexts(page);
  await actions(page, 2).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menu', { name: 'Passage 2' }).waitFor();
  const focused = () => page.evaluate(() => document.activeElement.textContent);
  await page.waitForFunction(() => document.activeElement.textContent === 'Copy link');
  await page.evaluate(axe);
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(await passageTexts(page), before, 'the words stay the source’s');
  await page.keyboard.press('ArrowUp');
  assert.match(await focused(), /^Search for its first \d+ words/);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(), 'Copy as quotation');
  await page.keyboard.press('Escape');
  assert.equal(await page.getByRole('menu').count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Actions for passage 2');
  await page.keyboard.press('Enter');
  await item(page, 'Copy link').click();
  await page.getByText('Link copied', { exact: true }).waitFor();
  assert.equal(await clipboard(page), `${url}#/s/${US}?p=${await passage(page)}`);
  // A press elsewhere shuts it.
  await actions(page, 2).click();
  await page.getByRole('menu').waitFor();
  await page.getByRole('heading', { level: 1 }).click();
  await page.getByRole('menu').waitFor({ state: 'detached' });
});

test('the words of a passage are looked for elsewhere', async t => {
  const { page, url, view } = await start(t);
  await actions(page, 1).click();
  await item(page, /^Search for its/).click();
  await view.says('\\d+ of ');
  assert.match(await view.searchbox.inputValue(), /^".+"$/);
  await page.goBack();
  await actions(page, 1).click();
  // Rare words near each other, in other statements than this one: few of them, and none by chance.
  await page.goto(`${url}#/s/${SPEECH}`);
  const title = await page.getByRole('heading', { level: 1 }).innerText();
  const count = await view.passages.count();
  let found = 0;
  for (let at = 1; at <= count && found === 0; at += 1) {
    await actions(page, at).click();
    await item(page, /^Said elsewhere/).click();
    await page.getByText('No other statement has three rare words').or(view.results).first().waitFor();
    if (await view.results.count() > 0) {
      assert.match(await view.searchbox.inputValue(), /^\w+( NEAR\/\d+ \w+){2,3} -title:".+"$/);
      await view.says('\\d+ of ');
      const { shown, all } = await view.counts();
      assert.ok(shown > 0 && shown < all / 4, `${shown} of ${all}`);
      assert.ok(!(await view.results.getByRole('heading').allInnerTexts()).includes(title), 'the statement itself is left out');
      found += 1;
    } else {
      await page.getByText('No other statement has three rare words').waitFor({ state: 'detached' });
    }
  }
  assert.ok(found > 0, 'some passage is said elsewhere');
});

test('on a phone the menu is within reach', async t => {
  const { page } = await start(t, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await actions(page, 1).tap();
  const place = await page.getByRole('menu').boundingBox();
  assert.ok(place.y > 400 && place.y + place.height <= 844 && place.x >= 0 && place.width <= 390, JSON.stringify(place));
  const heights = await page.getByRole('menuitem').evaluateAll(all => all.map(one => one.getBoundingClientRect().height));
  assert.ok(heights.every(height => height >= 44), heights.join());
});

test('on a phone the outline and the ways to the tools stand above a long text', async t => {
  const { page, url } = await start(t, { viewport: { width: 390, height: 844 } });
  await page.goto(`${url}#/s/${SPEECH}`);
  const outline = page.getByRole('navigation', { name: 'Outline' });
  const folded = page.getByText('Outline', { exact: true });
  await folded.waitFor();
  assert.equal(await outline.count(), 0, 'folded');
  await folded.click();
  const headings = await page.locator('#text').getByRole('heading').allInnerTexts();
  assert.deepEqual(await outline.getByRole('link').allInnerTexts(), headings);
  await outline.getByRole('link').last().click();
  await page.waitForURL(/[?&]p=h/);
  const tools = page.getByRole('navigation', { name: 'Below the text' });
  const isInSight = locator => locator.evaluate(one => {
    const { top, bottom } = one.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });
  await tools.getByRole('button', { name: 'Cite' }).click();
  await page.waitForFunction(() => document.activeElement.textContent === 'Cite' && document.activeElement.localName === 'summary');
  assert.ok(await isInSight(page.locator(':focus')));
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Citation' }).waitFor();
  await tools.getByRole('button', { name: 'Other accounts' }).click();
  await page.waitForFunction(() => document.activeElement.ariaLabel === 'Other accounts');
  assert.ok(await page.getByRole('heading', { name: 'Other accounts' }).evaluate(one => one.getBoundingClientRect().top >= 0));
  await tools.getByRole('link', { name: 'Compare' }).waitFor();
  // In a wide window they stand beside the text, and a link leads past it.
  await page.setViewportSize({ width: 1440, height: 900 });
  await tools.waitFor({ state: 'detached' });
  assert.equal(await page.getByRole('complementary').getByRole('navigation', { name: 'Outline' }).count(), 1);
  await page.getByRole('link', { name: 'Skip to the facts and tools' }).focus();
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.ariaLabel), 'About this statement');
});

test('brackets lead to the statements before and after in what was found', async t => {
  const { page, url, view } = await start(t);
  await page.goto(`${url}#/?q=sanctions&sort=newest`);
  await view.says('\\d+ of ');
  const titles = await view.results.getByRole('heading').allInnerTexts();
  await view.results.getByRole('heading').nth(0).getByRole('link').click();
  await page.getByText(/^1 of \d+$/).waitFor();
  await page.keyboard.press(']');
  await page.getByText(/^2 of \d+$/).waitFor();
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), titles[1]);
  await page.getByRole('link', { name: /^Next: / }).click();
  await page.getByText(/^3 of \d+$/).waitFor();
  await page.keyboard.press('[');
  await page.getByText(/^2 of \d+$/).waitFor();
});

test('size, width and theme last, before the first paint', async t => {
  const { page } = await start(t, { colorScheme: 'light' });
  const size = () => page.locator('[data-passage]').first().evaluate(one => getComputedStyle(one).fontSize);
  const usual = await size();
  await page.getByText('Text and theme', { exact: true }).locator('..').click();
  for (const name of ['Largest', 'Wide', 'Dark']) await page.getByRole('radio', { name, exact: true }).check();
  await page.addInitScript(() => {
    window.looks = () => (({ size, width, theme }) => ({ size, width, theme }))(document.documentElement.dataset);
    addEventListener('DOMContentLoaded', () => { window.early = window.looks(); });
  });
  const set = () => page.evaluate(() => (({ size, width, theme }) => ({ size, width, theme }))(document.documentElement.dataset));
  const wanted = { size: 'largest', width: 'wide', theme: 'dark' };
  assert.deepEqual(await set(), wanted);
  assert.ok(parseFloat(await size()) > parseFloat(usual));
  await page.keyboard.press('Escape');
  assert.equal(await page.getByRole('radio').count(), 0);
  await page.reload();
  assert.deepEqual(await page.evaluate(() => window.early), wanted);
});

test('a view is shared with what it will show', async t => {
  const { page, url } = await start(t, { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.getByText('Share', { exact: true }).click();
  await page.getByText(/^Whoever opens this link sees “.+” with the hits of war marked\.$/).waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Link' }).inputValue(), `${url}#/s/${US}?q=war`);
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.getByText('Link copied', { exact: true }).waitFor();
  assert.equal(await clipboard(page), `${url}#/s/${US}?q=war`);
});

test('the stepper stays in sight, and a hit that is in view moves nothing', async t => {
  const { page, url } = await start(t);
  await page.goto(`${url}#/s/${US}?q=war&hit=1`);
  await page.locator('mark[aria-current]').waitFor();
  assert.equal(await page.evaluate(() => scrollY), 0);
  await page.setViewportSize({ width: 390, height: 500 });
  await page.locator('[data-passage]').last().scrollIntoViewIfNeeded();
  const place = await page.getByRole('button', { name: 'Next hit' }).boundingBox();
  assert.ok(place.y >= 0 && place.y < 200, JSON.stringify(place));
});

test('ticks beside the text lead to its hits and quotations', async t => {
  const { page, url } = await start(t, { viewport: { width: 1280, height: 400 } });
  await page.goto(`${url}#/s/2025-09-24-report-lavrov-rubio?q=lavrov`);
  await page.getByRole('status').filter({ hasText: /^\d+ hits?/ }).waitFor();
  const ticks = page.getByRole('slider', { name: 'Hits and quotations' });
  const [said, most] = await ticks.evaluate(one => [one.ariaValueText, Number(one.ariaValueMax)]);
  assert.match(said, /^(hit 1 of \d+|quotation: .+)$/);
  const box = await ticks.boundingBox();
  assert.ok(box.width >= 24);
  await ticks.focus();
  await page.keyboard.press('End');
  await page.waitForURL(/[?&](p|hit)=/);
  assert.equal(await ticks.getAttribute('aria-valuenow'), String(most));
  const far = await page.evaluate(() => scrollY);
  assert.ok(far > 200, `at the end of the text: ${far}`);
  await ticks.click({ position: { x: 12, y: 2 } });
  assert.equal(await ticks.getAttribute('aria-valuenow'), '0');
  await page.waitForFunction(before => scrollY < before, far);
  const names = await ticks.locator('title').allTextContents();
  assert.ok(names.some(name => /^quotation: /.test(name)) && names.some(name => /^hit /.test(name)), names.join());
  // Its value is where the reader is, however the reader came there.
  const hits = names.filter(name => /^hit /.test(name));
  const says = words => page.waitForFunction(words => document.querySelector('[role="slider"][aria-label^="Hits"]').ariaValueText === words, words);
  await ticks.evaluate(one => one.blur());
  await page.goto(`${url}#/s/2025-09-24-report-lavrov-rubio?q=lavrov&hit=${hits.length}`);
  await says(hits.at(-1));
  await page.keyboard.press('n');
  await says(hits[0]);
  await page.keyboard.press('n');
  await says(hits[1]);
  await ticks.focus();
  await page.keyboard.press('ArrowDown');
  const next = names.indexOf(hits[1]) + 1;
  await says(names[Math.min(next, names.length - 1)]);
});

test('a line has 60 to 75 characters at every size', async t => {
  const { page, url, close } = await studio();
  t.after(close);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${url}#/s/2025-09-24-report-lavrov-rubio`);
  await page.locator('[data-passage]').first().waitFor();
  await page.evaluate(() => Promise.all([...document.fonts].map(face => face.loaded)));
  for (const size of ['small', 'usual', 'large', 'largest']) {
    // The last line of a paragraph is seldom full.
    const full = await page.evaluate(size => {
      document.documentElement.dataset.size = size;
      return [...document.querySelectorAll('[data-passage] p')].flatMap(one => {
        const [range, lines] = [document.createRange(), new Map()];
        const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          for (let at = 0; at < walker.currentNode.length; at += 1) {
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + 1);
            const foot = Math.round(range.getBoundingClientRect().bottom);
            lines.set(foot, (lines.get(foot) ?? 0) + 1);
          }
        }
        return [...lines.values()].slice(0, -1);
      });
    }, size);
    assert.ok(full.length >= 10, `${size}: only ${full.length} full lines`);
    const mean = full.reduce((a, b) => a + b) / full.length;
    assert.ok(mean >= 60 && mean <= 75, `${size}: ${mean} characters a line`);
  }
});

test('the passage that an address names is told without colours, on paper and to programs', async t => {
  const { page, url, view } = await start(t);
  await page.goto(`${url}#/s/${US}`);
  await view.passages.first().waitFor();
  const anchor = await view.passages.nth(1).getAttribute('data-passage');
  await page.goto(`${url}#/s/${US}?p=${anchor}`);
  await page.locator('[data-passage][aria-current="true"]').waitFor();
  assert.deepEqual(await view.passages.evaluateAll(all => all.filter(one => one.ariaCurrent).map(one => one.dataset.passage)), [anchor]);
  const edges = () => view.passages.evaluateAll(all => all.slice(0, 2).map(one => getComputedStyle(one).borderInlineStartStyle));
  assert.deepEqual(await edges(), ['none', 'none']);
  for (const media of [{ forcedColors: 'active' }, { forcedColors: 'none', media: 'print' }]) {
    await page.emulateMedia(media);
    assert.deepEqual(await edges(), ['none', 'solid'], JSON.stringify(media));
  }
});

test('paper says where its words are from, and the screen does not', async t => {
  const { page, url } = await start(t);
  const source = page.getByRole('region', { name: 'Source', exact: true });
  assert.equal(await source.count(), 0);
  await page.goto(`${url}#/about`);
  const checksum = await page.locator('dt', { hasText: 'Checksum of the corpus' }).locator('+ dd').getByRole('code').innerText();
  for (const at of [`s/${US}`, `compare?a=${US}&b=2025-09-24-russian-readout-lavrov-rubio`]) {
    await page.emulateMedia({ media: 'screen' });
    await page.goto(`${url}#/${at}`);
    await page.locator('[data-passage]').first().waitFor();
    assert.equal(await source.count(), 0);
    await page.emulateMedia({ media: 'print' });
    const said = await source.innerText();
    assert.match(said, /“[^”]+”.*accessed /s);
    assert.ok(said.includes(`${url}#/${at}`), said);
    assert.ok(said.includes(`checksum ${checksum}`), said);
  }
});

test('About tells of each figure how it is made', async t => {
  const { page, url } = await start(t);
  await page.goto(`${url}#/about`);
  const list = page.getByRole('heading', { name: 'How figures are made' }).locator('+ ul');
  await list.waitFor();
  const said = await list.innerText();
  for (const word of [
    'Counts are counted', 'dated by month or year alone', 'BM25F', 'per 10,000 words', 'share of these', 'fewer than 3', 'Two groups',
    'all-MiniLM-L6-v2', 'The score of a pair', 'counted in passages', 'The ledger', 'log-likelihood', 'log ratio',
  ]) assert.ok(said.includes(word), `nothing of ${word}`);
});
