// What stands above and below the rows of a comparison: the summary, the ledger, the structure, the distinctive words.
import test from 'node:test';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { open, site } from './lib.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const US = '2025-09-24-us-readout-rubio-lavrov';
const RUSSIAN = '2025-09-24-russian-readout-lavrov-rubio';
const REPORT = '2025-09-24-report-lavrov-rubio';

const A = `At the request of the Minister, the Secretary and the Minister spoke by telephone on 12 May about the ferry line to Finland.

The Secretary noted that more than 21,000 passengers could not cross in April, and raised sanctions on timber from Norway.

The Secretary condemned the cutting of the sea cable near Sweden, and agreed to a ceasefire on the lake. Fishing quotas matter; fishing quotas are law.

They will meet again in Finland on 3 July.`;
const B = `The Minister and the Secretary talked on the phone on 13 May about the ferry line to Finland.

The Minister regretted the cutting of the sea cable near Sweden.

The Minister noted that about 21,000 passengers could cross in April, and agreed to a ceasefire on the lake; sanctions were raised too.

The Minister welcomed Poland to the lake council. The lake council has a chair; the lake council keeps minutes.

They will meet again in Finland on 3 July.`;

/** Compares two texts of the reader's own. */
async function paste(page, url, a, b) {
  await page.goto(`${url}#/compare`);
  await page.getByText('Compare two texts of your own', { exact: true }).click();
  const form = page.getByRole('form', { name: 'Compare two texts of your own' });
  await form.getByRole('textbox', { name: 'Text of side A' }).fill(a);
  await form.getByRole('textbox', { name: 'Text of side B' }).fill(b);
  await form.getByRole('button', { name: 'Compare these texts' }).click();
  await page.locator('[data-row]').first().waitFor();
}

async function start(t, context) {
  const found = await open(site('DIST_DEFAULT'), context);
  t.after(found.close);
  t.after(() => assert.deepEqual([found.seen.errors, found.seen.policy, found.seen.dialogs], [[], [], []]));
  return found;
}

const toggle = (page, name) => page.getByRole('button', { name, exact: true });
const panel = (page, name) => page.getByRole('region', { name, exact: true });
const facts = page => page.getByRole('list', { name: 'Facts shown' }).getByRole('link');
const factRows = page => panel(page, 'Ledger').locator('tbody tr');
const parameter = (page, name) => new URLSearchParams(page.url().split('?')[1] ?? '').get(name);
const focused = page => page.evaluate(() => ({ text: document.activeElement.textContent, isPassage: 'passage' in document.activeElement.dataset, side: document.activeElement.closest('[data-side]')?.dataset.side }));

/** The words of a row as it stands in the page: the browser sets only the tables in view, and what is not set has no inner text. */
const rowWords = row => row.textContent();

/** The text of the passage that a link leads to; fails unless it stands in `side`. */
async function follow(page, link, side) {
  await link.click();
  await page.waitForFunction(() => 'passage' in document.activeElement.dataset);
  const found = await focused(page);
  assert.equal(found.side, side);
  return found.text;
}

test('each clause of the summary leads to what it says', async t => {
  const { page, url } = await start(t);
  await paste(page, url, A, B);
  const summary = page.locator('.summary');
  assert.match(await summary.innerText(), /^\d of A’s 4 passages have a counterpart in B, and \d of B’s 5 in A/);
  assert.match(await summary.innerText(), /A alone names Norway; gives [^.]*the date 12 May/);
  assert.match(await summary.innerText(), /B alone names .*Poland/);
  assert.match(await follow(page, summary.getByRole('link', { name: 'Norway' }), 'A'), /timber from Norway/);
  assert.match(await follow(page, summary.getByRole('link', { name: 'Poland' }), 'B'), /welcomed Poland/);
  await summary.getByRole('link', { name: /moved$/ }).click();
  await page.waitForURL(/rows=moved/);
  assert.equal(await page.locator('[data-row="moved"]').count(), await page.locator('[data-row]').count());
  // What the rows shown leave out comes back when something leads there.
  assert.match(await follow(page, summary.getByRole('link', { name: 'Norway' }), 'A'), /timber from Norway/);
  assert.equal(parameter(page, 'rows'), null);
});

test('the ledger says which text states what, and how much was looked at', async t => {
  const { page, url } = await start(t);
  await paste(page, url, A, B);
  await facts(page).first().waitFor();
  assert.equal(await factRows(page).count(), 0, 'closed');
  for (const at of [0, 1, 2, 3]) {
    const said = Number((await facts(page).nth(at).innerText()).match(/\d+$/)[0]);
    await facts(page).nth(at).click();
    await page.waitForFunction(said => document.querySelectorAll('#panel-ledger tbody tr').length === said, said);
  }
  assert.equal(parameter(page, 'panel'), 'ledger-b');
  const places = page.getByRole('table', { name: /^Places/ });
  assert.match(await rowWords(places.getByRole('row', { name: /Poland/ })), /not in A \(4 passages, .+\)/);
  await facts(page).first().click();
  const numbers = page.getByRole('table', { name: /^Numbers/ });
  assert.match(await rowWords(numbers.getByRole('row', { name: /21,000/ })), /A “more than”, B “about”/);
  assert.match(await follow(page, numbers.getByRole('link', { name: /21,000.* in B, passage 3/ }), 'B'), /about 21,000/);
  assert.match(await follow(page, places.getByRole('link', { name: 'Finland in A, passage 4' }), 'A'), /meet again/);
  await toggle(page, 'Ledger').click();
  await page.waitForFunction(() => document.querySelectorAll('#panel-ledger table').length === 0);
  // The address keeps what is shown.
  await page.goto(`${url}#/compare?a=${US}&b=${RUSSIAN}&panel=ledger-a`);
  await page.waitForFunction(() => document.querySelectorAll('#panel-ledger tbody tr').length > 0);
  assert.equal(await page.getByRole('link', { name: /^Only A \d+$/, exact: true }).last().getAttribute('aria-current'), 'true');
});

test('the ledger opens at a class, and back closes it', async t => {
  const { page, url } = await start(t);
  await paste(page, url, A, B);
  await page.getByRole('list', { name: 'Facts by class' }).getByRole('link', { name: /dates/ }).click();
  await page.waitForFunction(() => document.activeElement.id === 'ledger-date');
  await page.goBack();
  await page.waitForFunction(() => document.querySelectorAll('#panel-ledger table').length === 0);
});

test('exchanging the sides exchanges what the ledger shows', async t => {
  const { page, url } = await start(t);
  await page.goto(`${url}#/compare?a=${US}&b=${RUSSIAN}&panel=ledger-a`);
  // Tables come one after the other: the link says how many rows there will be.
  const words = async side => {
    const link = page.getByRole('link', { name: new RegExp(`^Only ${side} \\d+$`) }).last();
    const rows = Number((await link.innerText()).match(/\d+/)[0]);
    await factRows(page).nth(rows - 1).waitFor();
    return factRows(page).locator('th').allTextContents();
  };
  const before = await words('A');
  await page.getByRole('link', { name: 'Swap sides' }).click();
  await page.waitForURL(/panel=ledger-b/);
  await page.waitForFunction(() => /^In A/.test(document.querySelector('#panel-ledger thead th:nth-child(2)')?.textContent ?? ''));
  assert.deepEqual((await words('B')).sort(), before.sort());
});

test('the structure at a glance', async t => {
  const { page, url } = await start(t);
  await paste(page, url, A, B);
  await toggle(page, 'Structure at a glance').click();
  const drawing = page.getByRole('img', { name: /^Order of subjects\. A: .+\. B: .+\.$/ });
  await drawing.waitFor();
  assert.ok(await drawing.locator('path').count() >= 5);
  const subjects = page.getByRole('table', { name: 'Share of words by subject' });
  assert.match(await rowWords(subjects.getByRole('row', { name: /Sanctions/i })), /\d+ %/);
  const verbs = page.getByRole('table', { name: 'Verbs of agreement and reporting' });
  assert.match(await rowWords(verbs.getByRole('row', { name: /^welcomed/ })), /not in A \(4 passages/);
  assert.match(await follow(page, verbs.getByRole('link', { name: /^condemned in A/ }), 'A'), /condemned/);
  const asked = panel(page, 'Structure at a glance').getByText(/^Named as having initiated/);
  assert.match(await asked.innerText(), /in A, “.*Minister.*”; nobody in B \(5 passages/);
});

test('distinctive words with their counts', async t => {
  const { page, url } = await start(t);
  await paste(page, url, A, B);
  await toggle(page, 'Distinctive words').click();
  const words = page.getByRole('table', { name: /^More frequent in B/ });
  const cells = await words.getByRole('row', { name: /lake council/ }).locator('td').allTextContents();
  assert.deepEqual(cells.slice(0, 2), ['0', '3']);
  assert.match(await follow(page, words.getByRole('link', { name: /lake council.* in B, passage 4/ }), 'B'), /lake council/);
  await page.getByText('How this is computed').click();
  assert.ok(await page.getByText('Log ratio =').isVisible());
});

test('three texts: one ledger of all, the summary of each, and any two side by side below', async t => {
  const { page, url } = await start(t);
  await page.goto(`${url}#/compare?a=${US}&b=${RUSSIAN}&c=${REPORT}&panel=ledger.structure`);
  const places = page.getByRole('table', { name: /^Places/ });
  await places.getByRole('columnheader', { name: /^In C/ }).waitFor();
  const columns = await places.getByRole('columnheader').allTextContents();
  assert.deepEqual(columns.map(name => name.replace(/ \(.*/, '')), ['Place', 'In A', 'In B', 'In C']);
  const cells = name => places.getByRole('row', { name }).getByRole('cell').allTextContents();
  const [inA, inB, inC] = await cells(/^Alaska/);
  assert.match(inA, /^not in A \(/);
  assert.match(inB, /¶/);
  assert.match(inC, /¶/);
  assert.match(await follow(page, places.getByRole('link', { name: /^Alaska in C/ }).first(), 'C'), /Alaska/);
  const facts = page.getByRole('list', { name: 'Facts shown' });
  assert.deepEqual((await facts.getByRole('link').allTextContents()).map(name => name.replace(/\s*\d+$/, '')), ['All', 'In all three', 'Only A', 'Only B', 'Only C']);
  await facts.getByRole('link', { name: /^Only C/ }).click();
  await page.waitForURL(/panel=ledger-c\.structure/);
  const count = await facts.getByRole('link', { name: /^Only C/ }).locator('.figure').textContent();
  await page.waitForFunction(count => [...document.querySelectorAll('#panel-ledger tbody tr')].length === count, Number(count));
  for (const row of await factRows(page).all()) assert.match(await row.textContent(), /not in A .*not in B /s);
  const summary = page.locator('.summary');
  for (const said of [/A’s 3 passages: \d with a counterpart in B, \d in C/, /B’s 4 passages: \d with a counterpart in A, \d in C/, /C’s 6 passages: \d with a counterpart in A, \d in B; 2 passages only in C/, /C alone names /]) assert.match(await summary.innerText(), said);
  await summary.getByRole('link', { name: '2 passages only in C' }).click();
  await page.waitForURL(/rows=only-c/);
  await page.getByText(/^B’s 4 passages/).getByRole('link', { name: /in C$/ }).click();
  await page.waitForURL(/rows=paired-bc/);
  assert.equal(await page.locator('[data-row]').count(), Number((await summary.getByText(/^B’s 4/).innerText()).match(/(\d+) in C/)[1]) - 1, 'two of B’s passages share a row');
  const verbs = page.getByRole('table', { name: 'Share of words by subject' });
  await page.getByRole('combobox', { name: 'Below, these two texts' }).selectOption('B and C');
  await page.waitForURL(/panel=ledger-c\.structure\.with-bc/);
  await verbs.getByRole('columnheader', { name: /^Of C’s/ }).waitFor();
  assert.equal(await verbs.getByRole('columnheader', { name: /^Of A’s/ }).count(), 0);
});

test('the hint is put away for good', async t => {
  const { page, url } = await start(t);
  await paste(page, url, A, B);
  const hint = page.getByRole('button', { name: 'Got it' });
  const first = page.locator('[data-row]').first();
  assert.ok((await hint.boundingBox()).y < (await first.boundingBox()).y, 'it parts no rows');
  await hint.click();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'rows', 'the focus goes to the rows');
  await page.reload();
  await page.goto(`${url}#/compare?a=${US}&b=${RUSSIAN}`);
  await page.locator('[data-row]').first().waitFor();
  assert.equal(await hint.count(), 0);
  // Where nothing can be stored it is put away for the visit.
  await page.addInitScript(() => Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } }));
  await page.reload();
  await hint.click();
  assert.equal(await hint.count(), 0);
});

test('odd values of the address do no harm', async t => {
  const { page, url } = await start(t);
  await page.goto(`${url}#/compare?a=${US}&b=${RUSSIAN}&panel=ledger-z.with-d.%3Cb%3E.words`);
  await page.getByRole('table', { name: /^(More frequent in|. has no word)/ }).first().waitFor();
  assert.equal(await factRows(page).count(), 0);
  // Of a text that is not there nothing can be alone: all facts are shown.
  await page.goto(`${url}#/compare?a=${US}&b=${RUSSIAN}&panel=ledger-c`);
  await factRows(page).first().waitFor();
  const all = page.getByRole('list', { name: 'Facts shown' }).getByRole('link', { name: /^All/ });
  assert.equal(await all.getAttribute('aria-current'), 'true');
});

test('paper has the ledger and the strips', async t => {
  const { page, url } = await start(t);
  await paste(page, url, A, B);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  await page.getByRole('table', { name: /^Numbers/ }).waitFor();
  await page.getByRole('img', { name: /^Order of subjects/ }).waitFor();
  assert.equal(await page.getByRole('table', { name: /^More frequent/ }).count(), 0);
  assert.deepEqual([await toggle(page, 'Ledger').isVisible(), await toggle(page, 'Distinctive words').isVisible()], [true, false]);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.waitForFunction(() => document.querySelectorAll('.sheet').length === 0);
});

test('everybody can use it, in the dark and in a narrow window', async t => {
  const { page, url } = await start(t);
  // As high as all there is: else the bar at the foot lies over some link.
  for (const viewport of [{ width: 1280, height: 12_000 }, { width: 390, height: 12_000 }]) {
    for (const colorScheme of ['light', 'dark']) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await page.goto(`${url}#/compare?a=${US}&b=${RUSSIAN}&panel=ledger.structure.words`);
      await page.getByRole('table', { name: /^(More frequent in|. has no word)/ }).first().waitFor();
      await page.getByRole('table', { name: 'Verbs of agreement and reporting' }).waitFor();
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than the window');
      await page.evaluate(axe);
      const { violations } = await page.evaluate(rules => globalThis.axe.run(document, { runOnly: rules }), RULES);
      const found = violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.html}`));
      assert.deepEqual(found, [], `${viewport.width}, ${colorScheme}`);
    }
  }
});
