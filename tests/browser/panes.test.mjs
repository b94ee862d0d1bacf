// A statement read beside the list it was found in, where the window is wide; and the menu of a passage under a finger
// that rests. Does not live here: reading on a page of its own (read.test.mjs).
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open, site } from './lib.mjs';
import { US, settled } from './screens.mjs';

const WIDE = { width: 1680, height: 1000 };

async function opened(t, hash, context = {}, where = site('DIST_DEFAULT')) {
  const found = await open(where, { viewport: WIDE, ...context });
  t.after(found.close);
  t.after(() => assert.deepEqual([found.seen.errors, found.seen.policy, found.seen.dialogs], [[], [], []]));
  const { page } = found;
  await page.goto(found.url + hash);
  await found.view.says('\\d+ ');
  const cards = found.view.results.getByRole('listitem');
  return {
    ...found,
    cards,
    titles: await found.view.results.getByRole('heading').allInnerTexts(),
    arrow: at => cards.nth(at).getByRole('button', { name: /^Read here: / }),
    pane: title => page.getByRole('region', { name: title, exact: true }),
    open: () => page.evaluate(() => new URLSearchParams(location.hash.split('?')[1]).get('open')),
    current: () => cards.evaluateAll(all => all.flatMap((one, at) => (one.ariaCurrent === 'true' ? [at] : []))),
    hits: title => page.getByRole('region', { name: title, exact: true }).locator('[data-passage] mark').allInnerTexts(),
  };
}

test('a press on a card shows its statement beside the list, and back leads out of it', async t => {
  const { page, pane, cards, titles, current, open } = await opened(t, '#/?q=ukraine');
  await page.getByText(/read the statement here, beside the list/).waitFor();
  const before = await cards.nth(1).boundingBox();
  await cards.nth(1).getByText(/ · digest$/).click();
  const beside = pane(titles[1]);
  await beside.locator('[data-passage]').first().waitFor();
  assert.match(page.url(), /#\/\?q=ukraine&open=/);
  assert.ok((await open()).length > 0);
  assert.deepEqual(await current(), [1]);
  assert.deepEqual(await cards.nth(1).boundingBox(), before, 'nothing moves');
  assert.ok(await beside.locator('mark').count() > 0, 'its hits are marked');
  await beside.getByText(/^Digest: a summary/).waitFor();
  await beside.getByText(/^\d+ hits? with a form of “ukraine”/).waitFor();
  assert.equal(await beside.getByRole('heading', { level: 2 }).first().innerText(), titles[1]);
  const place = await beside.boundingBox();
  assert.ok(place.x > before.x + before.width - 1 && place.x + place.width <= WIDE.width, JSON.stringify(place));
  await cards.nth(3).getByText(/ · digest$/).click();
  await pane(titles[3]).waitFor();
  await page.goBack();
  await beside.waitFor();
  assert.deepEqual(await current(), [1]);
  await page.goBack();
  await page.getByText(/read the statement here, beside the list/).waitFor();
  await page.goForward();
  await beside.waitFor();
  await page.reload();
  await beside.locator('mark').first().waitFor();
  const href = await beside.getByRole('link', { name: 'Open the page' }).getAttribute('href');
  assert.equal(href, await cards.nth(1).getByRole('heading').getByRole('link').getAttribute('href'));
});

test('links, boxes and selected words of a card do what they did', async t => {
  const { page, view, cards, open } = await opened(t, '#/?q=ukraine');
  await cards.nth(0).getByRole('checkbox').check();
  assert.equal(await open(), null);
  const words = cards.nth(0).locator('mark').last();
  await words.evaluate(one => getSelection().selectAllChildren(one.parentElement));
  await words.dispatchEvent('click');
  assert.equal(await open(), null);
  await view.results.getByRole('heading').first().getByRole('link').click();
  await page.waitForURL(/#\/s\//);
  await page.getByRole('heading', { level: 1 }).waitFor();
});

test('by keyboard: the arrow of a card, Escape, and j and k along the list', async t => {
  const { page, pane, cards, titles, arrow, current, open } = await opened(t, '#/?q=ukraine');
  assert.equal(await arrow(0).getAttribute('aria-label'), `Read here: ${titles[0]}`);
  await arrow(0).press('Enter');
  const title = at => pane(titles[at]).getByRole('heading', { level: 2 }).first();
  const isFocused = locator => locator.evaluate(one => one === document.activeElement);
  await page.waitForFunction(() => document.activeElement.localName === 'h2');
  assert.ok(await isFocused(title(0)));
  await page.keyboard.press('Escape');
  await pane(titles[0]).waitFor({ state: 'detached' });
  assert.ok(await isFocused(arrow(0)), 'the focus goes back to the card');
  assert.equal(await open(), null);
  await page.keyboard.press('j');
  await pane(titles[0]).waitFor();
  await page.keyboard.press('j');
  await pane(titles[1]).waitFor();
  assert.deepEqual(await current(), [1]);
  await page.waitForFunction(said => document.activeElement.textContent === said, titles[1]);
  await page.keyboard.press('n');
  await page.getByText(/^Hit 1 of \d+/).waitFor();
  assert.equal(await pane(titles[1]).locator('mark[aria-current="true"]').count(), 1);
  await page.keyboard.press('k');
  await pane(titles[0]).waitFor();
  for (let at = 1; at < titles.length; at += 1) {
    await page.keyboard.press('j');
    await pane(titles[at]).waitFor();
  }
  const last = await cards.last().boundingBox();
  assert.ok(last.y > 0 && last.y < WIDE.height, 'the card comes into view');
  await pane(titles.at(-1)).getByRole('button', { name: 'Close' }).click();
  assert.ok(await isFocused(arrow(titles.length - 1)));
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard' }).getByText('Read the next statement beside the list').waitFor();
});

test('another query marks its own hits in what is open, and a menu opens at a passage', async t => {
  const { page, view, pane, titles, arrow, hits, open } = await opened(t, '#/?q=ukraine');
  await arrow(0).click();
  await page.waitForFunction(() => document.activeElement.localName === 'h2');
  const id = await open();
  const words = (await pane(titles[0]).locator('[data-passage]').first().innerText()).match(/\p{L}{7,}/gu);
  await view.searchbox.fill(`=${words[0]}`);
  await page.waitForFunction(word => [...document.querySelectorAll('[aria-labelledby] [data-passage] mark')].some(one => one.textContent === word), words[0]);
  assert.deepEqual([...new Set(await hits(titles[0]))], [words[0]]);
  assert.equal(await open(), id);
  const more = pane(titles[0]).getByRole('button', { name: 'Actions for passage 1' });
  await more.click();
  const menu = page.getByRole('menu', { name: 'Passage 1' });
  await menu.getByRole('menuitem', { name: 'Copy link' }).waitFor();
  await page.waitForFunction(() => document.activeElement.role === 'menuitem');
  await page.keyboard.press('Escape');
  await menu.waitFor({ state: 'detached' });
  assert.equal(await open(), id, 'Escape shuts what floats, and not the pane with it');
});

test('a narrower window keeps the name in the address and draws no pane', async t => {
  const { page, url, pane, titles, arrow, current } = await opened(t, `#/?q=lavrov&open=${US}`, { viewport: { width: 1440, height: 900 } });
  assert.equal(await page.locator('[data-passage]').count(), 0);
  assert.equal(await arrow(0).count(), 0);
  assert.deepEqual(await current(), []);
  await page.setViewportSize(WIDE);
  await page.locator('[data-passage]').first().waitFor();
  const width = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(await width() <= 0);
  await page.setViewportSize({ width: 840, height: 500 });
  await page.locator('[data-passage]').first().waitFor({ state: 'detached' });
  assert.ok(await width() <= 0);
  assert.ok(page.url().endsWith(`&open=${US}`));
  await page.setViewportSize(WIDE);
  await page.goto(`${url}#/?q=lavrov&open=nobody`);
  await pane('This corpus has no statement “nobody”').getByRole('button', { name: 'Close' }).click();
  await page.getByText(/read the statement here, beside the list/).waitFor();
  assert.ok(titles.length > 0);
});

/** A corpus so large that its words are loaded piece by piece, published. */
async function large(t) {
  const folder = await mkdtemp(join(tmpdir(), 'large-'));
  t.after(() => rm(folder, { recursive: true }));
  const corpus = join(folder, 'corpus');
  await mkdir(join(corpus, 'statements'), { recursive: true });
  await writeFile(join(corpus, 'corpus.toml'), 'title = "Pier"\ndescription = "Long texts."\nlicence = "CC0-1.0"\nlanguage = "en"\n');
  // Words that no packing makes small: a number of its own at every step.
  let seed = 7;
  const word = () => { seed = (seed * 1103515245 + 12345) % 2147483648; return `w${seed.toString(36)}`; };
  for (let at = 1; at <= 40; at += 1) {
    const passages = Array.from({ length: 60 }, () => `The pier ${Array.from({ length: 250 }, word).join(' ')}.`);
    await writeFile(join(corpus, 'statements', `pier-${at}.md`), `---\ntitle: "Pier ${at}"\ndate: 2024-05-${String(at % 28 + 1).padStart(2, '0')}\nkind: report\nlang: en\ntext: full\n---\n\n${passages.join('\n\n')}\n`);
  }
  const out = join(folder, 'site');
  execFileSync(site('DEMARCHE_BIN'), ['site', corpus, '-o', out, ...(process.env.APP ? ['--app', process.env.APP] : [])]);
  assert.ok((await readdir(join(out, 'corpus'))).length > 1, 'it is in pieces');
  return out;
}

test('a statement of a large corpus, which comes in pieces, is read beside the list too', async t => {
  const { pane, titles, arrow } = await opened(t, '#/', {}, await large(t));
  await arrow(0).click();
  await pane(titles[0]).locator('[data-passage]').first().waitFor();
  await arrow(1).click();
  await pane(titles[1]).locator('[data-passage]').first().waitFor();
  await pane(titles[1]).getByText('Full text', { exact: true }).waitFor();
});

/** A touch screen with a finger that is put down, moved and lifted; its clock stands still where that is wanted. */
async function touched(t, isStill) {
  const { page, url, close } = await open(site('DIST_DEFAULT'), { viewport: { width: 1180, height: 820 }, hasTouch: true });
  t.after(close);
  if (isStill) await page.clock.install();
  await page.goto(`${url}#/s/${US}`);
  await settled(page);
  if (isStill) await page.clock.pauseAt(Date.now() + 60_000);
  const client = await page.context().newCDPSession(page);
  const passage = page.locator('[data-passage]').nth(1);
  const place = await passage.boundingBox();
  const [x, y] = [Math.round(place.x + 80), Math.round(place.y + 14)];
  const touch = (type, moved = 0) => client.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y: y + moved }] });
  const told = () => page.evaluate(() => { window.told = new Promise(done => addEventListener('pointerdown', done, { once: true })); });
  const down = async () => { await told(); await touch('touchStart'); await page.evaluate(() => window.told.then(() => {})); };
  return { page, touch, down, passage, menu: page.getByRole('menu', { name: 'Passage 2' }) };
}

test('a finger that rests on a passage opens its menu', async t => {
  const { page, touch, down, menu } = await touched(t, false);
  await down();
  await menu.getByRole('menuitem', { name: 'Copy link' }).waitFor();
  await touch('touchEnd');
  await settled(page);
  assert.equal(await menu.count(), 1, 'and it stays when the finger is lifted');
  await page.getByRole('heading', { level: 1 }).tap();
  await menu.waitFor({ state: 'detached' });
  await down();
  await menu.waitFor();
  await touch('touchMove', 40);
  await menu.waitFor({ state: 'detached' });
  await touch('touchEnd');
});

test('a finger that scrolls, lifts early or comes to selected words opens none', async t => {
  const { page, touch, down, passage, menu } = await touched(t, true);
  await down();
  await touch('touchMove', -60);
  await page.clock.runFor(2000);
  await touch('touchEnd');
  assert.equal(await menu.count(), 0, 'scrolling');
  await page.evaluate(() => scrollTo(0, 0));
  await down();
  await page.clock.runFor(450);
  await touch('touchEnd');
  await page.clock.runFor(2000);
  assert.equal(await menu.count(), 0, 'a short press');
  await passage.evaluate(one => getSelection().selectAllChildren(one));
  await down();
  await page.clock.runFor(2000);
  assert.equal(await menu.count(), 0, 'selecting');
});
