// Suggestions while typing, and the notes on what was typed: opened, chosen, taken, closed, never in the way.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { open, site } from './lib.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const list = page => page.getByRole('listbox', { name: 'Suggestions' });

test('suggestions are chosen by the arrow keys and taken by Enter', async t => {
  const { page, seen, url, view, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  await page.goto(url);
  await view.ready();
  assert.equal(await list(page).isVisible(), false);
  await view.searchbox.pressSequentially('peace sanct');
  const options = list(page).getByRole('option');
  await options.filter({ hasText: /^sanctions/ }).waitFor();
  assert.match(await options.first().innerText(), /^sanctions\s+word\s+\d+ statements/);
  assert.equal(await view.searchbox.getAttribute('aria-activedescendant'), null);
  await page.getByText(/^\d+ suggestions?, arrow down to choose$/).waitFor({ state: 'attached' });
  const address = page.url();

  await page.keyboard.press('ArrowDown');
  const active = await view.searchbox.getAttribute('aria-activedescendant');
  assert.equal(await options.first().getAttribute('id'), active);
  assert.equal(await options.first().getAttribute('aria-selected'), 'true');
  assert.equal(await view.searchbox.evaluate(box => box === document.activeElement), true, 'the box keeps the focus');
  assert.equal(page.url(), address, 'choosing is not taking');

  await page.keyboard.press('Enter');
  assert.equal(await view.searchbox.inputValue(), 'peace sanctions ');
  await page.waitForURL(/q=peace\+sanctions/);
  await list(page).waitFor({ state: 'hidden' });
  assert.deepEqual([seen.errors, seen.policy], [[], []]);
});

test('a name becomes a filter of the query, at the caret', async t => {
  const { page, url, view, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  await page.goto(`${url}#/?q=peace`);
  await view.says('\\d+ of ');
  await view.searchbox.focus();
  await page.keyboard.press('Home');
  await view.searchbox.pressSequentially('lavr ');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('o');
  await page.keyboard.press('Backspace');
  await list(page).getByRole('option').filter({ hasText: /Lavrov\s+speaker/ }).click();
  assert.match(await view.searchbox.inputValue(), /^speaker:\S*lavrov\S* peace$/);
  assert.equal(await view.searchbox.evaluate(box => box.value.slice(box.selectionStart)), 'peace', 'the caret stands behind it');
  await view.says('\\d+ of \\d+ statements.*by Sergey Lavrov');
});

test('Escape, Tab and a pause close the list and change nothing; Enter without a choice searches', async t => {
  const { page, url, view, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  await page.goto(url);
  await view.ready();
  await view.searchbox.pressSequentially('sanct');
  await list(page).waitFor();
  await page.keyboard.press('Escape');
  await list(page).waitFor({ state: 'hidden' });
  assert.equal(await view.searchbox.inputValue(), 'sanct');
  await page.keyboard.press('ArrowDown');
  await list(page).waitFor();
  await page.keyboard.press('Enter');
  await list(page).waitFor({ state: 'hidden' });
  assert.equal(await view.searchbox.inputValue(), 'sanct');
  await page.keyboard.press('i');
  await list(page).waitFor();
  await page.keyboard.press('Tab');
  await list(page).waitFor({ state: 'hidden' });
  assert.equal(await view.searchbox.inputValue(), 'sancti');
  await view.searchbox.press('End');
  await page.keyboard.press('o');
  await list(page).waitFor();
  await list(page).waitFor({ state: 'hidden' });
});

test('the open list has no accessibility finding and leaves results in view on a phone', async t => {
  for (const width of [1280, 390]) {
    const { page, url, view, close } = await open(site('DIST_DEFAULT'), { viewport: { width, height: 844 }, bypassCSP: true });
    t.after(close);
    await page.goto(url);
    await view.ready();
    await view.searchbox.pressSequentially('ru');
    await list(page).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    assert.deepEqual(violations.map(one => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`), []);
    const box = await list(page).boundingBox();
    assert.ok(box.y + box.height < 0.6 * 844 && box.x + box.width <= width, JSON.stringify(box));
  }
});

test('a spelling takes the place of the word that occurs nowhere, and a place not understood is marked', async t => {
  const { page, url, view, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  await page.goto(`${url}#/?q=sanctoins+peace`);
  await page.getByText('“sanctoins” occurs in no statement of this corpus').waitFor();
  await page.getByRole('link', { name: 'sanctions', exact: true }).click();
  await page.waitForURL(/q=sanctions\+peace/);
  await page.goto(`${url}#/?q=${encodeURIComponent('peace "root causes')}`);
  const note = page.getByText(/^Not understood: /).first();
  await note.waitFor();
  assert.match(await page.locator('main mark').first().innerText(), /^"/);
  await view.says('\\d+ of ');
});
