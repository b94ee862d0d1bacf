// What is not as it should be gets a sentence and a way on: broken links, bad queries, no program, no JavaScript.
import test from 'node:test';
import assert from 'node:assert/strict';
import { open, site } from './lib.mjs';

const BROKEN = [
  ['#/s/no-such-statement', 'No such statement', 'Search all statements'],
  ['#/e/no-such-event', 'No such event', 'See all events'],
  ['#/compare?a=no-such-statement&b=neither', 'Compare', 'Search all statements'],
  ['#/compare', 'Compare', 'Choose an event'],
  ['#/no/such/page', 'No such page', 'Search all statements'],
  ['#nowhere', 'No such page', 'Search all statements'],
];

test('a broken link says so and leads on', async t => {
  const { page, seen, url, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  for (const [hash, heading, way] of BROKEN) {
    await page.goto(url + hash);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await page.getByRole('link', { name: new RegExp(way, 'i') }).first().waitFor();
  }
  assert.deepEqual([seen.errors, seen.policy], [[], []]);
});

test('a query that cannot be understood is explained with its place, and the rest is run', async t => {
  const { page, seen, url, view, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  await page.goto(url);
  await view.searchbox.fill('ukraine speker:lavrov');
  const note = page.getByText(/^Not understood: /);
  await note.waitFor();
  assert.ok(await page.locator('mark', { hasText: 'speker' }).count() > 0, 'the place is marked');
  await view.says('[1-9]\\d* of ');
  await view.searchbox.fill('ukrainee');
  await page.getByText('“ukrainee” occurs in no statement of this corpus').waitFor();
  await page.getByRole('link', { name: 'ukraine', exact: true }).click();
  await view.says('[1-9]\\d* of ');
  await view.searchbox.fill('"never said by anybody here"');
  await page.getByText('There is no statement with the phrase “never said by anybody here”').waitFor();
  await page.getByRole('link', { name: 'Take the words away' }).click();
  await view.says('\\d+ statements');
  assert.deepEqual(seen.errors, []);
});

for (const part of ['.wasm', '.js']) {
  test(`a program whose ${part} does not load is said`, async t => {
    const { page, url, close } = await open(site('DIST_DEFAULT'), { missing: path => path.endsWith(part) });
    t.after(close);
    await page.goto(url);
    await page.getByRole('heading', { name: 'Démarche could not start' }).waitFor();
    assert.equal(await page.getByText('Opening the corpus').isVisible(), false);
  });
}

test('a page without JavaScript says what it needs', async t => {
  const { page, url, close } = await open(site('DIST_DEFAULT'), { javaScriptEnabled: false });
  t.after(close);
  await page.goto(url);
  // Text selectors pass over noscript even where it is shown; roles do not.
  await page.getByRole('heading', { level: 1, name: 'Statements of autumn 2024 and 2025', exact: true }).waitFor();
  assert.match(await page.getByRole('main').first().innerText(), /needs JavaScript and WebAssembly/);
  assert.equal(await page.getByText('Opening the corpus').isVisible(), false);
});

test('what an address asks for in vain is said', async t => {
  const { page, seen, url, view, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  for (const [hash, sentence] of [
    ['#/?from=nonsense', '“from=nonsense” in the address is not a date'],
    ['#/?from=2025-10&to=2025-09', 'The range of dates ends before it begins'],
    ['#/?speaker=nobody', 'This corpus has no speaker “nobody”'],
  ]) {
    await page.goto(url + hash);
    await page.getByText(sentence).waitFor();
  }
  await page.goto(url);
  await view.ready();
  const link = await view.results.getByRole('heading').first().getByRole('link').getAttribute('href');
  await page.goto(`${url}${link}?p=pnope`);
  await page.getByText('This statement has no passage “pnope”').waitFor();
  assert.deepEqual(seen.errors, []);
});

test('focus and place are kept when what held them goes', async t => {
  const { page, url, view, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  await page.goto(`${url}#/?kind=report`);
  await page.getByRole('link', { name: /^Remove filter/ }).focus();
  await page.keyboard.press('Enter');
  await view.says('\\d+ statements');
  const undo = page.getByRole('button', { name: 'Undo' });
  await page.waitForFunction(() => document.activeElement.textContent === 'Undo');
  await undo.press('Enter');
  await page.waitForFunction(() => document.activeElement.getAttribute('aria-label') === 'Remove filter Kind: report');
  await page.keyboard.press('Enter');
  await view.says('\\d+ statements');
  const next = page.getByRole('link', { name: 'Next page' });
  await next.focus();
  await page.keyboard.press('Enter');
  await page.getByText('Page 2 of').waitFor();
  await page.waitForFunction(() => window.scrollY === 0);
  await page.goto(`${url}#/s/${(await view.results.getByRole('heading').first().getByRole('link').getAttribute('href')).split('/').pop()}?q=ukraine`);
  await page.reload();
  await page.getByRole('link', { name: /Back to the statements/ }).click();
  await page.waitForURL(/#\/\?q=ukraine$/);
});

test('a program that stops says so, and what to do', async t => {
  const { page, url, view, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  await page.goto(`${url}#/?q=ukraine`);
  await view.ready();
  const said = page.getByRole('alert').filter({ hasText: 'Démarche has stopped' });
  // An error that is not the program's, of an extension for instance, stops nothing.
  const raise = kind => page.evaluate(kind => {
    const error = kind === 'trap' ? new WebAssembly.RuntimeError('unreachable') : new Error('of something else');
    window.dispatchEvent(new ErrorEvent('error', { error }));
  }, kind);
  await raise('other');
  assert.equal(await said.isVisible(), false);
  await raise('trap');
  await said.waitFor();
  await raise('other');
  await said.getByRole('button', { name: 'Load the page again' }).click();
  await view.ready();
  assert.equal(await said.isVisible(), false);
  assert.equal(await view.searchbox.inputValue(), 'ukraine');
});
