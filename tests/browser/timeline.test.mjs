// The timeline above the results: bars that agree with the counts, a brush for pointer, finger and keys, one step of the
// history a gesture, a height that never changes. What axe finds stands in access.test.mjs, which walks through these screens.
import test from 'node:test';
import assert from 'node:assert/strict';
import UPNG from 'upng-js';
import { open, site } from './lib.mjs';
import { settled, show } from './screens.mjs';

async function start(t, context) {
  const opened = await open(site('DIST_DEFAULT'), context);
  t.after(opened.close);
  t.after(() => assert.deepEqual([opened.seen.errors, opened.seen.policy], [[], []]));
  const { page, url } = opened;
  const strip = page.getByRole('group', { name: 'Timeline', exact: true });
  const [first, last] = ['start', 'end'].map(name => page.getByRole('slider', { name: `Timeline ${name}`, exact: true }));
  /** How many bars there are, and where the middle of each is. Only while all are chosen: the thumbs stand around them. */
  const places = async () => {
    const [left, right] = [await first.boundingBox(), await last.boundingBox()];
    const len = Number(await first.getAttribute('max')) + 1;
    const [x, width] = [left.x + left.width, right.x - left.x - left.width];
    return Array.from({ length: len }, (_, bar) => ({ x: x + ((bar + 0.5) * width) / len, y: left.y + left.height / 2 }));
  };
  const hash = () => page.evaluate(() => decodeURIComponent(location.hash));
  const goTo = address => show(page, url, address);
  /** What is told of the bar that the pointer is at, or of the stretch that is being moved. */
  const told = async () => (await strip.getByText(/, \d+ statements?$/).innerText()).match(/^(.*), (\d+) statements?$/).slice(1);
  const sweep = async (from, to) => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move((from.x + to.x) / 2, from.y, { steps: 2 });
    await page.mouse.move(to.x, to.y, { steps: 2 });
  };
  return { ...opened, strip, first, last, places, hash, goTo, told, sweep };
}

/** How many statements the strip says stand in no bar. */
const missing = async strip => [...(await strip.innerText()).matchAll(/(\d+) (?:dated by year only|undated)/g)].reduce((sum, [, count]) => sum + Number(count), 0);

test('the bars and what stands in none are all that is found, whatever dates are asked for', async t => {
  const { page, view, strip, places, goTo, told } = await start(t);
  for (const [narrow, wide] of [['#/', '#/'], ['#/?q=ukraine', '#/?q=ukraine'], ['#/?kind=readout&from=2025-01', '#/?kind=readout'], ['#/?q=ukraine&from=2024-11&to=2024-12', '#/?q=ukraine']]) {
    await goTo('#/');
    const bars = await places();
    assert.equal(bars.length, 12, 'Oct 2024 to Sep 2025');
    await goTo(wide);
    const { shown } = await view.counts();
    await goTo(narrow);
    const names = new Set();
    const box = await strip.boundingBox();
    // The first screen has more above the strip.
    const dy = box.y + 14 - bars[0].y;
    let sum = 0;
    for (const { x, y } of bars) {
      await page.mouse.move(x, y + dy);
      const [name, count] = await told();
      names.add(name);
      sum += Number(count);
    }
    await page.mouse.move(0, 0);
    assert.equal(names.size, bars.length, [...names].join());
    assert.equal(sum + await missing(strip), shown, narrow);
  }
});

test('every bar opens what it counts, and what may lie there', async t => {
  const { page, view, strip, places, goTo, told } = await start(t);
  await goTo('#/?q=russia');
  const coarse = await missing(strip);
  for (const [bar, { x, y }] of (await places()).entries()) {
    await goTo('#/?q=russia');
    await page.mouse.move(x, y);
    const count = Number((await told())[1]);
    await page.mouse.down();
    await page.mouse.up();
    await page.waitForURL(/from=/);
    await settled(page);
    const { shown } = await view.counts();
    assert.ok(shown >= count && shown <= count + coarse, `bar ${bar}: ${shown}, not ${count}`);
  }
});

test('a sweep narrows to a stretch, as the date fields do, and Back leads out', async t => {
  const { page, view, places, hash, goTo, told, sweep } = await start(t);
  await goTo('#/?q=ukraine');
  const before = await view.status.innerText();
  const bars = await places();
  await sweep(bars[1], bars[3]);
  assert.equal((await told())[0], 'Nov 2024 to Jan 2025');
  assert.equal(await hash(), '#/?q=ukraine', 'nothing is asked before the pointer lets go');
  await page.mouse.up();
  await page.waitForURL(/from=2024-11&to=2025-01/);
  await view.status.filter({ hasText: 'from Nov 2024 to Jan 2025' }).waitFor();
  const after = await view.status.innerText();
  assert.equal(await page.getByLabel('From', { exact: true }).inputValue(), '2024-11');
  assert.equal(await page.getByLabel('To', { exact: true }).inputValue(), '2025-01');
  await page.getByRole('link', { name: 'Remove filter From Nov 2024' }).waitFor();
  // The same the other way round, and beyond the edge.
  await page.goBack();
  await view.status.filter({ hasText: before }).waitFor();
  assert.equal(await hash(), '#/?q=ukraine', 'one step');
  await sweep(bars[9], { x: bars[11].x + 400, y: bars[11].y });
  await page.mouse.up();
  await page.waitForURL(/from=2025-07&to=2025-09/);
  await page.goBack();
  await goTo('#/?q=ukraine&from=2024-11&to=2025-01');
  assert.equal(await view.status.innerText(), after, 'the address says it all');
});

test('a stretch is pulled by its ends, given up, and taken away again', async t => {
  const { page, view, strip, first, places, hash, goTo, sweep } = await start(t);
  await goTo('#/?q=ukraine');
  const bars = await places();
  await goTo('#/?q=ukraine&from=2025-02&to=2025-05-20');
  const thumb = await first.boundingBox();
  // The sentence above the strip may have become longer by a line.
  const grip = { x: thumb.x + thumb.width / 2, y: thumb.y + thumb.height / 2 + 1 };
  await sweep(grip, bars[1]);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  assert.match(await hash(), /from=2025-02&to=2025-05-20$/);
  assert.equal(await first.inputValue(), '4');
  await sweep(grip, bars[1]);
  await page.mouse.up();
  // The other end stays as it was typed.
  await page.waitForURL(/from=2024-11&to=2025-05-20$/);
  await strip.getByRole('button', { name: 'All dates' }).click();
  await page.waitForURL(/#\/\?q=ukraine$/);
  await view.status.filter({ hasNotText: 'from' }).waitFor();
  assert.equal(await first.evaluate(one => one === document.activeElement), true, 'the focus is kept');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.waitForURL(/from=2024-11&to=2025-05-20$/);
});

test('a click chooses one bar, a second click all of them', async t => {
  const { page, view, places, hash, goTo } = await start(t);
  await goTo('#/?q=ukraine');
  const [, bar] = await places();
  await page.mouse.click(bar.x, bar.y);
  await page.waitForURL(/from=2024-11&to=2024-11$/);
  await view.status.filter({ hasText: 'Nov 2024' }).waitFor();
  await page.mouse.click(bar.x, bar.y);
  await page.waitForURL(/#\/\?q=ukraine$/);
  assert.equal(await hash(), '#/?q=ukraine');
});

test('the thumbs are moved by keys, and the stretch is asked for once they rest', async t => {
  const { page, view, strip, first, last, hash, goTo } = await start(t);
  await goTo('#/?q=ukraine');
  const steps = () => page.evaluate(() => history.length);
  const value = async () => [await first.inputValue(), await last.inputValue()].map(Number);
  assert.deepEqual(await value(), [0, 11]);
  assert.match(await first.getAttribute('aria-valuetext'), /^Oct 2024, \d+ statements?$/);
  assert.match(await last.getAttribute('aria-valuetext'), /^Sep 2025, \d+ statements?$/);
  const before = await steps();
  await first.focus();
  for (let times = 0; times < 3; times += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  assert.match(await first.getAttribute('aria-valuetext'), /^Dec 2024, \d+ statements?$/);
  await page.waitForURL(/from=2024-12$/);
  assert.equal(await steps(), before + 1);
  await view.status.filter({ hasText: 'from Dec 2024 on' }).waitFor();
  await last.focus();
  await page.keyboard.press('PageDown');
  assert.deepEqual(await value(), [2, 7]);
  await page.keyboard.press('Home');
  assert.deepEqual(await value(), [2, 2], 'no end passes the other');
  await page.waitForURL(/from=2024-12&to=2024-12$/);
  await first.focus();
  await page.keyboard.press('PageUp');
  assert.deepEqual(await value(), [2, 2]);
  await page.keyboard.press('Home');
  await page.waitForURL(/q=ukraine&to=2024-12$/);
  await last.focus();
  await page.keyboard.press('End');
  await page.waitForURL(/#\/\?q=ukraine$/);
  assert.equal(await strip.getByRole('button').count(), 0);
  await page.goBack();
  await page.waitForURL(/q=ukraine&to=2024-12$/);
  assert.deepEqual(await value(), [0, 2]);
});

test('its height is the same for every answer, and on a phone', async t => {
  const heights = [];
  for (const width of [1440, 390, 320]) {
    const { page, view, strip, goTo, places } = await start(t, { viewport: { width, height: 800 }, hasTouch: width < 400 });
    for (const address of ['#/', '#/?q=ukraine', '#/?q=zzyzx+moon', '#/?from=2024-11&to=2024-12', '#/?from=1999&to=1999', '#/?view=chart']) {
      await goTo(address);
      heights.push((await strip.boundingBox()).height);
    }
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    if (width > 400) continue;
    await goTo('#/?q=ukraine');
    const [, bar] = await places();
    await page.touchscreen.tap(bar.x, bar.y);
    await page.waitForURL(/from=2024-11&to=2024-11$/);
    await view.status.filter({ hasText: 'Nov 2024' }).waitFor();
  }
  assert.equal(new Set(heights).size, 1, heights.join());
  assert.ok(heights[0] <= 64, `${heights[0]} px`);
});

test('in forced colours and in the dark the chosen bars differ from the others, and both from the ground', async t => {
  for (const looks of [{ forcedColors: 'active' }, { colorScheme: 'dark' }, { colorScheme: 'light' }]) {
    const { page, first, last, goTo } = await start(t, { ...looks, reducedMotion: 'reduce' });
    await goTo('#/?from=2025-09');
    const [left, right] = [await first.boundingBox(), await last.boundingBox()];
    const clip = { x: left.x - 300, y: left.y, width: right.x - left.x + 300, height: left.height };
    const picture = new Uint32Array(UPNG.toRGBA8(UPNG.decode(await page.screenshot({ clip })))[0]);
    const counts = new Map();
    for (const colour of picture) counts.set(colour, (counts.get(colour) ?? 0) + 1);
    const areas = [...counts.values()].filter(count => count > picture.length / 200);
    assert.ok(areas.length >= 3, `${JSON.stringify(looks)}: ${areas}`);
  }
});

test('it is not printed, and no other screen has it', async t => {
  const { page, strip, goTo } = await start(t);
  await goTo('#/?q=ukraine');
  assert.equal(await strip.isVisible(), true);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await strip.isVisible(), false);
  await page.emulateMedia({ media: 'screen' });
  await goTo('#/events');
  assert.equal(await strip.count(), 0);
});
