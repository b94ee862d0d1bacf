// Browse as a newcomer, by keyboard and on a phone: the four questions, typing half a word, focus that is never lost,
// undo, the sheet of filters, one box where nothing is found, searches kept in this browser.
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open, site } from './lib.mjs';

async function opened(t, hash = '#/', context = {}) {
  const opened = await open(site('DIST_DEFAULT'), context);
  t.after(opened.close);
  await opened.page.goto(opened.url + hash);
  await opened.view.says('\\d+ ');
  return opened;
}

const start = page => page.getByRole('region', { name: 'Start here' });
const focused = page => page.evaluate(() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent);

test('a first visit says what the corpus is and answers the four questions by a link each', async t => {
  const { page, url, view } = await opened(t);
  await start(page).getByRole('heading', { level: 1 }).waitFor();
  assert.match(await start(page).innerText(), /\d+ statements, \w+ \d{4} to \w+ \d{4}, \d+ speakers/);
  const ways = start(page).getByRole('listitem');
  assert.equal(await ways.count(), 4);
  // Each says what its link leads to.
  for (const [at, asked] of ['each side say of one meeting?', 'one speaker say on one topic?', 'Who uses this wording?', 'said before?'].entries()) {
    await ways.nth(at).getByText(asked).waitFor();
  }
  await ways.nth(0).getByRole('link').click();
  await page.waitForURL(/#\/compare\?a=.+&b=.+/);
  assert.ok(await page.locator('[data-passage]').count() > 0, 'one click to both accounts');
  await page.goBack();
  const line = await ways.nth(1).getByRole('link').innerText();
  await ways.nth(1).getByRole('link').click();
  await view.says(`${line.match(/(\d+) statements/)[1]} of \\d+ statements`);
  await page.goBack();
  await ways.nth(2).getByRole('link').click();
  await page.getByRole('table', { name: 'Concordance' }).waitFor();
  await page.goBack();
  await start(page).getByRole('button', { name: 'Hide this' }).click();
  await start(page).waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement.getAttribute('role') === 'status');
  await page.reload();
  await view.says('\\d+ statements');
  assert.equal(await start(page).count(), 0);
  await page.getByRole('banner').getByRole('link').first().click();
  await start(page).waitFor();
  await page.goto(`${url}#/?q=ukraine`);
  await start(page).waitFor({ state: 'detached' });
});

test('a corpus without events and topics, dated by year, has the four questions too', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'demarche-'));
  t.after(() => rm(folder, { recursive: true }));
  const corpus = join(folder, 'corpus');
  await mkdir(join(corpus, 'statements'), { recursive: true });
  const names = ['Chad', 'Tuvalu'];
  const sides = names.map(name => `[[side]]\nid = "${name.toLowerCase()}"\nname = "${name}"\n`);
  await writeFile(join(corpus, 'corpus.toml'), `title = "Speeches"\n\n${sides.join('\n')}`);
  for (const year of [2019, 2020, 2021]) for (const name of names) {
    const words = 'Mr. President,\n\nThe sea is rising around us, and international law has to say whose it is.';
    await writeFile(join(corpus, 'statements', `${year}-${name.toLowerCase()}.md`),
      `---\ntitle: "${name}, ${year}"\ndate: ${year}\nside: ${name.toLowerCase()}\nkind: communique\nlang: en\ntext: full\n---\n\n${words}\n`);
  }
  const out = join(folder, 'site');
  execFileSync(site('DEMARCHE_BIN'), ['site', corpus, '-o', out, ...(process.env.APP ? ['--app', process.env.APP] : [])]);
  const { page, url, view, close } = await open(out);
  t.after(close);
  await page.goto(url);
  await view.says('6 statements');
  assert.match(await start(page).innerText(), /6 statements, 2019 to 2021, 2 sides/);
  const ways = start(page).getByRole('listitem');
  assert.deepEqual(await ways.getByRole('link').allInnerTexts(), [
    'Chad beside Tuvalu, 2021', 'Chad, 3 statements, oldest first', '“international law” in context, 6 hits',
    'Compare it with 6 statements',
  ]);
  await ways.nth(1).getByText('What did one side say, and when?').waitFor();
  assert.equal(await view.results.getByText('Mr. President,').count(), 0, 'a card says more than whom a speech addresses');
  await ways.first().getByRole('link').click();
  await page.locator('[data-row]').first().waitFor();
});

test('half a word finds what it may become, and nothing is said of it until the reader pauses', async t => {
  const { page, view } = await opened(t);
  await page.evaluate(() => {
    window.said = [];
    const seen = () => document.querySelectorAll('[aria-live="polite"]').forEach(region => {
      const text = region.textContent;
      if (text && window.said.at(-1) !== text && !window.said.includes(text)) window.said.push(text);
    });
    new MutationObserver(seen).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  await view.searchbox.pressSequentially('ukr');
  await view.says('[1-9]\\d* of \\d+ statements with words that begin with “ukr”');
  assert.ok(await view.results.locator('mark').count() > 0);
  const { shown } = await view.counts();
  await view.searchbox.pressSequentially('aine');
  await view.says('[1-9]\\d* of \\d+ statements with a form of “ukraine”');
  assert.ok((await view.counts()).shown <= shown);
  await view.searchbox.pressSequentially(' zzyzx');
  await page.getByText('There is no statement with a form of “ukraine” and a form of “zzyzx”').waitFor();
  assert.equal(await page.getByText('“zzyzx” occurs in no statement of this corpus').count(), 1);
  assert.equal(await page.getByRole('navigation', { name: 'Views' }).count(), 0);
  const said = await page.evaluate(() => window.said);
  assert.ok(said.length <= 6, JSON.stringify(said));
  await view.searchbox.fill('ukr ');
  await page.getByText('“ukr” occurs in no statement of this corpus').waitFor();
});

test('where a filter goes, the focus goes to its neighbour, and what was done can be undone', async t => {
  const { page, view } = await opened(t, '#/?kind=report&kind=readout&side=russia');
  const chip = name => page.getByRole('link', { name: `Remove filter ${name}` });
  await chip('Side: Russia').press('Enter');
  await page.getByText('“Side: Russia” taken away').waitFor();
  await page.waitForFunction(() => /^Remove filter Kind/.test(document.activeElement.getAttribute('aria-label')));
  await page.getByRole('button', { name: 'Undo' }).click();
  await chip('Side: Russia').waitFor();
  const { shown } = await view.counts();
  await page.getByRole('link', { name: 'Clear all filters' }).press('Enter');
  await page.getByText('3 filters taken away').waitFor();
  await page.waitForFunction(() => document.activeElement.textContent === 'Undo');
  await page.keyboard.press('Enter');
  await view.says(`${shown} of `);
  await page.waitForFunction(() => /^Remove filter/.test(document.activeElement.getAttribute('aria-label')));
});

test('a value is left out by a key, and its button is no stop of its own', async t => {
  const { page, view } = await opened(t);
  const { all } = await view.counts();
  const box = view.facet('Kind').getByRole('checkbox').first();
  const count = Number(await box.getAttribute('data-count'));
  await box.press('-');
  await view.says(`${all - count} of ${all} statement`);
  await page.getByText(/left out\. Undo/).waitFor();
  assert.equal(await box.evaluate(box => box === document.activeElement), true);
  await box.press('Delete');
  await view.says(`${all} statements`);
  await page.keyboard.press('Tab');
  assert.match(await page.evaluate(() => document.activeElement.type), /^checkbox$/);
});

test('a facet shows seven values, then all, and finds one by its name', async t => {
  const { page, view } = await opened(t);
  const speakers = view.facet('Speaker');
  assert.equal(await speakers.getByRole('checkbox').count(), 7);
  await speakers.getByRole('button', { name: /^Show \d+ more/ }).click();
  assert.ok(await speakers.getByRole('checkbox').count() > 12);
  await speakers.getByRole('textbox', { name: 'Find a speaker' }).fill('TRUMP');
  assert.equal(await speakers.getByRole('checkbox').count(), 1);
  await speakers.getByRole('button', { name: /^Show fewer/ }).click();
  await view.searchbox.fill('"root causes"');
  await view.says('\\d+ of ');
  for (const count of await speakers.getByRole('checkbox').evaluateAll(all => all.map(one => one.dataset.count))) assert.notEqual(count, '0');
});

test('searching from far down brings the results into view, Back keeps its place', async t => {
  const { page, view } = await opened(t);
  await page.evaluate(() => window.scrollTo(0, 1500));
  await view.searchbox.focus();
  await view.searchbox.pressSequentially('ukraine');
  await view.says('\\d+ of ');
  const top = await view.status.evaluate(status => status.getBoundingClientRect().top);
  assert.ok(top > 0 && top < 400, `the scope stands at ${top}`);
});

test('“Back to the statements” leads to the same page and place, and to the statement that was read', async t => {
  const { page, url, view } = await opened(t, '#/?q=russia&page=2');
  const links = view.results.getByRole('heading').getByRole('link');
  const back = page.getByRole('link', { name: 'Back to the statements' });
  const title = await links.nth(8).innerText();
  const isThere = () => page.waitForFunction(title => document.activeElement.textContent === title, title);
  await links.nth(8).scrollIntoViewIfNeeded();
  await page.evaluate(() => window.scrollBy(0, 40));
  const before = await page.evaluate(() => scrollY);
  assert.ok(before > 300, `scrolled to ${before}`);
  const steps = await page.evaluate(() => history.length);
  await links.nth(8).click();
  await back.click();
  await isThere();
  assert.equal(new URL(page.url()).hash, '#/?q=russia&page=2');
  await page.waitForFunction(before => Math.abs(scrollY - before) < 3, before);
  assert.equal(await page.evaluate(() => history.length), steps + 1, 'a step back, not a further one');

  // Where the step before is no list, the link leads to the page that has the statement, and to the statement.
  await links.nth(8).click();
  await page.getByRole('link', { name: /^Next: / }).click();
  await page.getByRole('link', { name: /^Previous: / }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await back.click();
  await isThere();
  assert.equal(new URL(page.url()).hash, '#/?q=russia&page=2');
  assert.ok(await links.nth(8).evaluate(link => {
    const { top, bottom } = link.getBoundingClientRect();
    return top > 0 && bottom < innerHeight;
  }));
  await page.goto(`${url}#/`);
});

test('a statement knows in another window what it was found by, and a copied link to its passage does not', async t => {
  const search = '#/?q=russia&speaker=lavrov&sort=oldest';
  const { page, url, view } = await opened(t, search, { permissions: ['clipboard-read', 'clipboard-write'] });
  await view.says('\\d+ of ');
  const { shown } = await view.counts();
  assert.ok(shown > 2);
  const links = view.results.getByRole('heading').getByRole('link');
  const [titles, address] = [await links.allInnerTexts(), await links.nth(1).getAttribute('href')];
  const fresh = await page.context().newPage();
  await fresh.goto(url + address);
  await fresh.getByText(`2 of ${shown}`, { exact: true }).waitFor();
  await fresh.getByRole('link', { name: `Next: ${titles[2]}` }).click();
  await fresh.getByRole('heading', { level: 1, name: titles[2] }).waitFor();
  await fresh.reload();
  await fresh.getByText(`3 of ${shown}`, { exact: true }).waitFor();
  await fresh.keyboard.press('[');
  await fresh.getByText(`2 of ${shown}`, { exact: true }).waitFor();
  // What is to be cited is short, what is to be shown is not.
  await fresh.getByText('Share', { exact: true }).click();
  const link = fresh.getByRole('textbox', { name: 'Link' });
  assert.equal(await link.inputValue(), url + address);
  await fresh.keyboard.press('Escape');
  await fresh.getByRole('heading', { level: 1 }).click();
  await fresh.keyboard.press('j');
  await fresh.waitForURL(/[?&]p=/);
  const anchor = new URLSearchParams(new URL(fresh.url()).hash.split('?')[1]).get('p');
  await fresh.getByText('Share', { exact: true }).click();
  assert.equal(await link.inputValue(), `${url}${address.split('?')[0]}?p=${anchor}`);
  await fresh.keyboard.press('Escape');
  await fresh.getByRole('link', { name: 'Back to the statements' }).click();
  await fresh.waitForURL(url + search);
  await fresh.getByRole('searchbox', { name: 'Search statements' }).waitFor();
});

test('the filters of a phone are a sheet that keeps the focus and gives it back', async t => {
  const { page, view } = await opened(t, '#/', { viewport: { width: 390, height: 844 } });
  const button = page.getByRole('button', { name: /^Filters/ });
  await button.click();
  const sheet = page.getByRole('dialog', { name: 'Filters' });
  await sheet.waitFor();
  await view.facet('Side').getByRole('checkbox').first().check();
  const { shown } = await view.counts();
  await sheet.getByRole('button', { name: `Show ${shown} statement` }).waitFor();
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });
  assert.equal(await focused(page), 'Filters (1)');
  await button.click();
  await sheet.getByRole('button', { name: /^Show \d+ statement/ }).click();
  await sheet.waitFor({ state: 'hidden' });
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('role')), 'status');
});

test('an unknown value names the nearest one and can be taken away alone', async t => {
  const { page, view } = await opened(t, '#/?speaker=sergey-lavrov&kind=readout');
  await page.getByText('This corpus has no speaker “sergey-lavrov”').waitFor();
  await page.getByRole('link', { name: 'Sergey Lavrov', exact: true }).click();
  await view.says('\\d+ of \\d+ statements, by Sergey Lavrov');
  await page.goBack();
  await page.getByRole('link', { name: 'Take “sergey-lavrov” away' }).click();
  await view.says('[1-9]\\d* of \\d+ statements, of kind readout');
});

test('what may be mended in the words is offered by a link', async t => {
  const { page, url, view } = await opened(t, '#/?q=%22root+cuases%22');
  const offered = async (address, name, result) => {
    await page.goto(url + address);
    await page.getByRole('link', { name, exact: true }).click();
    await view.says(result);
  };
  await offered('#/?q=%22root+cuases%22', 'causes', '[1-9]\\d* of \\d+ statements with the phrase “root causes”');
  await offered('#/?q=russia+NEAR%2F5+ukriane', 'ukraine', '[1-9]\\d* of \\d+ statements with .*“russia” near');
  await offered('#/?q=coopera-tion', 'cooperation', '[1-9]\\d* of \\d+ statements with a form of “cooperation”');
  await offered('#/?q=ukraine+or+nato', 'ukraine OR nato', '[1-9]\\d* of \\d+ statements with .*“ukraine” or ');
  await page.goto(`${url}#/?q=%22ro*+causes%22`);
  await page.getByText('* stands for letters only outside quotation marks').waitFor();
  await page.getByText('write ro* without quotation marks').waitFor();
  await page.goto(`${url}#/?from=2024-13`);
  await page.getByText('“from=2024-13” in the address is not a date').waitFor();
});

test('searches are kept in this browser only, and forgotten when the reader says so', async t => {
  const { page, seen, url, view } = await opened(t, '#/?q=ukraine&kind=report');
  await page.getByRole('button', { name: 'Save this search' }).click();
  await page.getByRole('button', { name: 'Saved: forget this search' }).waitFor();
  const asked = seen.requests.length;
  await page.goto(`${url}#/`);
  await view.says('\\d+ statements');
  await view.searchbox.focus();
  await page.keyboard.press('ArrowDown');
  const panel = page.getByRole('region', { name: 'Your searches' });
  await panel.getByRole('list', { name: 'Saved' }).getByRole('link', { name: 'ukraine, of kind report' }).waitFor();
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=ukraine&kind=report/);
  await view.searchbox.fill('');
  await view.searchbox.click();
  const kept = () => page.evaluate(() => Object.keys(localStorage).map(key => key.match(/recent|saved/)?.[0]).filter(Boolean));
  await panel.getByRole('button', { name: 'Forget the recent ones' }).click();
  await panel.getByRole('list', { name: 'Recent' }).waitFor({ state: 'detached' });
  assert.deepEqual(await kept(), ['saved'], 'what was saved on purpose stays');
  await page.keyboard.press('Escape');
  // Saved ones are found without the empty box, too.
  await page.goto(`${url}#/?q=lavrov`);
  await page.locator('summary', { hasText: 'Saved searches (1)' }).click();
  const saved = page.getByRole('list', { name: 'Saved searches' });
  await saved.getByRole('link', { name: 'ukraine, of kind report' }).click();
  await page.waitForURL(/q=ukraine&kind=report/);
  await page.locator('summary', { hasText: 'Saved searches (1)' }).click();
  await saved.getByRole('button', { name: 'Forget: ukraine, of kind report' }).click();
  await saved.waitFor({ state: 'detached' });
  assert.ok(!(await kept()).includes('saved'));
  assert.equal(seen.requests.length, asked);
});

test('the box of Export shuts by Escape and by a press elsewhere', async t => {
  const { page } = await opened(t, '#/?q=ukraine');
  const export_ = page.locator('summary', { hasText: 'Export' });
  const csv = page.getByRole('button', { name: /^CSV/ });
  await export_.click();
  await page.getByText(/^Of \d+ statements, \d+ hits$/).waitFor();
  await page.keyboard.press('Escape');
  await csv.waitFor({ state: 'hidden' });
  assert.equal(await focused(page), 'Export');
  await export_.click();
  await page.getByRole('status').first().click();
  await csv.waitFor({ state: 'hidden' });
});
