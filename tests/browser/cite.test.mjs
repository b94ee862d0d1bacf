// Citations: of a statement, of the passage that the address names, and of a comparison; copied, and said to be copied.
import test from 'node:test';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { open, passageTexts, site } from './lib.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const US = '2025-09-24-us-readout-rubio-lavrov';
const RUSSIAN = '2025-09-24-russian-readout-lavrov-rubio';

async function start(t, context) {
  const found = await open(site('DIST_DEFAULT'), context);
  t.after(found.close);
  t.after(() => assert.deepEqual([found.seen.errors, found.seen.policy, found.seen.dialogs], [[], [], []]));
  return found;
}

const text = page => page.getByRole('textbox', { name: 'Citation' });
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
const clipboard = page => page.evaluate(() => navigator.clipboard.readText());
const violations = page => page.evaluate(async rules => (await window.axe.run(document, { runOnly: rules })).violations.map(one => one.id), RULES);

/** Waits until the citation is as `matches` wants it. */
async function cited(page, matches) {
  await page.waitForFunction(
    source => new RegExp(source, 's').test(document.querySelector('[aria-label="Citation"]')?.value ?? ''),
    matches.source,
  );
  return text(page).inputValue();
}

test('a statement is cited in every style, and copied', async t => {
  const { page, url } = await start(t, { permissions: ['clipboard-read', 'clipboard-write'], bypassCSP: true });
  await page.goto(`${url}#/s/${US}?q=war`);
  const menu = page.getByText('Cite', { exact: true });
  await menu.focus();
  await page.keyboard.press('Enter');
  const chicago = await cited(page, /^Digest of “.+ in the words of .+, accessed .+\.$/);
  assert.ok(chicago.includes(`${url}#/s/${US}.`), 'the address without the words searched for');
  const year = new Date().getFullYear();
  for (const [style, expected] of [
    ['APA', new RegExp(`\\[Digest of readout, in the words of .+Retrieved \\w+ \\d+, ${year}, from ${url}#/s/${US}`)],
    ['BibTeX', /^@misc\{[a-z0-9]+,\n.*note = \{digest of readout, in the words of .*\n\}$/],
    ['RIS', /^TY {2}- ELEC\n.*ER {2}- \n$/],
    ['CSL-JSON', /^\[\n.*"genre": "digest of readout, in the words of .*\]$/],
    ['Markdown', /^Digest of \[.+\]\(<http.+>\)/],
    ['Plain text', /^Digest of “/],
  ]) {
    await page.getByRole('combobox', { name: 'Style' }).selectOption({ label: style });
    const shown = await cited(page, expected);
    if (style === 'CSL-JSON') assert.equal(JSON.parse(shown).length, 1);
    await press(page, 'Copy citation');
    await page.getByText('Citation copied', { exact: true }).waitFor();
    assert.equal((await clipboard(page)).replaceAll('\r\n', '\n'), shown, style);
  }
  await page.evaluate(axe);
  assert.deepEqual(await violations(page), []);
});

test('a passage is cited by its own address, and quoted with its source', async t => {
  const { page, url } = await start(t, { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.goto(`${url}#/s/${US}`);
  await page.getByRole('button', { name: 'Actions for passage 2', exact: true }).click();
  await page.waitForURL(/[?&]p=/);
  await page.keyboard.press('Escape');
  await page.getByText('Cite', { exact: true }).click();
  const passage = await cited(page, /, passage 2, .+\?p=p[-\w]+\.$/);
  await press(page, 'Copy as quotation');
  await page.getByText('Quotation copied', { exact: true }).waitFor();
  const words = (await passageTexts(page))[1].trim().replace(/\s+/g, ' ');
  const [quoted, source] = (await clipboard(page)).split('\n');
  assert.equal(quoted, `“${words}”`);
  assert.match(source, /^— Digest of “.+, passage 2, .+ in the words of .+\?p=p[-\w]+, accessed .+\.$/);
  await page.getByRole('combobox', { name: 'Of' }).selectOption('the whole statement');
  const whole = await cited(page, /^(?!.*passage 2).+$/);
  assert.notEqual(whole, passage);
  assert.equal(await page.getByRole('button', { name: 'Copy as quotation' }).count(), 0);
});

test('a comparison is cited with all of its texts', async t => {
  const { page, url } = await start(t);
  await page.goto(`${url}#/compare?a=${US}&b=${RUSSIAN}`);
  await page.getByText('Cite this comparison', { exact: true }).click();
  await cited(page, /; comparison of “.+” and “.+/);
  await page.getByRole('combobox', { name: 'Style' }).selectOption({ label: 'BibTeX' });
  const entries = await cited(page, /@misc/);
  const keys = [...entries.matchAll(/^@misc\{(\w+),/gm)].map(found => found[1]);
  assert.equal(new Set(keys).size, 3);
  assert.ok(entries.includes(`url = {${url}#/compare?a=${US}&b=${RUSSIAN}}`));
});

test('where the browser refuses, the citation is selected for the reader to copy', async t => {
  const { page, url } = await start(t);
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await page.goto(`${url}#/s/${US}`);
  await page.getByText('Cite', { exact: true }).click();
  const shown = await cited(page, /./);
  await press(page, 'Copy citation');
  await page.getByText(/The citation is selected: copy it by hand/).waitFor();
  const selected = await page.evaluate(() => {
    const field = document.activeElement;
    return field.value.slice(field.selectionStart, field.selectionEnd);
  });
  assert.equal(selected, shown);
});
