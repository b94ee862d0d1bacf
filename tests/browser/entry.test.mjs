// Ways to a comparison: ticks on results and accounts, a statement's own link, the choice of a side, a text pasted.
import test from 'node:test';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { open, passageTexts, site } from './lib.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const US = '2025-09-24-us-readout-rubio-lavrov';
const RUSSIAN = '2025-09-24-russian-readout-lavrov-rubio';
const OWN = `The ferry to the Lakeside terminal was delayed again.

The harbour council met for two hours and agreed on 14 new berths.`;
const OTHER = `Fourteen berths were agreed: the harbour council met for two hours and settled on 14 new berths.

Nothing was said of the weather.`;

const ids = page => Object.fromEntries(new URLSearchParams(page.url().split('?')[1] ?? ''));
const regions = page => page.locator('section:has([data-passage])');
const chooser = (page, letter) => page.getByRole('region', { name: `Choose the text of side ${letter}` });
const searchFor = (page, letter) => page.getByRole('searchbox', { name: `Search for the text of side ${letter}` });
const sideButton = (page, letter) => regions(page).getByRole('button', { name: `side ${letter}:` });

/** Opens the folded form of this name and types texts by the letter of their side. */
async function paste(page, name, texts) {
  await page.getByText(name, { exact: true }).click();
  const form = page.getByRole('form', { name });
  for (const [letter, text] of Object.entries(texts)) await form.getByRole('textbox', { name: `Text of side ${letter}` }).fill(text);
  return form;
}

test('two to four results are ticked and the bar says how many', async t => {
  const { page, seen, url, view, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  await page.goto(`${url}#/?q=lavrov`);
  await view.says('\\d+ of ');
  // Who sees the word beside a box calls the box by it; where the word comes with the pointer, the boxes are explained once.
  const title = await view.results.getByRole('heading').first().innerText();
  await view.results.getByRole('checkbox', { name: `Compare: ${title}`, exact: true }).waitFor();
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByText('Tick two to compare', { exact: true }).waitFor();
  await page.setViewportSize({ width: 1100, height: 800 });
  await page.getByText('Tick two to compare', { exact: true }).waitFor({ state: 'hidden' });
  const words = view.results.getByText('Compare', { exact: true });
  assert.deepEqual(await words.evaluateAll(all => all.slice(0, 2).map(one => getComputedStyle(one).opacity)), ['1', '0']);
  const bar = page.getByRole('region', { name: 'Chosen for comparing' });
  for (const [at, says] of ['1 of 4 chosen', '2 of 4 chosen', '3 of 4 chosen', '4 of 4 chosen'].entries()) {
    await view.results.getByRole('checkbox').nth(at).check();
    await bar.getByText(says).waitFor();
    assert.equal(await bar.getByRole('link', { name: 'Compare', exact: true }).count(), at > 0 ? 1 : 0);
  }
  await bar.getByRole('link', { name: /^Do not compare/ }).nth(1).click();
  await bar.getByText('3 of 4 chosen').waitFor();
  await bar.getByRole('link', { name: 'Compare', exact: true }).click();
  await page.waitForURL(/#\/compare\?a=.+&b=.+&c=.+/);
  await regions(page).nth(2).waitFor();
  assert.equal(await regions(page).count(), 3);
  assert.deepEqual([seen.errors, seen.policy], [[], []]);
});

test('accounts of an event are ticked and compared in the order of the list', async t => {
  const { page, seen, url, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  await page.goto(`${url}#/events`);
  const event = page.getByRole('region', { name: /Lavrov.*Rubio|Rubio.*Lavrov/ }).first();
  await event.getByRole('link', { name: /^Compare .*(Russia’s and the United States’|the United States’ and Russia’s) accounts of / }).waitFor();
  const boxes = event.getByRole('checkbox', { name: /^Compare: / });
  await boxes.nth(2).check();
  await event.getByText('Tick one more to compare').waitFor();
  await boxes.nth(0).check();
  await event.getByRole('link', { name: /^Compare the 2 ticked accounts/ }).waitFor();
  await boxes.nth(1).check();
  const titles = await event.getByRole('listitem').getByRole('link').allInnerTexts();
  await event.getByRole('link', { name: /^Compare the 3 ticked accounts/ }).click();
  await page.waitForURL(/#\/compare\?a=.+&b=.+&c=.+/);
  for (const title of titles.slice(0, 3)) await page.getByRole('region', { name: title, exact: true }).waitFor();
  assert.deepEqual([seen.errors, seen.policy], [[], []]);
});

test('a statement leads to a comparison with any other, the likeliest first, by keyboard alone', async t => {
  const { page, seen, url, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  await page.goto(`${url}#/s/${US}`);
  const title = await page.getByRole('heading', { level: 1 }).innerText();
  await page.getByRole('link', { name: 'Compare with…' }).waitFor();
  await page.keyboard.press('c');
  await page.waitForURL(/#\/compare\?a=[^&]+$/);
  await page.getByText(`“${title}” is chosen. Choose another text beside it`).waitFor();
  const offers = page.getByRole('list', { name: 'Texts for side B' }).getByRole('listitem');
  const reasons = (await offers.allInnerTexts()).map(text => text.match(/same (event|day|topic)/)?.[1]);
  assert.ok(reasons.includes('event'));
  assert.deepEqual(reasons, [...reasons].sort((a, b) => ['event', 'day', 'topic'].indexOf(a) - ['event', 'day', 'topic'].indexOf(b)));

  await searchFor(page, 'B').focus();
  await page.keyboard.type('hurriy');
  await page.getByRole('status').filter({ hasText: /^\d+ statements? with “hurriy”, the best first$/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  assert.equal(await offers.first().getByRole('link').evaluate(link => link === document.activeElement), true);
  await page.keyboard.press('ArrowUp');
  assert.equal(await searchFor(page, 'B').evaluate(box => box === document.activeElement), true);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.waitForURL(/b=.*hurriyet/);
  await regions(page).nth(1).waitFor();
  await page.goBack();
  await searchFor(page, 'B').fill('nobodysaidthis');
  await page.getByText('No statement has “nobodysaidthis”. Try fewer or other words').waitFor();
  assert.deepEqual([seen.errors, seen.policy], [[], []]);
});

test('who asks what a passage stands beside is led to its row, and keeps the rest of the view', async t => {
  const { page, seen, url, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  /** The words of the row that has the focus. */
  const atRow = () => page.waitForFunction(words => {
    const number = document.activeElement.id.match(/^row-(\d+)$/)?.[1];
    return number && document.getElementById(`cell-${number}-0`).textContent.includes(words);
  }, words);
  await page.goto(`${url}#/s/${US}`);
  await page.getByRole('button', { name: 'Actions for passage 3', exact: true }).click();
  const words = (await passageTexts(page))[2].trim();
  await page.getByRole('menuitem', { name: 'Compare with…' }).click();
  const offers = page.getByRole('list', { name: 'Texts for side B' }).getByRole('link');
  const passage = await page.waitForURL(/[?&]p=/).then(() => ids(page).p);
  await offers.first().click();
  await atRow();
  assert.equal(ids(page).p, passage);

  // By key as well, from the passage that the reader is at.
  await page.goto(`${url}#/s/${US}?p=${passage}`);
  await page.getByRole('button', { name: 'Actions for passage 3', exact: true }).waitFor();
  await page.keyboard.press('c');
  await offers.first().click();
  await atRow();

  await page.goto(`${url}#/compare?a=${US}&b=${RUSSIAN}&formulae=hide&min=40&scroll=free&panel=words`);
  await regions(page).nth(1).waitFor();
  await page.getByRole('button', { name: 'Add a text…' }).click();
  await chooser(page, 'C').getByRole('list', { name: 'Texts for side C' }).getByRole('link').first().click();
  await page.waitForURL(/&c=/);
  const { formulae, min, scroll, panel } = ids(page);
  assert.deepEqual([formulae, min, scroll, panel], ['hide', '40', 'free', 'words']);
  assert.deepEqual([seen.errors, seen.policy], [[], []]);
});

test('a side is changed, a text added and taken out again', async t => {
  const { page, seen, url, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  await page.goto(`${url}#/compare?a=${US}&b=${RUSSIAN}`);
  await sideButton(page, 'B').click();
  await searchFor(page, 'B').waitFor();
  assert.equal(await searchFor(page, 'B').evaluate(box => box === document.activeElement), true);
  await page.keyboard.press('Escape');
  await chooser(page, 'B').waitFor({ state: 'detached' });
  assert.equal(await sideButton(page, 'B').evaluate(button => button === document.activeElement), true);

  await page.getByRole('button', { name: 'Add a text…' }).click();
  await chooser(page, 'C').getByRole('list', { name: 'Texts for side C' }).getByRole('link').first().click();
  await page.waitForURL(/&c=/);
  await regions(page).nth(2).waitFor();
  const third = ids(page).c;
  assert.ok(third !== US && third !== RUSSIAN);

  await sideButton(page, 'A').click();
  await searchFor(page, 'A').fill('hurriyet');
  await chooser(page, 'A').getByRole('link', { name: /Hürriyet/i }).first().click();
  await page.waitForURL(/a=[^&]*hurriyet/);
  assert.deepEqual([ids(page).b, ids(page).c], [RUSSIAN, third]);

  await sideButton(page, 'B').click();
  await chooser(page, 'B').getByRole('link', { name: 'Take side B out of the comparison' }).click();
  await page.waitForFunction(() => !location.hash.includes('c='));
  assert.equal(ids(page).b, third);
  await page.goBack();
  assert.equal(ids(page).c, third);
  assert.deepEqual([seen.errors, seen.policy], [[], []]);
});

test('a pasted text is compared, stays in the page, and is gone after a reload', async t => {
  const { page, seen, url, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  await page.goto(`${url}#/compare?a=${US}`, { waitUntil: 'networkidle' });
  const asked = seen.requests.length;
  const form = await paste(page, 'Paste a text of your own', { B: '  ' });
  await form.getByRole('button', { name: 'Compare this text' }).click();
  await form.getByRole('alert').filter({ hasText: 'There are no words to compare yet' }).waitFor();
  const words = form.getByRole('textbox', { name: 'Text of side B' });
  assert.equal(await words.evaluate(box => box === document.activeElement), true);
  assert.equal(await words.evaluate(box => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'ferry '.repeat(900_000));
    return box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }), false, 'a text that would stop the page is not put into the box');
  await form.getByRole('alert').filter({ hasText: /5,400,000 characters.*1,000,000 is the most/ }).waitFor();
  await words.fill(OWN);
  await form.getByRole('textbox', { name: 'Title of side B' }).fill('Harbour <b>notes</b>');
  await form.getByRole('button', { name: 'Compare this text' }).click();
  await page.waitForURL(/b=own%3A1/);
  const mine = page.getByRole('region', { name: 'Harbour <b>notes</b>', exact: true });
  await mine.getByText('kept in this page only').waitFor();
  assert.equal(await mine.locator('[data-passage]').count(), 2);

  await mine.getByRole('link', { name: 'Harbour <b>notes</b>' }).click();
  await page.getByRole('heading', { level: 1, name: 'Harbour <b>notes</b>' }).waitFor();
  assert.deepEqual((await passageTexts(page)).map(text => text.trim()), OWN.split('\n\n'));
  await page.goBack();
  await mine.waitFor();
  assert.equal(seen.requests.length, asked, 'nothing is sent');
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0, 'nothing is stored');

  await page.reload();
  await page.getByText('“own:1” is a text that somebody pasted into their own page').waitFor();
  await page.getByText('It was never sent anywhere').waitFor();
  await paste(page, 'Paste a text of your own', { B: OWN });
  await page.getByRole('button', { name: 'Compare this text' }).click();
  await regions(page).nth(1).waitFor();
  await sideButton(page, 'B').click();
  await chooser(page, 'B').getByRole('button', { name: /^Remove “The ferry to the Lakeside.*” from this page$/ }).click();
  await page.waitForURL(/#\/compare\?a=[^&]+$/);
  assert.deepEqual([seen.errors, seen.policy, seen.dialogs], [[], [], []]);
});

test('a fresh text finds the statements that share its rare words, with the passage that speaks for each', async t => {
  const { page, seen, url, view, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  await page.goto(`${url}#/s/${US}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  const passages = await passageTexts(page);
  await page.goto(url);
  await view.ready();
  await page.getByRole('link', { name: /^Compare it with \d+ statements$/ }).click();
  const words = page.getByRole('textbox', { name: 'Your text' });
  await page.waitForFunction(() => document.activeElement.localName === 'textarea');
  assert.ok(await words.evaluate(box => box === document.activeElement && box.getBoundingClientRect().bottom < innerHeight), 'open, in view, ready to be typed into');
  await words.fill(passages.join('\n\n'));
  await page.getByRole('button', { name: 'Find what was said before' }).click();
  await page.waitForURL(/#\/compare\?a=own%3A1$/);
  await page.getByRole('status').filter({ hasText: /^\d+ of \d+ statements share rare words with your text, the best first$/ }).waitFor();
  const offers = page.getByRole('list', { name: 'Texts for side B' }).getByRole('listitem');
  const first = offers.first();
  assert.match(await first.getByRole('link').getAttribute('href'), new RegExp(US));
  assert.match(await first.innerText(), /shares \w+, \w+/);
  assert.ok(await first.locator('mark').count() > 1, 'its passage is shown, with the words marked');

  // The form is empty, and the same text once more is no second side.
  const form = await paste(page, 'Paste a text of your own', {});
  const again = form.getByRole('textbox', { name: 'Text of side B' });
  assert.equal(await again.inputValue(), '');
  await again.fill(passages.join('\n\n'));
  await form.getByRole('button', { name: 'Compare this text' }).click();
  await form.getByRole('alert').filter({ hasText: 'This text is chosen already' }).waitFor();
  await first.getByRole('link').click();
  await page.waitForURL(/a=own%3A1&b=/);
  await page.locator('[data-pair]').first().waitFor();

  // What shares nothing is not called likely.
  await page.goto(`${url}#/compare?own=new`);
  await words.fill('Zzyzx qwertyuiop.');
  await page.getByRole('button', { name: 'Find what was said before' }).click();
  await page.getByRole('status').filter({ hasText: /^No statement has a rare word of your text\. The newest \d+ of \d+ statements$/ }).waitFor();
  assert.deepEqual([seen.errors, seen.policy], [[], []]);
});

test('two texts of the reader are compared from an empty screen, and swapped', async t => {
  const { page, seen, url, view, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  await page.goto(url);
  await view.ready();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Compare' }).click();
  await page.getByText('Nothing is chosen to compare yet').waitFor();
  const form = await paste(page, 'Compare two texts of your own', { A: OWN });
  await form.getByRole('button', { name: 'Compare these texts' }).click();
  await form.getByRole('alert').filter({ hasText: /^Side B: There are no words/ }).waitFor();
  await form.getByRole('textbox', { name: 'Text of side B' }).fill(OTHER);
  await form.getByRole('button', { name: 'Compare these texts' }).click();
  await page.waitForURL(/a=own.+&b=own.+/);
  await regions(page).nth(1).waitFor();
  assert.ok(await page.locator('[data-pair]').count() > 0, 'the berths are on both sides');
  const pairs = () => page.locator('[data-pair]').evaluateAll(all => all.map(one => one.dataset.pair));
  const before = await pairs();
  await page.getByRole('link', { name: /^Swap/ }).click();
  await page.getByRole('region', { name: /^Fourteen berths/ }).waitFor();
  await page.waitForFunction(() => document.querySelector('section:has([data-passage])').getAttribute('aria-label').startsWith('Fourteen'));
  assert.deepEqual((await pairs()).map(pair => pair.split(' ').reverse().join(' ')).sort(), before.sort());
  assert.deepEqual([seen.errors, seen.policy], [[], []]);
});

for (const [width, colorScheme] of [[1280, 'light'], [320, 'dark']]) {
  test(`the choice of a text has no accessibility finding in ${colorScheme} at ${width} px`, async t => {
    const viewport = { width, height: 900 };
    const { page, url, close } = await open(site('DIST_DEFAULT'), { viewport, colorScheme, bypassCSP: true });
    t.after(close);
    for (const hash of ['#/compare', `#/compare?a=${US}`, `#/compare?a=${US}&b=own:7`, `#/compare?a=${US}&b=${RUSSIAN}`]) {
      // Otherwise what stands there from the address before could be taken for the new.
      await page.goto('about:blank');
      await page.goto(url + hash);
      await page.getByRole('heading', { level: 1 }).waitFor();
      const add = page.getByRole('button', { name: 'Add a text…' });
      if (hash.includes(RUSSIAN)) {
        // Where there is little room it stands behind a button.
        if (!await add.isVisible()) await page.getByRole('button', { name: 'More', exact: true }).click();
        await add.click();
      }
      await page.getByText('Paste a text of your own', { exact: true }).waitFor();
      for (const one of await page.getByText(/^(Paste a text of your own|Compare two texts of your own)$/).all()) await one.click();
      await page.getByRole('button', { name: 'Compare this text' }).waitFor();
      await page.evaluate(axe);
      const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
      const { violations } = await page.evaluate(rules => window.axe.run(document, { runOnly: rules }), rules);
      assert.deepEqual(violations.map(one => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`), [], hash);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(overflow <= 0, `${hash} is ${overflow} px too wide`);
    }
  });
}
