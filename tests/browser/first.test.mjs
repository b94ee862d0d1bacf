// What stands in the page before the program does: the newest statements at once, then the app, never both; and nothing
// moves when more comes.
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { large, open, site } from './lib.mjs';

/** Holds what a page asks for until the function this gives is called. */
async function hold(page, files) {
  let release;
  const gate = new Promise(done => { release = done; });
  await page.route(files, async route => { await gate; await route.continue(); });
  return release;
}

/** From the page's beginning, notes whatever moves by itself. */
const watchShifts = page => page.addInitScript(() => {
  window.shifts = [];
  const note = entries => entries.forEach(({ sources }) => window.shifts.push(...sources.map(({ node }) => `${node?.nodeName} ${node?.className}`)));
  const observer = new PerformanceObserver(list => note(list.getEntries()));
  observer.observe({ type: 'layout-shift', buffered: true });
  window.noteShifts = () => note(observer.takeRecords());
});
/** What has moved in the frames until now. */
const shifts = page => page.evaluate(async () => {
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  window.noteShifts();
  return window.shifts;
});

/** The folders of a corpus that is searched in a worker, and of its site: { corpus, made }. */
async function largeSite(t) {
  const folder = await mkdtemp(join(tmpdir(), 'demarche-'));
  t.after(() => rm(folder, { recursive: true }));
  const [corpus, made] = ['corpus', 'site'].map(name => join(folder, name));
  await large(corpus);
  execFileSync(site('DEMARCHE_BIN'), ['site', corpus, '-o', made, '--app', site('DIST_DEFAULT')]);
  return { corpus, made };
}

/** A page whose program comes only when `release` is called. */
async function held(t, context) {
  const opened = await open(site('DIST_DEFAULT'), context);
  t.after(opened.close);
  const release = await hold(opened.page, '**/*.wasm');
  const { page } = opened;
  const parts = {
    newest: page.getByRole('heading', { name: 'Newest statements' }),
    opening: page.getByText('Opening the corpus…'),
    titles: page.getByRole('main').getByRole('listitem').getByRole('link'),
  };
  return { ...opened, ...parts, release };
}

test('the newest statements are there before the program, and go when it comes', async t => {
  const { page, seen, url, view, newest, opening, titles, release } = await held(t);
  await page.addInitScript(() => {
    window.shift = 0;
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) window.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(url, { waitUntil: 'commit' });
  await newest.waitFor();
  assert.equal(await page.getByRole('main').count(), 1);
  assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
  assert.equal(await opening.isVisible(), false);
  const named = await titles.allInnerTexts();
  assert.equal(named.length, 20);
  release();
  await view.says('\\d+ statements');
  assert.equal(await newest.count(), 0);
  assert.equal(await page.getByRole('main').count(), 1);
  assert.deepEqual(await view.results.getByRole('heading').allInnerTexts(), named, 'the same statements in the same order');
  assert.ok(await page.evaluate(() => window.shift) < 0.01, 'nothing moves');
  assert.deepEqual([seen.errors, seen.policy], [[], []]);
});

test('an address that asks for more shows no list, and neither does one followed early', async t => {
  const { page, seen, url, view, newest, opening, titles, release } = await held(t);
  await page.goto(`${url}#/events`, { waitUntil: 'commit' });
  await opening.waitFor();
  assert.equal(await newest.isVisible(), false);
  await page.goto('about:blank');
  await page.goto(`${url}#/`, { waitUntil: 'commit' });
  await newest.waitFor();
  const title = await titles.first().innerText();
  // What was typed before a link was followed is no longer asked.
  await view.searchbox.fill('ceasefire');
  await titles.first().click();
  await opening.waitFor();
  assert.equal(await newest.isVisible(), false);
  release();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  assert.match(page.url(), /#\/s\//);
  assert.deepEqual([seen.errors, seen.policy], [[], []]);
});

test('without JavaScript there is one list, and with a program that does not load none', async t => {
  const plain = await held(t, { javaScriptEnabled: false });
  await plain.page.goto(plain.url);
  await plain.newest.waitFor();
  assert.equal(await plain.newest.count(), 1);
  assert.match(await plain.titles.first().getAttribute('href'), /^\.\/statements\//);
  const broken = await held(t, { missing: path => path.endsWith('.js') });
  await broken.page.goto(broken.url);
  await broken.page.getByRole('heading', { name: 'Démarche could not start' }).waitFor();
  assert.equal(await broken.newest.isVisible(), false);
  assert.equal(await broken.opening.isVisible(), false);
});

test('what is typed before the program comes is searched when it comes, and typing goes on', async t => {
  const { page, seen, url, view, newest, release } = await held(t);
  await page.goto(url, { waitUntil: 'commit' });
  await newest.waitFor();
  await view.searchbox.click();
  await page.keyboard.type('ceasfire');
  // The caret between the letters stays there.
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowLeft');
  release();
  await page.waitForURL(/#\/\?q=ceasfire$/, { waitUntil: 'commit' });
  await newest.waitFor({ state: 'detached' });
  await page.keyboard.type('e');
  await page.waitForURL(/#\/\?q=ceasefire$/, { waitUntil: 'commit' });
  assert.equal(await view.searchbox.inputValue(), 'ceasefire');
  await view.says('\\d+ of \\d+ statements');
  assert.ok((await view.counts()).shown > 0);
  assert.ok(await view.results.getByRole('listitem').first().locator('mark').count() > 0);
  // Back leads to the first screen, as it does when the first letter is typed into the app.
  await page.goBack();
  await view.says('\\d+ statements');
  assert.deepEqual([seen.errors, seen.policy], [[], []]);
});

test('no letter is lost while the first screen is being drawn', async t => {
  const { page, seen, url, view, newest, release } = await held(t);
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 8 });
  await page.addInitScript(() => {
    window.amid = 0;
    addEventListener('input', () => { window.amid += Number(document.documentElement.hasAttribute('data-drawing')); }, true);
  });
  await page.goto(url, { waitUntil: 'commit' });
  await newest.waitFor();
  await view.searchbox.click();
  release();
  let typed = '';
  const text = 'ceasefire or harbour or treaty or '.repeat(20);
  // Some before the app stands, some while it is drawn behind what stands there, some after.
  for (let after = 0; after < 5 && typed.length < text.length; after += await newest.count() === 0 ? 1 : 0) {
    typed += text[typed.length];
    await page.keyboard.type(typed.at(-1));
  }
  await newest.waitFor({ state: 'detached' });
  assert.ok(await page.evaluate(() => window.amid) > 0, 'some were typed while the screen was being drawn');
  await page.waitForFunction(typed => new URLSearchParams(location.hash.split('?')[1]).get('q') === typed, typed);
  assert.equal(await view.searchbox.inputValue(), typed);
  assert.equal(await page.getByRole('main').count(), 1);
  assert.deepEqual([seen.errors, seen.policy], [[], []]);
});

for (const colorScheme of ['light', 'dark']) {
  test(`the first text waits for no style sheet, and none changes it: ${colorScheme}`, async t => {
    const { page, seen, url, view, newest, release } = await held(t, { colorScheme, viewport: { width: 390, height: 844 } });
    await watchShifts(page);
    const style = await hold(page, '**/*.css');
    await page.goto(url, { waitUntil: 'commit' });
    await newest.waitFor();
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
    const looks = () => page.locator('#loading').evaluate(first => [document.documentElement, document.body, ...first.querySelectorAll('*')].map(one => {
      const style = getComputedStyle(one);
      return JSON.stringify([one.localName, one.className, one.getBoundingClientRect(), ...[...style].filter(name => !name.startsWith('--')).map(name => style[name])]);
    }));
    const before = await looks();
    const background = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    assert.equal(background, colorScheme === 'light' ? 'rgb(251, 250, 247)' : 'rgb(27, 29, 32)');
    const whole = page.waitForResponse('**/*.css');
    style();
    await (await whole).finished();
    await page.waitForFunction(() => [...document.styleSheets].some(sheet => sheet.href));
    assert.deepEqual(await looks(), before);
    release();
    await view.says('\\d+ statements');
    assert.deepEqual(await shifts(page), []);
    assert.deepEqual([seen.errors, seen.policy], [[], []]);
  });
}

test('nothing moves when the worker of a large corpus answers', async t => {
  const { made } = await largeSite(t);
  for (const viewport of [{ width: 390, height: 844 }, { width: 1280, height: 800 }]) {
    for (const [hash, told] of [['', '400 statements'], ['#/?q=harbour', '4 of 400 statements']]) {
      const { page, seen, url, view, close } = await open(made, { viewport });
      t.after(close);
      await watchShifts(page);
      const release = await hold(page, '**/corpus/*');
      await page.goto(url + hash);
      await view.says(hash ? 'Opening the corpus' : told);
      // What stands there now is seen.
      assert.deepEqual(await shifts(page), []);
      release();
      await view.says(told);
      await view.results.getByRole('heading').first().waitFor();
      assert.deepEqual(await shifts(page), [], `${viewport.width} ${hash}`);
      assert.deepEqual([seen.errors, seen.policy], [[], []]);
    }
  }
});

test('of a large corpus the first statements come first, then the others, then the second part of the program', async t => {
  const { corpus, made } = await largeSite(t);
  const { page, seen, url, view, close } = await open(made);
  t.after(close);
  const cards = view.results.getByRole('listitem').filter({ has: page.getByRole('link') });
  const asked = [];
  let release;
  const gate = new Promise(done => { release = done; });
  // What is asked for when there are cards waits.
  await page.route('**/corpus/*', async route => {
    const number = await cards.count();
    asked.push(number);
    if (number > 0) await gate;
    await route.continue();
  });
  await page.route('**/*_later.wasm', async route => {
    asked.push('later');
    await route.continue();
  });
  await page.goto(`${url}#/?q=ba*`);
  await view.says('400 of 400 statements');
  await cards.nth(4).waitFor();
  const titles = () => cards.getByRole('heading').allInnerTexts();
  const first = await titles();
  assert.equal(first.length, 5);
  // They are read and used meanwhile.
  await cards.nth(1).getByRole('heading').getByRole('link').focus();
  const second = await cards.nth(1).innerText();
  release();
  await cards.nth(19).waitFor();
  assert.equal(await cards.count(), 20);
  assert.equal(await cards.nth(1).innerText(), second);
  await page.waitForFunction(name => document.activeElement.textContent === name, await cards.nth(1).getByRole('heading').innerText());
  const all = await titles();
  assert.deepEqual(all.slice(0, 5), first);
  assert.equal(new Set(all).size, 20);
  assert.ok(asked.indexOf('later') === -1 || asked.indexOf('later') > asked.lastIndexOf(0), asked.join());
  assert.ok(asked.includes(5), 'the others are asked for once the first are shown');
  assert.deepEqual([seen.errors, seen.policy], [[], []]);

  // What is offered to a pasted text is offered at once, however many pieces it takes.
  const other = await open(made);
  t.after(other.close);
  await other.page.goto(`${other.url}#/compare?own=new`);
  const own = await readFile(join(corpus, 'statements/account-7.md'), 'utf8');
  await other.page.getByRole('textbox', { name: 'Your text' }).fill(own.split('\n\n').slice(1, 4).join('\n\n'));
  await other.page.getByRole('button', { name: 'Find what was said before' }).click();
  await other.page.getByRole('status').filter({ hasText: /share rare words with your text/ }).waitFor();
  const offers = other.page.getByRole('list', { name: 'Texts for side B' }).getByRole('listitem');
  assert.equal(await offers.count(), 8);
});

test('a reader who goes on before the first answer has the rest of the program come, too', async t => {
  const { made } = await largeSite(t);
  const { page, seen, url, view, close } = await open(made);
  t.after(close);
  const release = await hold(page, '**/corpus/*');
  const marks = () => page.evaluate(() => performance.getEntriesByName('demarche-shown').length);
  await page.goto(`${url}#/?q=ba*`);
  await view.says('Opening the corpus');
  assert.equal(await marks(), 0);
  await page.getByRole('link', { name: 'About' }).first().click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForFunction(() => performance.getEntriesByName('demarche-shown').length > 0);
  release();
  await page.goBack();
  await view.says('400 of 400 statements');
  assert.equal(await marks(), 1);
  assert.deepEqual([seen.errors, seen.policy], [[], []]);
});
