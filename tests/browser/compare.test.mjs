// The Compare screen: rows and their relations, filters, the least score, keys, three texts, narrow windows and paper.
import test from 'node:test';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { open, passageTexts, site } from './lib.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const US = '2025-09-24-us-readout-rubio-lavrov';
const RUSSIAN = '2025-09-24-russian-readout-lavrov-rubio';
const REPORT = '2025-09-24-report-lavrov-rubio';

const A = `The Secretary and the Minister spoke by telephone on 12 May about the ferry line between the two harbours.

The Secretary said that more than 21,000 passengers could not cross in April, and that the pier at Lakeside must be repaired before June.

The Secretary urged the harbour council to open the customs office on Sundays.

Both noted the drought in the upper valley and its effects on fishing quotas.

The Secretary condemned the cutting of the sea cable near Northpoint.

They will meet again in Graniteville on 3 July.`;
const B = `The Minister and the Secretary talked on the phone on 13 May about the ferry line between the two harbours.

The Minister regretted the cutting of the sea cable near Northpoint, and offered to share the radar log.

The Minister said that about 20,000 passengers could cross in April, and that the pier at Lakeside should be repaired before September.

The fishing quotas suffer from the drought in the upper valley, both sides noted.

Neither side expects a new tariff on timber.

They will meet again in Graniteville on 3 July.`;

const all = (page, name) => page.locator(`[data-${name}]`).evaluateAll((found, name) => found.map(one => one.dataset[name]), name);
const rows = page => all(page, 'row');
const pairs = page => all(page, 'pair');
const chips = page => page.getByRole('list', { name: 'Rows shown' }).getByRole('link');
const slider = page => page.getByRole('slider', { name: 'Matching' });
/** Opens what the button of this name holds. */
const unfold = (page, name) => page.locator('summary', { hasText: new RegExp(`^${name}$`) }).click();
const row = (page, number) => page.getByRole('group', { name: new RegExp(`^Row ${number} of `) });
const parameters = page => new URLSearchParams(page.url().split('?')[1] ?? '');
const isFocused = locator => locator.evaluate(one => one === document.activeElement);

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

async function compare(page, url, ...ids) {
  const sides = ['a', 'b', 'c', 'd'];
  await page.goto(`${url}#/compare?${ids.map((id, at) => `${sides[at]}=${id}`).join('&')}`);
  await page.locator('[data-row]').first().waitFor();
}

async function start(t, context) {
  const found = await open(site('DIST_DEFAULT'), context);
  t.after(found.close);
  t.after(() => assert.deepEqual([found.seen.errors, found.seen.policy, found.seen.dialogs], [[], [], []]));
  return found;
}

test('rows, pairs and the words that differ', async t => {
  const { page, url } = await start(t);
  await paste(page, url, A, B);
  const found = await rows(page);
  assert.equal(found.filter(kind => kind === 'moved').length, 1);
  assert.ok(['matched', 'reworded', 'only-a', 'only-b'].every(kind => found.includes(kind)), found.join());
  const told = A.split('\n\n').length + B.split('\n\n').length;
  assert.deepEqual((await passageTexts(page)).sort(), [...A.split('\n\n'), ...B.split('\n\n')].sort());
  assert.equal(told, 2 * (await pairs(page)).length + found.filter(kind => kind.startsWith('only')).length);
  for (const pair of await pairs(page)) {
    const [a, b] = pair.split(' ');
    assert.equal(await page.locator(`section[data-side="A"] [data-passage="${a}"]`).count(), 1);
    assert.equal(await page.locator(`section[data-side="B"] [data-passage="${b}"]`).count(), 1);
  }
  for (const [side, element, name, words] of [
    ['A', 'del', 'number', /21,000/], ['B', 'ins', 'number', /20,000/], ['A', 'del', 'negation', /not/],
    ['A', 'del', 'hedge', /must/], ['B', 'ins', 'hedge', /should/], ['A', 'del', 'reporting', /condemned/],
    ['B', 'ins', 'reporting', /regretted/], ['A', 'del', 'date', /12|June/],
  ]) {
    const marks = page.locator(`section[data-side="${side}"] ${element}[data-class="${name}"]`);
    assert.ok((await marks.allTextContents()).some(text => words.test(text)), `${words} as ${name} in ${side}`);
  }
  // Shared wording has the same numbers on both sides.
  const numbers = side => page.locator(`section[data-side="${side}"] sup[data-number]`).evaluateAll(found => found.map(one => one.dataset.number).sort());
  assert.deepEqual(await numbers('A'), await numbers('B'));
  assert.ok((await numbers('A')).length > 1);
});

test('why a row is a pair begins with how sure that is; what differs in it is heard with the row, and printed', async t => {
  const { page, url } = await start(t);
  await paste(page, url, A, B);
  const why = page.getByText(/^Why: /);
  for (const words of await why.allTextContents()) assert.match(words, /^Why: [01]\.\d\d · /);
  assert.equal(await why.first().evaluate(one => getComputedStyle(one).display), 'list-item', 'with the sign that it opens');
  const told = await page.locator('[data-row][aria-describedby]').evaluateAll(all =>
    all.map(one => document.getElementById(one.getAttribute('aria-describedby'))?.textContent ?? ''));
  assert.ok(told.length > 2 && told.every(words => words.startsWith('From A to B: ')), told.join('\n'));
  assert.ok(told.some(words => /21,000.*20,000/.test(words)));
  const sentence = page.getByText(/^From A to B: .*21,000/);
  const isShown = () => sentence.evaluate(one => one.checkVisibility({ contentVisibilityAuto: true }) && one.getBoundingClientRect().height > 0);
  assert.equal(await isShown(), false);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await isShown(), true);
});

test('headings and shared words of texts in another language say which', async t => {
  const { page, url } = await start(t);
  const russian = 'Министры договорились, что четырнадцать причалов Северного порта будут углублены до зимы.';
  await paste(page, url, `# Причалы\n\n${russian}`, `# Гавань\n\n${russian.replace('до зимы', 'к осени')}`);
  for (const heading of ['Причалы', 'Гавань']) {
    const section = page.getByRole('region').getByRole('paragraph').filter({ hasText: new RegExp(`^${heading}$`) });
    assert.equal(await section.getAttribute('lang'), 'ru', heading);
  }
  const shared = page.getByText(/^Why: /).locator('[lang]');
  assert.equal(await shared.getAttribute('lang'), 'ru');
  assert.match(await shared.textContent(), /причал/);
});

test('a moved passage leaves a stub that leads to its row, and back', async t => {
  const { page, url } = await start(t);
  await paste(page, url, A, B);
  const moved = page.getByRole('group', { name: /moved/ });
  const number = (await moved.getAttribute('aria-label')).match(/^Row (\d+)/)[1];
  await page.getByRole('link', { name: `at row ${number}` }).click();
  await page.waitForURL(/[?&]p=/);
  assert.ok(await isFocused(moved));
  await moved.getByRole('button', { name: 'Its place in B' }).click();
  assert.match(await page.evaluate(() => document.activeElement.textContent), /shown at row/);
  await page.goBack();
  await page.waitForURL(url => !/[?&]p=/.test(String(url)));
});

test('a filter shows as many rows as it says, and the address keeps it', async t => {
  const { page, url } = await start(t);
  await compare(page, url, US, RUSSIAN);
  const count = await chips(page).count();
  for (let at = 0; at < count; at += 1) {
    const said = Number((await chips(page).nth(at).innerText()).match(/\d+$/)[0]);
    await chips(page).nth(at).click();
    await page.waitForFunction(said => document.querySelectorAll('[data-row]').length === said, said);
  }
  await chips(page).filter({ hasText: /^Only B/ }).click();
  const only = await rows(page);
  assert.ok(only.length > 0 && only.every(kind => kind === 'only-b'));
  await page.reload();
  await page.locator('[data-row]').first().waitFor();
  assert.deepEqual(await rows(page), only);
  await chips(page).filter({ hasText: /^All rows/ }).click();
  const before = await rows(page);
  const formulae = await page.locator('[data-formula]').count();
  await unfold(page, 'View');
  await page.getByRole('checkbox', { name: 'Scroll together' }).waitFor();
  const hide = page.getByRole('checkbox', { name: `Hide stock formulas (${formulae})` });
  assert.equal(await hide.count(), formulae > 0 ? 1 : 0, 'what is not there need not be hidden');
  await page.goto(`${page.url()}&formulae=hide`);
  await hide.waitFor({ state: 'attached' });
  assert.equal(await hide.isChecked(), true);
  await page.waitForFunction(count => document.querySelectorAll('[data-row]').length === count, before.length - formulae);
});

test('the least score says what it changes', async t => {
  const { page, url } = await start(t);
  await paste(page, url, A, B);
  await unfold(page, 'View');
  const said = page.getByRole('status').filter({ hasText: /least score 0\.\d\d$/ });
  const usual = Number((await said.innerText()).match(/^(\d+) pairs?, as usual/)[1]);
  assert.equal(usual, (await pairs(page)).length);
  await slider(page).fill('95');
  await page.waitForURL(/[?&]min=95/);
  await said.filter({ hasText: /^\d+ pairs?, (\d+ fewer than|as many as) usual: least score 0\.95$/ }).waitFor();
  const [, fewer] = (await said.innerText()).match(/^(\d+) pair/);
  assert.equal((await pairs(page)).length, Number(fewer));
  assert.ok(Number(fewer) <= usual);
  await page.getByRole('link', { name: 'As usual', exact: true }).click();
  await said.filter({ hasText: ', as usual:' }).waitFor();
  assert.equal(parameters(page).get('min'), null);
  const least = Number(await slider(page).inputValue());
  await slider(page).focus();
  await page.keyboard.press('ArrowLeft');
  await page.waitForURL(address => String(address).includes(`min=${least - 1}`));
});

test('between texts about different things the slider says the score that is asked, and a chosen one is taken at its word', async t => {
  const { page, url } = await start(t);
  await paste(page, url, A, 'Bees swarm early this spring.\n\nThe orchard keeps forty hives.');
  await unfold(page, 'View');
  const said = page.getByRole('status').filter({ hasText: /least score 0\.\d\d$/ });
  const asked = (await said.innerText()).match(/, as usual: least score 0\.(\d\d)$/)[1];
  assert.ok(Number(asked) > 52, asked);
  assert.equal(await slider(page).inputValue(), asked);
  await slider(page).fill('52');
  await page.waitForURL(/[?&]min=52/);
  await said.filter({ hasText: /usual: least score 0\.52$/ }).waitFor();
  await page.getByRole('link', { name: 'As usual', exact: true }).click();
  await said.filter({ hasText: `least score 0.${asked}` }).waitFor();
});

/** The rows that the key for differences leads to, by their numbers. */
async function differing(page) {
  const found = [];
  for (;;) {
    await page.keyboard.press('n');
    const number = Number(await page.evaluate(() => document.activeElement.id.match(/^row-(\d+)$/)[1]));
    if (found.at(-1) === number) return found;
    found.push(number);
  }
}

test('the key for differences passes over no row in which one is shown, and over those without any', async t => {
  const { page, url } = await start(t);
  const check = async () => {
    // One without a counterpart, a word that is struck or new, a sentence that is hatched.
    const shown = await page.locator('[data-row]').evaluateAll(all => all.filter(one =>
      one.dataset.row.startsWith('only-') || document.querySelector(`[id^="cell-${one.id.slice(4)}-"] :is(del, ins, [data-alone])`))
      .map(one => Number(one.id.slice(4))));
    const found = await differing(page);
    assert.deepEqual(shown.filter(number => !found.includes(number)), []);
    await chips(page).filter({ hasText: `With differences ${found.length}` }).waitFor();
    return found;
  };
  for (const ids of [[US, RUSSIAN], ['2025-07-10-mcbride-kuala-lumpur', '2025-07-10-report-asean-kuala-lumpur']]) {
    await page.goto(`${url}#/about`);
    await compare(page, url, ...ids);
    await check();
  }
  const same = 'They will meet again in Graniteville on 3 July.';
  const told = 'The Secretary urged the harbour council of Lakeside to open the customs office at the northern pier';
  await paste(page, url, `${same}\n\n${told} immediately.`, `${same}\n\n${told}.`);
  assert.deepEqual(await check(), [2], 'a word that is left out is a difference');
});

test('keys lead from row to row and from difference to difference, and exchange the sides', async t => {
  const { page, url, view } = await start(t);
  await paste(page, url, A, B);
  const kinds = await rows(page);
  await page.keyboard.press('j');
  await page.waitForURL(/[?&]p=/);
  assert.ok(await isFocused(row(page, 1)));
  await page.keyboard.press('j');
  assert.ok(await isFocused(row(page, 2)));
  await page.keyboard.press('k');
  assert.ok(await isFocused(row(page, 1)));
  // The last row is the same on both sides: no difference leads there.
  for (let at = 0; at < kinds.length + 2; at += 1) await page.keyboard.press('n');
  assert.ok(await isFocused(row(page, kinds.length - 1)));
  await page.keyboard.press('p');
  assert.ok(await isFocused(row(page, kinds.length - 2)));
  const [a, b] = [parameters(page).get('a'), parameters(page).get('b')];
  await view.searchbox.focus();
  await page.keyboard.type('jx');
  assert.equal(parameters(page).get('a'), a);
  await view.searchbox.fill('');
  await row(page, 1).focus();
  const before = await pairs(page);
  await page.keyboard.press('x');
  await page.waitForURL(address => new URLSearchParams(String(address).split('?')[1]).get('a') === b);
  await page.waitForFunction(first => document.querySelector('section[data-side="A"] [data-passage]')?.textContent === first, B.split('\n\n')[0]);
  assert.deepEqual((await pairs(page)).map(pair => pair.split(' ').reverse().join(' ')).sort(), before.sort());
  const mirror = kind => ({ 'only-a': 'only-b', 'only-b': 'only-a' })[kind] ?? kind;
  assert.deepEqual((await rows(page)).map(mirror).sort(), kinds.sort());
});

test('a link opens at its row', async t => {
  const { page, url } = await start(t);
  await compare(page, url, US, RUSSIAN);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.waitForURL(/[?&]p=/);
  await page.goto('about:blank');
  await page.goBack();
  await page.reload();
  await row(page, 2).waitFor();
  await page.waitForFunction(() => document.activeElement.id === 'row-2');
});

test('texts that scroll for themselves stand in their own order and lead to each other', async t => {
  const { page, url } = await start(t);
  await paste(page, url, A, B);
  const level = await pairs(page);
  await unfold(page, 'View');
  await page.getByRole('checkbox', { name: 'Scroll together' }).uncheck();
  await page.waitForURL(/scroll=free/);
  await page.getByRole('button', { name: 'Show in B' }).first().waitFor();
  assert.deepEqual((await pairs(page)).sort(), level.sort());
  const words = side => page.locator(`section[data-side="${side}"] [data-passage]`).evaluateAll(found => found.map(one => one.textContent));
  assert.deepEqual(await words('A'), A.split('\n\n'));
  assert.deepEqual(await words('B'), B.split('\n\n'));
  await page.getByRole('group', { name: /moved/ }).getByRole('button', { name: 'Show in B' }).click();
  assert.match(await page.evaluate(() => document.activeElement.textContent), /regretted the cutting/);
});

test('three texts stand side by side, and below each other in a narrower window', async t => {
  const { page, url } = await start(t, { viewport: { width: 1440, height: 900 } });
  await compare(page, url, US, RUSSIAN, REPORT);
  const regions = page.locator('section:has([data-passage])');
  assert.equal(await regions.count(), 3);
  const anchors = await Promise.all([0, 1, 2].map(at => regions.nth(at).locator('[data-passage]').count()));
  assert.ok(anchors.every(count => count > 2), anchors.join());
  const boxes = () => page.locator('.side__head').evaluateAll(found => found.map(one => one.getBoundingClientRect().x));
  const wide = await boxes();
  assert.ok(wide[0] < wide[1] && wide[1] < wide[2], wide.join());
  await chips(page).filter({ hasText: /^Only C/ }).click();
  await page.waitForURL(/rows=only-c/);
  assert.ok((await rows(page)).every(kind => kind === 'only-c'));
  await page.setViewportSize({ width: 800, height: 900 });
  const narrow = await boxes();
  assert.ok(narrow.every(x => x === narrow[0]), narrow.join());
});

test('in a narrow window each row is a card', async t => {
  const { page, url } = await start(t, { viewport: { width: 390, height: 844 } });
  await paste(page, url, A, B);
  const [relation, a, b] = await page.evaluate(() => [
    document.getElementById('row-1'),
    document.querySelector('section[data-side="A"] [data-passage]'),
    document.querySelector('section[data-side="B"] [data-passage]'),
  ].map(one => one.getBoundingClientRect().toJSON()));
  assert.ok(relation.bottom <= a.top && a.bottom <= b.top);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than the window');
});

test('events, speakers and searches as sides lead to what they mean, and Back goes past them', async t => {
  const { page, url } = await start(t);
  const event = 'event:lavrov-rubio-unga80';
  await page.goto(`${url}#/e/lavrov-rubio-unga80`);
  const both = await page.getByRole('link', { name: /^Compare .* accounts of / }).first().getAttribute('href');
  for (const [sides, address] of [
    [`a=${event}`, both],
    [`a=${event}&b=${event}`, both],
    [`a=${event}&b=${REPORT}&min=60`, `${both.replace(/b=[^&]+/, `b=${REPORT}`)}&min=60`],
    ['a=speaker:lavrov&b=speaker:zelenskyy', '#/?view=groups&g=speaker&ga=lavrov&gb=zelenskyy'],
    ['a=q:ukraine&b=q:peace', '#/?view=groups&ga=ukraine&gb=peace'],
    ['a=speaker:lavrov&b=q:peace', '#/?view=groups&ga=speaker%3Alavrov&gb=peace'],
  ]) {
    await page.goto(`${url}#/about`);
    await page.goto(`${url}#/compare?${sides}`);
    await page.waitForFunction(hash => location.hash === hash, address);
    const words = page.getByRole('table', { name: 'Distinctive words of A' });
    await page.locator('[data-row]').or(words).first().waitFor();
    await page.goBack();
    await page.waitForFunction(() => location.hash === '#/about');
  }
  for (const [sides, said] of [
    ['a=event:none', 'Statements can be compared, not whole events'],
    ['a=speaker:nobody&b=speaker:rubio', 'Statements can be compared, not whole searches'],
    [`a=q:peace&b=${US}`, 'Statements can be compared, not whole searches'],
  ]) {
    await page.goto(`${url}#/compare?${sides}`);
    await page.getByText(said).waitFor();
  }
  await page.goto(`${url}#/own`);
  await page.getByRole('textbox', { name: 'Your text' }).waitFor();
});

test('in a narrow window what is wanted once stands behind one button, and in a wide one it needs none', async t => {
  const { page, url } = await start(t, { viewport: { width: 390, height: 844 } });
  await compare(page, url, US, RUSSIAN);
  const more = page.getByRole('button', { name: 'More', exact: true });
  const ways = [page.getByRole('button', { name: 'Add a text…' }), ...['Save report', 'Cite', 'Share'].map(name => page.locator('summary', { hasText: name }))];
  const shown = async () => Promise.all(ways.map(way => way.first().isVisible()));
  assert.deepEqual(await shown(), [false, false, false, false]);
  await more.click();
  assert.equal(await more.getAttribute('aria-expanded'), 'true');
  assert.deepEqual(await shown(), [true, true, true, true]);
  await more.click();
  await page.setViewportSize({ width: 1280, height: 800 });
  assert.deepEqual([await more.isVisible(), ...await shown()], [false, true, true, true, true]);
});

test('in a narrow window, too, it is said above the rows that the texts are digests', async t => {
  const { page, url } = await start(t, { viewport: { width: 390, height: 844 } });
  await compare(page, url, US, RUSSIAN);
  const said = page.getByText('A is a digest, B is a digest. What is missing here may still stand in the full text.');
  const [limits, first] = [await said.boundingBox(), await page.locator('[data-row]').first().boundingBox()];
  assert.ok(limits.y + limits.height <= first.y);
  const lines = page.getByRole('region').getByText(/ · digest$/);
  assert.equal(await lines.count(), 2);
  for (const line of await lines.all()) {
    assert.ok(await line.evaluate(one => one.checkVisibility() && one.scrollWidth <= one.clientWidth), 'nothing of it is cut');
  }
});

test('what cannot be compared is said in a sentence', async t => {
  const { page, url } = await start(t);
  await paste(page, url, A, 'Паром между двумя гаванями ходит дважды в день.\n\nСовет гавани собрался 12 мая.');
  await page.getByText('A is in English, B in Russian: only names, numbers and dates can be compared.').waitFor();
  await paste(page, url, A, 'تسير العبّارة بين الميناءين مرتين في اليوم.\n\nاجتمع مجلس الميناء في 12 مايو.');
  await page.getByText(/^A is written in Latin letters, B written in Arabic letters: /).waitFor();
  await paste(page, url, A, 'Bees swarm early this spring.\n\nThe orchard keeps forty hives.');
  await page.getByText('No two passages of these texts make the same point').waitFor();
  assert.equal(await page.getByText(/Nothing in/).count(), 0, 'no page of gaps');
  assert.ok((await rows(page)).every(kind => kind.startsWith('only-')));
  await compare(page, url, US, US);
  await page.getByText('Both sides are the same statement').waitFor();
  assert.ok((await rows(page)).every(kind => kind === 'matched'));
});

test('paper has the texts and the legend, and no controls', async t => {
  const { page, url } = await start(t);
  await paste(page, url, A, B);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await slider(page).isVisible(), false);
  assert.equal(await chips(page).first().isVisible(), false);
  assert.ok(await page.getByText('shared wording').first().isVisible());
  await page.setViewportSize({ width: 700, height: 1000 });
  const [a, b] = await page.locator('.side__head').evaluateAll(found => found.map(one => one.getBoundingClientRect().x));
  assert.ok(a < b, 'columns');
});

test('on a narrow screen the gap beside several passages stands after them', async t => {
  const { page, url } = await start(t, { viewport: { width: 390, height: 844 } });
  const alone = ['The lighthouse on Gull Rock burned all night.', 'Seven barges carried oranges to Velm.', 'A choir of miners sang at the quay.'];
  const both = 'The two ministers signed the treaty on the Tarn ferry in Highport on 2 May.';
  for (const [a, b, isAfter] of [[[both, ...alone], [both], true], [[both], [both, ...alone], false]]) {
    await paste(page, url, a.join('\n\n'), b.join('\n\n'));
    const gap = page.getByText(/^Rows 2 to 4: .*Nothing in . corresponds to these 3 passages/);
    const top = async found => (await found.boundingBox()).y;
    const passages = page.locator('[data-passage]');
    const [first, last] = [await top(passages.filter({ hasText: alone[0] })), await top(passages.filter({ hasText: alone[2] }))];
    const at = await top(gap);
    assert.ok(isAfter ? at > last : at < first, `${first} ${at} ${last}`);
  }
});

test('long texts are drawn in parts, to their end', async t => {
  const { page, url } = await start(t);
  const passages = Array.from({ length: 200 }, (_, at) => `Item ${at}: the office of berth ${at * 7} reports ${at * 31} crates from ship number ${at * 13}.`);
  await paste(page, url, passages.join('\n\n'), passages.filter((_, at) => at % 9 > 0).join('\n\n'));
  await page.waitForFunction(() => document.querySelectorAll('[data-row]').length === 200);
  await chips(page).filter({ hasText: /^Only A/ }).click();
  await page.waitForFunction(() => document.querySelectorAll('[data-row]').length === 23);
});

test('the first rows of long texts stay where they are when the rest is found', async t => {
  const { page, url } = await start(t);
  const passages = Array.from({ length: 400 }, (_, at) => `Item ${at}: on ${at % 28 + 1} May the office of berth ${at * 7} told Norland of ${at * 31} crates from ship number ${at * 13}.`);
  await page.addInitScript(() => {
    new MutationObserver(() => {
      const row = document.querySelector('[data-row]');
      if (row) window.firstRow ??= { row, hasLedger: document.querySelector('#panel-ledger .chips') !== null };
    }).observe(document, { childList: true, subtree: true });
  });
  await page.reload();
  await paste(page, url, passages.join('\n\n'), passages.filter((_, at) => at % 9 > 0).join('\n\n'));
  await page.getByRole('list', { name: 'Facts shown' }).waitFor();
  await page.waitForFunction(() => document.querySelectorAll('[data-row]').length === 400);
  assert.deepEqual(await page.evaluate(() => [window.firstRow.hasLedger, window.firstRow.row.isConnected]), [false, true]);
});

test('a clause of the summary leads to the rows it filtered, and what it opens stays in its place', async t => {
  const { page, url } = await start(t, { viewport: { width: 390, height: 844 } });
  await compare(page, url, US, RUSSIAN);
  await page.getByRole('link', { name: /passages? only in B$/ }).click();
  await page.waitForURL(/rows=only-b/);
  await page.waitForFunction(() => document.activeElement.id === 'rows');
  const first = page.locator('[data-row]').first();
  await first.waitFor();
  assert.ok((await first.boundingBox()).y < 844, 'in sight');
});

test('each number of the summary opens what it counts, no more and no less', async t => {
  const { page, url } = await start(t);
  const links = page.getByRole('status').filter({ hasText: /counterpart in B/ }).getByRole('link');
  const passages = side => page.locator(`section[data-side="${side}"] [data-passage]`).count();
  const groups = page.locator('[data-row]');
  const check = async () => {
    const seen = [];
    for (let at = 0; at < await links.count(); at += 1) {
      await page.getByRole('link', { name: /^All rows / }).click();
      const words = await links.nth(at).innerText();
      const number = Number(words.match(/^\d+/)[0]);
      await links.nth(at).click();
      await page.waitForURL(/[?&](rows|formulae)=/);
      const count = Number((await chips(page).and(page.locator('[aria-current="true"]')).innerText()).match(/\d+$/)[0]);
      await page.waitForFunction(count => document.querySelectorAll('[data-row]').length === count, count);
      await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
      const found = await groups.evaluateAll(all => all.map(one => [one.dataset.row, one.ariaLabel, one.dataset.formula]));
      const sentences = side => found.reduce((sum, [, name]) => sum + Number(name.match(`(\\d+) sentences? only in ${side}`)?.[1] ?? 0), 0);
      const side = words.match(/only in ([AB])$/)?.[1];
      const counted = /of A’s/.test(words) ? await passages('A') : /of B’s/.test(words) ? await passages('B')
        : /sentence/.test(words) ? sentences(side) : found.length;
      assert.equal(counted, number, words);
      if (/counterpart|of B’s/.test(words)) assert.ok(found.every(([kind]) => !kind.startsWith('only-')), words);
      if (/moved/.test(words)) assert.ok(found.every(([kind]) => kind === 'moved'), words);
      if (/formula/.test(words)) assert.ok(found.every(([, , formula]) => formula), words);
      if (/passages? only/.test(words)) assert.ok(found.every(([kind]) => kind === `only-${side.toLowerCase()}`), words);
      seen.push(words);
    }
    return seen.join('; ');
  };
  await paste(page, url, A, B);
  assert.match(await check(), /of A’s.*of B’s.*moved.*passages? only/);
  await page.getByRole('link', { name: /^All rows / }).click();
  const more = 'They also promised eleven tugboats to the lighthouse museum of Solmere.';
  const thanks = 'They thanked each other.';
  await paste(page, url, `${A.split('\n\n')[1]} ${more}\n\n${thanks}`, `${A.split('\n\n')[1]}\n\n${thanks}`);
  assert.match(await check(), /formula.*sentence only in A/);
});

test('the names of the texts stay in sight', async t => {
  const { page, url } = await start(t, { viewport: { width: 1280, height: 800 } });
  const long = Array.from({ length: 40 }, (_, at) => `Berth ${at} holds ${at * 31} crates from ship number ${at * 13}, the harbour office says.`).join('\n\n');
  await paste(page, url, long, long);
  await page.waitForFunction(() => document.querySelectorAll('[data-row]').length === 40);
  await page.locator('[data-row]').nth(30).scrollIntoViewIfNeeded();
  const seen = await page.evaluate(() => {
    const names = [...document.querySelectorAll('.names__one')];
    const head = document.querySelector('.header').getBoundingClientRect().bottom;
    return names.map(name => {
      const box = name.getBoundingClientRect();
      const top = document.elementFromPoint(box.x + 30, box.y + box.height / 2);
      return box.y >= head - 1 && box.y < head + 60 && name.contains(top);
    });
  });
  assert.deepEqual(seen, [true, true]);
});

test('passages of one text alone that follow each other share one gap, and begin closed where few are paired', async t => {
  const { page, url } = await start(t);
  const own = Array.from({ length: 44 }, (_, at) => `Orchard ${at} keeps hive number ${at * 7}; its keeper is called ${'abcdefgh'[at % 8]}${at}son.`);
  const last = 'They will meet again in Graniteville on 3 July.';
  await paste(page, url, [...own, last].join('\n\n'), last);
  assert.equal((await rows(page)).filter(kind => kind === 'only-a').length, 44, 'every passage has its row');
  assert.equal((await passageTexts(page)).length, 46);
  await page.getByText('Nothing in B corresponds to these 44 passages').waitFor();
  assert.equal(await page.getByText(/Nothing in B/).count(), 1);
  const each = page.getByRole('button', { name: /^Show each of the 44 passages only in A$/ });
  assert.equal(await row(page, 20).isVisible(), false);
  await each.click();
  await row(page, 20).waitFor();
  await page.getByRole('button', { name: /^Close up/ }).click();
  await row(page, 20).waitFor({ state: 'hidden' });
  // Who goes there finds it open.
  for (const key of ['j', 'j']) await page.keyboard.press(key);
  await page.waitForFunction(() => document.activeElement.id === 'row-2');
  assert.equal(await row(page, 20).isVisible(), true);
});

test('the window is named after the texts', async t => {
  const { page, url } = await start(t);
  await compare(page, url, US, RUSSIAN);
  await page.waitForFunction(() => /^US readout ↔ Russian readout · Compare · /.test(document.title));
  await page.getByRole('heading', { level: 1, name: 'Compare: US readout beside Russian readout' }).waitFor();
});

test('everybody can use it, level, scrolling freely, with three texts, and in the dark', async t => {
  const { page, url } = await start(t);
  for (const hash of [`a=${US}&b=${RUSSIAN}`, `a=${US}&b=${RUSSIAN}&scroll=free`, `a=${US}&b=${RUSSIAN}&c=${REPORT}`]) {
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await page.goto(`${url}#/compare?${hash}`);
      await page.locator('[data-row]').first().waitFor();
      await page.evaluate(axe);
      const { violations } = await page.evaluate(rules => globalThis.axe.run(document, { runOnly: rules }), RULES);
      const found = violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.html}`));
      assert.deepEqual(found, [], `${hash}, ${colorScheme}`);
    }
  }
});

test('inside a pair, sentences without a counterpart are told, marked and counted', async t => {
  const { page, seen, url, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  await page.goto(`${url}#/compare`);
  await page.getByText('Compare two texts of your own', { exact: true }).click();
  const form = page.getByRole('form', { name: 'Compare two texts of your own' });
  const COMMON = 'The harbour masters agreed that fourteen berths of the northern quay are dredged before the winter storms.';
  const ONLY_A = 'They also promised eleven tugboats to the lighthouse museum of Solmere.';
  const ONLY_B = ['Nothing was said of the sunken barge near the pilot station.', 'A further round follows after the herring season.'];
  await form.getByRole('textbox', { name: 'Text of side A' }).fill(`${COMMON} ${ONLY_A}`);
  await form.getByRole('textbox', { name: 'Text of side B' }).fill(`${ONLY_B[0]} ${COMMON} ${ONLY_B[1]}`);
  await form.getByRole('button', { name: 'Compare these texts' }).click();
  const row = page.getByRole('group', { name: /^Row 1 of 1: .*; 1 sentence only in A; 2 sentences only in B/ });
  await row.waitFor();
  await page.getByRole('link', { name: '1 sentence only in A' }).waitFor();
  await page.getByRole('link', { name: '2 sentences only in B' }).waitFor();
  const alone = page.getByRole('region').locator('[data-alone]');
  const joined = async () => (await alone.evaluateAll(all => all.map(one => one.textContent))).join('');
  assert.equal(await joined(), [ONLY_A, ...ONLY_B].join(''));
  await page.getByText(/^Why: /).click();
  await page.getByText(/^A “The harbour masters agreed .+ …” and B “The harbour masters agreed .+ …”: the same .*1\.00\)$/).waitFor();
  assert.deepEqual([seen.errors, seen.policy, seen.dialogs], [[], [], []]);
});

/** Some hundred passages of their own, of more letters than are compared without a pause. */
const long = (from, word) => Array.from({ length: 130 }, (_, at) => {
  const number = from + at;
  return `On day ${number} the harbour office of Lakeside counted ${number * 7} crates on pier ${number % 60}, and ${word} number ${number * 3} told the council that ferry ${number} sails on tide ${number * 11} with salt, rope, timber and ${number * 13} sheets of glass for the upper valley.`;
}).join('\n\n');

test('two long texts are compared while the reader goes to the button, as they stand when it is pressed', async t => {
  const { page, seen, url, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  // A comparison goes on in slices, after each of which a message is waited for.
  await page.addInitScript(() => {
    window.slices = 0;
    const post = MessagePort.prototype.postMessage;
    MessagePort.prototype.postMessage = function (...what) {
      window.slices += 1;
      return post.apply(this, what);
    };
  });
  await page.goto(`${url}#/compare`);
  await page.getByText('Compare two texts of your own', { exact: true }).click();
  const form = page.getByRole('form', { name: 'Compare two texts of your own' });
  const field = side => form.getByRole('textbox', { name: `Text of side ${side}`, exact: true });
  const press = () => form.getByRole('button', { name: 'Compare these texts' }).click();
  const slices = () => page.evaluate(() => window.slices);
  /** Until no slice has been begun for a while in which there was time for it. */
  const quiet = () => page.evaluate(() => new Promise(done => {
    let [idle, before] = [0, window.slices];
    const look = () => {
      idle = window.slices === before ? idle + 1 : 0;
      before = window.slices;
      if (idle > 60) done();
      else requestAnimationFrame(look);
    };
    look();
  }));
  await quiet();
  const start = await slices();
  await field('A').fill(long(1, 'pilot'));
  await field('B').fill(long(100, 'captain'));
  await page.waitForFunction(start => window.slices > start + 20, start);
  await quiet();
  const made = await slices() - start;
  const pressed = await slices();
  // A title changes nothing that is compared.
  await form.getByRole('textbox', { name: 'Title of side A (optional)', exact: true }).fill('Harbour');
  await quiet();
  assert.equal(await slices(), pressed);
  await press();
  const told = page.getByText(/\d+ of A’s 130 passages have a counterpart/).first();
  await told.waitFor();
  await page.locator('.columns:not([aria-busy])').waitFor();
  await quiet();
  const asked = await slices() - pressed;
  assert.ok(asked < made / 2, `${made} slices before the press, ${asked} after it`);
  const summary = await told.innerText();
  // The same texts from their addresses are compared anew, to the same end.
  const swap = page.getByRole('link', { name: 'Swap sides' });
  await swap.click();
  await page.waitForURL(/a=own(:|%3A)2&b=own(:|%3A)1/, { waitUntil: 'commit' });
  await swap.click();
  await page.waitForURL(/a=own(:|%3A)1&b=own(:|%3A)2/, { waitUntil: 'commit' });
  await told.waitFor();
  assert.equal(await told.innerText(), summary);
  // What is compared is what stands in the form, whatever was found of an earlier state of it.
  await page.goto(`${url}#/compare`);
  await page.getByText('Compare two texts of your own', { exact: true }).click();
  await field('A').fill(long(1, 'pilot'));
  await field('B').fill(long(100, 'captain'));
  await page.waitForFunction(start => window.slices > start + 20, await slices());
  await quiet();
  await field('B').fill(`${long(100, 'captain')}\n\nNothing was said of the sunken barge.`);
  await press();
  await page.getByText('Nothing was said of the sunken barge.').first().waitFor();
  assert.deepEqual([seen.errors, seen.policy], [[], []]);
});
