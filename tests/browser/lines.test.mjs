// The concordance, the comparison of two groups, and the files that hold all rows of what is shown.
import test from 'node:test';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { open, site } from './lib.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const table = page => page.getByRole('table', { name: 'Concordance' });
const total = async page => Number(await table(page).getAttribute('aria-rowcount')) - 1;
const hits = async view => Number((await view.status.innerText()).match(/([\d,]+) hits? in/)[1].replaceAll(',', ''));

/** The lines in the page by their number: before, match, after, and the address of the statement. */
const drawn = page => table(page).locator('.lines__window [role=row]').evaluateAll(rows => rows.map(row => {
  const [before, match, after, place] = [...row.querySelectorAll('[role=cell]')];
  const link = place.querySelector('a');
  return [Number(row.getAttribute('aria-rowindex')) - 2, before.textContent, match.textContent, after.textContent, link.getAttribute('href')];
}));

/** All lines of the table, by scrolling through it. */
async function allLines(page) {
  const lines = new Map();
  const count = await total(page);
  const box = page.getByRole('region', { name: 'Lines, scrolling' });
  while (lines.size < count) {
    const before = lines.size;
    await box.evaluate((one, part) => { one.scrollTop = one.scrollHeight * part; }, before / count);
    await page.waitForFunction(from => document.querySelector(`[aria-rowindex="${from + 2}"]`) !== null, before);
    for (const [at, ...line] of await drawn(page)) lines.set(at, line);
  }
  return [...lines].sort(([a], [b]) => a - b).map(([, line]) => line);
}

/** A CSV file as rows of cells. */
function csv(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.replace(/^\ufeff/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  rows.pop();
  const [names, ...cells] = rows;
  // A quotation mark before a sign keeps spreadsheets from running it.
  const plain = cell => cell.replace(/^'(?=[=+\-@\t\r])/, '');
  return cells.map(row => Object.fromEntries(row.map((cell, at) => [names[at], plain(cell)])));
}

/** What "Export" saves: the rows and the file's name. */
async function exported(page, notation) {
  const menu = page.locator('details').filter({ has: page.locator('#export') });
  if (!(await menu.evaluate(one => one.open))) await menu.locator('summary').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: notation }).click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  return { name: download.suggestedFilename(), text };
}

async function opened(t, hash, context) {
  const found = await open(site('DIST_DEFAULT'), context);
  t.after(found.close);
  await found.page.goto(found.url + hash);
  await found.view.says('[\\d,]+ ');
  return found;
}

test('every hit is a line, in the order asked for, and leads to its place', async t => {
  const { page, seen, view, url } = await opened(t, '#/?q=ukraine&view=concordance');
  await table(page).waitFor();
  assert.equal(await total(page), await hits(view));
  for (const name of ['Before', 'Match', 'After', 'Statement']) {
    await table(page).getByRole('columnheader', { name, exact: true }).waitFor();
  }
  for (const mark of await table(page).locator('mark').allInnerTexts()) assert.match(mark, /ukrain/i);

  await page.getByLabel('Order').selectOption({ label: '1st word after' });
  await page.waitForURL(/sort=after1/);
  await page.getByRole('progressbar').waitFor({ state: 'detached' });
  const words = (await allLines(page)).map(([, , after]) => after.toLowerCase().normalize('NFKD').match(/[\p{L}\p{N}]+/u)?.[0] ?? '');
  const first = words.filter(word => /^[a-z]+$/.test(word));
  assert.deepEqual(first, [...first].sort(), 'sorted by the word after');

  await page.getByLabel('Context').selectOption('3');
  await page.waitForURL(/width=3/);
  for (const [, before, , after] of await drawn(page)) {
    for (const side of [before, after]) assert.ok(side.split(/\s+/).filter(Boolean).length <= 5, side);
  }
  const link = table(page).getByRole('cell').getByRole('link').first();
  const passage = (await link.getAttribute('href')).match(/[?&]p=([^&]+)/)?.[1];
  await link.click();
  await page.waitForURL(/#\/s\/.+q=ukraine/);
  await page.locator('mark').first().waitFor();
  if (passage) assert.ok(await page.locator(`[data-passage="${passage}"] mark`).count() > 0, 'the passage has the hit');
  await page.goBack();
  await table(page).waitFor();
  assert.equal(await page.getByLabel('Order').inputValue(), 'after1');
  assert.deepEqual([seen.errors, seen.policy], [[], []]);
  assert.ok(url);
});

test('a line says who speaks, whatever the order, and the date by which lines are sorted', async t => {
  const { page, url } = await opened(t, '#/?q=ukraine&view=concordance');
  // What stands before the title, of each line, as far as it is in sight.
  const led = async hash => {
    await page.goto(url + hash);
    await page.getByRole('progressbar').waitFor({ state: 'detached' });
    await table(page).getByRole('cell').first().waitFor();
    return table(page).locator('.lines__window [role=row]').evaluateAll(rows => rows.map(row => {
      const link = row.querySelector('a');
      const parts = [...link.parentElement.children].filter(part => part !== link);
      const isSeen = part => part.getBoundingClientRect().right > part.getBoundingClientRect().left;
      const words = parts.map(part => isSeen(part) ? part.textContent : 'not seen');
      return words.filter(words => !/^(digest|excerpt)$/.test(words));
    }));
  };
  const dated = await led('#/?q=ukraine&view=concordance');
  const days = dated.map(([day]) => [day, Date.parse(`1 ${day.split(' ').slice(-2).join(' ')}`)]);
  for (const [day] of days) assert.match(day, /\d{4}$/);
  assert.deepEqual(days, [...days].sort((one, other) => other[1] - one[1]));
  const boxes = page.getByRole('group', { name: 'Speaker', exact: true }).getByRole('checkbox');
  const speakers = await boxes.evaluateAll(all => all.map(box => box.closest('label').textContent));
  for (const order of ['speaker', 'after1']) {
    const lines = await led(`#/?q=ukraine&view=concordance&sort=${order}`);
    assert.ok(lines.length > 5);
    for (const parts of lines) {
      assert.ok(parts.length <= 1, `${order}: ${parts}`);
      assert.match(parts[0] ?? '', /^(?!not seen)\D*$/, order);
    }
    const names = lines.map(([who]) => who ?? '').filter(who => speakers.some(label => label.startsWith(who) && who));
    // In other orders a title that begins with the name says it.
    assert.ok(order === 'speaker' ? names.length > 1 : lines.flat().length > 0, `${order}: who speaks`);
    const runs = names.filter((who, at, all) => who !== all[at - 1]);
    if (order === 'speaker') assert.equal(new Set(runs).size, runs.length, 'those of one speaker stand together');
  }
});

test('groups add up to all lines, and each opens its own', async t => {
  const { page } = await opened(t, '#/?q=ukraine&view=concordance');
  const all = await total(page);
  for (const label of ['Speaker', 'Side', 'Year', 'Kind']) {
    await page.getByLabel('Groups', { exact: true }).selectOption({ label });
    const chips = page.getByRole('navigation', { name: 'Groups of lines' }).getByRole('link');
    await chips.nth(1).waitFor();
    const more = page.getByRole('button', { name: /^Show all \d+ groups/ });
    if (await more.count()) await more.click();
    const counts = await chips.locator('.chip__count').allInnerTexts();
    const [sum, ...parts] = counts.map(count => Number(count.replaceAll(',', '')));
    assert.equal(sum, all);
    assert.equal(parts.reduce((a, b) => a + b), all, label);
    await chips.nth(1).click();
    await page.waitForURL(/only=/);
    await page.waitForFunction(rows => document.querySelector('[role=table]').getAttribute('aria-rowcount') === rows, String(parts[0] + 1));
    await page.reload();
    await table(page).waitFor();
    assert.equal(await total(page), parts[0]);
    await page.goBack();
    await page.waitForFunction(rows => document.querySelector('[role=table]')?.getAttribute('aria-rowcount') === rows, String(all + 1));
  }
});

test('a long table holds few rows, and the keyboard goes through all of it', async t => {
  const { page } = await opened(t, '#/?q=the+OR+of+OR+and+OR+to&view=concordance');
  const count = await total(page);
  assert.ok(count > 500, `${count} lines`);
  const rows = table(page).locator('.lines__window [role=row]');
  assert.ok(await rows.count() < 120);
  const box = page.getByRole('region', { name: 'Lines, scrolling' });
  await box.focus();
  await page.keyboard.press('End');
  await table(page).locator(`[aria-rowindex="${count + 1}"]`).waitFor();
  await page.getByText(new RegExp(`–${count.toLocaleString('en')} of `)).waitFor();
  assert.ok(await rows.count() < 120);
  await page.keyboard.press('Home');
  await table(page).locator('[aria-rowindex="2"]').waitFor();
  // The focus goes along with its row while others come into view.
  await table(page).getByRole('cell').getByRole('link').first().focus();
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab');
    await page.evaluate(() => new Promise(done => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
  }
  assert.equal(await page.evaluate(() => document.activeElement.id), 'line-60');
});

test('a file of lines has all rows that the table has', async t => {
  const { page } = await opened(t, '#/?q=russia&view=concordance&sort=before1&width=5');
  const lines = await allLines(page);
  assert.ok(lines.length > 10, `${lines.length} lines`);
  const file = await exported(page, /^CSV/);
  assert.match(file.name, /^concordance-russia-\d{4}-\d\d-\d\d\.csv$/);
  const rows = csv(file.text);
  assert.deepEqual(rows.map(row => [row.before, row.match, row.after]), lines.map(([before, match, after]) => [before, match, after]));
  const address = row => `#/s/${row.statement}?q=russia${row.passage ? `&p=${row.passage}` : ''}`;
  assert.deepEqual(rows.map(address), lines.map(line => line[3]));
  assert.equal(rows[0].query, 'russia');
  assert.equal(rows[0].scope, await page.getByRole('status').first().innerText());
  assert.match(rows[0].exported, /^\d{4}-\d\d-\d\d$/);
  assert.match(rows[0].pack, /^[0-9a-f]{16,}$/);
  const json = JSON.parse((await exported(page, /^JSON/)).text);
  assert.deepEqual(Object.keys(json.about), ['query', 'scope', 'exported', 'pack']);
  assert.deepEqual(json.rows.map(row => [row.before ?? '', row.match, row.after ?? '']), rows.map(row => [row.before, row.match, row.after]));
});

test('a file of the list has all pages in their order', async t => {
  const { page, view } = await opened(t, '#/?q=ukraine');
  const { shown } = await view.counts();
  const rows = csv((await exported(page, /^CSV/)).text);
  assert.equal(rows.length, shown);
  const ids = [];
  for (;;) {
    ids.push(...await view.results.getByRole('heading').getByRole('link')
      .evaluateAll(all => all.map(one => decodeURIComponent(one.getAttribute('href').match(/#\/s\/([^?]+)/)[1]))));
    const next = page.getByRole('link', { name: 'Next page' });
    if (!(await next.count())) break;
    const first = ids.at(-1);
    await next.click();
    await page.waitForFunction(id => !document.querySelector('ol[aria-label=Results] li:last-child h2 a')?.getAttribute('href').includes(`/${id}?`), first);
  }
  assert.deepEqual(rows.map(row => row.statement), ids);
  assert.ok(rows.every(row => row.title && row.pack));
});

test('a line of a digest says so before anything that may be cut, in any order', async t => {
  for (const sort of ['', '&sort=match']) {
    const { page } = await opened(t, `#/?q=ukraine&view=concordance${sort}`);
    const digests = table(page).getByRole('cell', { name: /^digest / });
    await digests.first().waitFor();
    assert.equal(await digests.count(), await table(page).getByRole('cell').getByRole('link').count());
    assert.ok(await digests.first().getByText('digest', { exact: true }).evaluate(one => one.scrollWidth <= one.clientWidth));
  }
});

test('two groups are set apart by words, each count opens as many lines', async t => {
  const { page, seen } = await opened(t, '#/?view=groups&g=side&gw=all');
  const words = letter => page.getByRole('table', { name: `Distinctive words of ${letter}` });
  await words('A').waitFor();
  const read = letter => words(letter).locator('tbody tr').evaluateAll(rows => rows.map(row =>
    [...row.children].map(cell => cell.firstChild.textContent)));
  const [a, b] = [await read('A'), await read('B')];
  assert.ok(a.length > 5 && b.length > 5);
  const top = letter => words(letter).locator('tbody tr').first().evaluate(row => Math.round(row.getBoundingClientRect().top));
  assert.equal(await top('A'), await top('B'), 'the two tables are level');
  for (const list of [a, b]) {
    const sure = list.map(row => Number(row[3].replaceAll(',', '')));
    assert.deepEqual(sure, [...sure].sort((one, other) => other - one), 'the surest first');
  }
  const file = csv((await exported(page, /^CSV/)).text);
  for (const [list, side] of [[a, 'target'], [b, 'reference']]) {
    const rows = file.filter(row => row.more_frequent_in === side).slice(0, list.length);
    assert.deepEqual(rows.map(row => [row.word, row.target_count, row.reference_count]),
      list.map(([word, inA, inB]) => [word, inA.replaceAll(',', ''), inB.replaceAll(',', '')]));
  }
  const { href } = await words('A').locator('tbody tr').first().evaluate(row => ({ href: row.querySelector('td a').href }));
  await page.goto(href);
  await table(page).waitFor();
  assert.equal(await total(page), Number(a[0][1].replaceAll(',', '')), a[0][0]);
  for (const mark of await table(page).locator('mark').allInnerTexts()) {
    assert.ok(mark.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').startsWith(a[0][0]), mark);
  }
  await page.goBack();
  await page.getByRole('link', { name: /^Hide words such as/ }).click();
  await page.getByRole('link', { name: /^Show words such as/ }).waitFor();
  const content = (await read('A')).map(row => row[0]);
  assert.ok(content.length > 5 && !content.some(word => ['the', 'of', 'and', 'with', 'that'].includes(word)), content.join(' '));
  await page.goBack();
  await page.getByRole('link', { name: 'Swap groups' }).click();
  await page.waitForFunction(word => document.querySelector('table.keywords tbody a')?.textContent === word, b[0][0]);
  assert.deepEqual([await read('A'), await read('B')].map(list => list.map(row => row[0])), [b, a].map(list => list.map(row => row[0])));
  assert.deepEqual([seen.errors, seen.policy], [[], []]);
});

test('groups by date and by query, what is missing, and thin groups are said', async t => {
  const { page, url } = await opened(t, '#/?view=groups&g=date');
  await page.getByText('Choose a date').waitFor();
  await page.getByLabel('Date', { exact: true }).fill('2025');
  await page.getByLabel('Date', { exact: true }).press('Enter');
  await page.getByRole('region', { name: 'Group A: before 2025' }).waitFor();
  await page.goto(`${url}#/?view=groups&ga=speaker%3Alavrov&gb=date%3A%3C1900`);
  await page.getByText('No statement is in B').waitFor();
  await page.goto(`${url}#/?view=groups&ga=lavrov&gb=lavrov`);
  await page.getByText('nothing can set them apart').waitFor();
});

for (const colorScheme of ['light', 'dark']) {
  for (const width of [320, 390, 1280]) {
    test(`lines and groups pass axe in ${colorScheme} at ${width} px`, async t => {
      const { page, url, close } = await open(site('DIST_DEFAULT'), { colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
      t.after(close);
      for (const hash of [
        '#/?q=ukraine&view=concordance', '#/?q=ukraine&view=concordance&lgroup=speaker&width=20', '#/?view=concordance',
        '#/?view=groups&g=side', '#/?view=groups&g=query',
      ]) {
        await page.goto(url + hash);
        await page.getByRole('status').first().filter({ hasText: /^[\d,]+ / }).waitFor();
        await page.locator('.lines, .notice, .keywords, .groups__controls').first().waitFor();
        await page.locator('summary#export').click();
        await page.evaluate(axe);
        const { violations } = await page.evaluate(rules => window.axe.run(document, { runOnly: rules }), RULES);
        assert.deepEqual(violations.map(one => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`), [], hash);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(overflow <= 0, `${hash} is ${overflow} px wider than the ${width} px window`);
      }
    });
  }
}

test('a mistaken query of a group is told at its field, and no word is broken on a phone', async t => {
  const { page, url } = await opened(t, '#/?view=groups&g=query&ga=speakr%3Alavrov&gb=speaker%3Anobody');
  await page.getByText('Group A: Not understood: there is no field “speakr”').waitFor();
  await page.getByText('Group B: Not understood: no statement has the speaker “nobody”').waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Group A' }).evaluate(one => document.getElementById(one.getAttribute('aria-describedby')).textContent.includes('speaker:lavrov')), true);
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 844 });
    await page.goto(`${url}#/?q=ukraine&view=groups`);
    await page.getByRole('table', { name: 'Distinctive words of A' }).waitFor();
    const broken = await page.getByRole('rowheader').getByRole('link').evaluateAll(all => all.filter(one => one.getClientRects().length > 1).map(one => one.textContent));
    assert.deepEqual(broken, [], `at ${width}`);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `at ${width}`);
  }
});

test('a word that chance alone explains is marked as a hint', async t => {
  const { page } = await opened(t, '#/?view=groups&g=side&gw=all');
  const rows = page.getByRole('table', { name: /^Distinctive words of/ }).locator('tbody').getByRole('row');
  await rows.first().waitFor();
  const told = await rows.evaluateAll(all => all.map(row => [parseFloat(row.cells[3].firstChild.textContent), row.cells[0].textContent.endsWith('a hint only')]));
  assert.ok(told.length > 20);
  assert.deepEqual(// 3.8 may be either: it is rounded.
    told.filter(([score, isMarked]) => score !== 3.8 && score < 3.84 !== isMarked), []);
});
