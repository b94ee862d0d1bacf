// The chart: points that open what they count, lines told apart without colour, keys, the table, the address.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { open, site } from './lib.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const chart = page => ({
  points: page.locator('a[id^="point-"]'),
  drawing: page.getByRole('group', { name: / by (month|quarter|year), / }),
  legend: page.getByRole('list', { name: 'Lines of the chart' }),
  ready: () => page.locator('a[id^="point-"]').first().waitFor(),
});
const numbers = text => text.match(/(\d+) hits? in (\d+) of (\d+) statements?/).slice(1).map(Number);

test('every point and every line opens exactly what it counts', async t => {
  const { page, seen, url, view, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  for (const hash of [
    '#/?q=ukraine&view=chart&unit=year',
    '#/?view=chart&unit=year&series=ukraine+%7C+%22root+causes%22+%7C+nato',
    '#/?q=ukraine&view=chart&unit=year&by=side&from=2024-11',
    '#/?kind=readout&view=chart&unit=year&by=publisher',
  ]) {
    await page.goto(url + hash);
    await chart(page).ready();
    const points = await chart(page).points.evaluateAll(all => all.map(one => [one.getAttribute('href'), one.getAttribute('aria-label')]));
    const lines = await chart(page).legend.getByRole('listitem').evaluateAll(all =>
      all.map(one => [one.querySelector('a').getAttribute('href'), one.innerText]));
    assert.ok(points.length > 0, hash);
    for (const [href, label] of [...points, ...lines]) {
      const [statements] = label.match(/\d+(?= (of \d+ )?statements?)/);
      const hits = label.match(/(\d+) hits?/)?.[1] ?? '0';
      await page.goto(url + href);
      await view.says(`${statements} of \\d+ statements`);
      if (hits !== '0') await view.says(`.*; ${hits} hits? in `);
    }
  }
  assert.deepEqual([seen.errors, seen.policy], [[], []]);
});

test('a month opens the statements that can lie in it', async t => {
  const { page, url, view, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  await page.goto(`${url}#/?q=ukraine&view=chart&unit=month`);
  await chart(page).ready();
  const points = await chart(page).points.evaluateAll(all => all.map(one => [one.getAttribute('href'), one.getAttribute('aria-label')]));
  const coarse = Number((await page.getByText(/dated less finely than this/).innerText()).match(/^\d+/)[0]);
  for (const [href, label] of points) {
    const [, statements] = numbers(label);
    await page.goto(url + href);
    await view.says('\\d+ of ');
    const { shown } = await view.counts();
    assert.ok(shown >= statements && shown <= statements + coarse, `${label}: ${shown}`);
  }
});

test('the table holds the figures of the points', async t => {
  const { page, url, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  await page.goto(`${url}#/?view=chart&series=ukraine+%7C+nato&measure=share`);
  await chart(page).ready();
  const labels = await chart(page).points.evaluateAll(all => all.map(one => one.getAttribute('aria-label').replace('; few statements', '')));
  assert.equal(await page.getByRole('table').count(), 0);
  await page.getByRole('button', { name: 'Show as table' }).click();
  const table = page.getByRole('table');
  assert.deepEqual(await table.getByRole('columnheader').allInnerTexts(), ['Period', 'ukraine', 'nato']);
  const cells = await table.getByRole('link').evaluateAll(all => all.map(one => one.getAttribute('aria-label')));
  assert.deepEqual(cells.sort(), labels.sort());
  for (const label of labels) {
    const [, statements, scope] = numbers(label);
    const percent = Number(label.match(/([\d.]+) percent/)[1]);
    assert.ok(Math.abs(percent - (100 * statements) / scope) < 0.06, label);
  }
});

test('the controls change the address, and the address restores the chart', async t => {
  const { page, url, view, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  await page.goto(`${url}#/?q=ukraine`);
  await view.says('\\d+ of ');
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Chart' }).click();
  await chart(page).ready();
  await page.getByLabel('One line for').selectOption('Speaker');
  await page.waitForURL(/by=speaker/);
  await page.getByLabel('Measure').selectOption('per 10,000 words');
  await page.waitForURL(/measure=per10k/);
  await page.getByLabel('Each point').focus();
  await page.getByLabel('Each point').selectOption('year');
  await page.waitForURL(/unit=year/);
  await page.getByRole('group', { name: /^Hits per 10,000 words by year/ }).waitFor();
  assert.equal(await page.getByLabel('Each point').evaluate(one => one === document.activeElement), true, 'focus stays');
  const before = await chart(page).legend.innerText();
  assert.ok((await chart(page).legend.getByRole('listitem').count()) > 2);
  await page.reload();
  await chart(page).ready();
  assert.equal(await chart(page).legend.innerText(), before);
  assert.equal(await page.getByLabel('One line for').inputValue(), 'speaker');
  await page.getByLabel('Compare terms: write a | between them').fill('peace | "root causes" | (');
  await page.getByLabel('Compare terms: write a | between them').press('Enter');
  await chart(page).legend.getByText('"root causes"').waitFor();
  await page.getByText('The terms stand in for the words in the search box').waitFor();
  await page.goBack();
  await page.waitForFunction(text => document.querySelector('[aria-label="Lines of the chart"]')?.innerText === text, before);
});

test('what was not understood of the terms stands above the drawing', async t => {
  const { page, url, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  await page.goto(`${url}#/?q=ukraine&view=chart&series=peace+%7C+speakr%3Ax`);
  await chart(page).ready();
  const top = async what => (await what.boundingBox()).y;
  const drawing = await top(page.getByRole('figure'));
  assert.ok((await top(page.getByText('there is no field “speakr”'))) < drawing);
  assert.ok((await top(page.getByText('The terms stand in for the words in the search box'))) < drawing);
});

test('arrow keys lead from point to point, Enter opens one', async t => {
  const { page, url, view, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  await page.goto(`${url}#/?view=chart&unit=month&series=ukraine+%7C+nato`);
  await chart(page).ready();
  const stops = chart(page).drawing.locator('a[tabindex="0"]');
  assert.equal(await stops.count(), 2, 'one stop a line');
  await stops.first().focus();
  const label = () => page.evaluate(() => document.activeElement.getAttribute('aria-label'));
  const newest = await label();
  await page.keyboard.press('ArrowLeft');
  const earlier = await label();
  assert.notEqual(earlier, newest);
  assert.match(earlier, /^ukraine, /);
  assert.ok(await page.getByText(earlier, { exact: true }).count() > 0, 'what is pointed at is written out');
  await page.keyboard.press('ArrowDown');
  assert.match(await label(), /^nato, /);
  await page.keyboard.press('ArrowUp');
  assert.equal(await label(), earlier);
  await page.keyboard.press('End');
  assert.equal(await label(), newest);
  await page.keyboard.press('Enter');
  await view.results.waitFor();
});

test('the chart has no accessibility finding and fits, in both themes, wide and narrow', async t => {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1280, 390, 320]) {
      const { page, url, close } = await open(site('DIST_DEFAULT'), { colorScheme, viewport: { width, height: 860 }, bypassCSP: true });
      t.after(close);
      await page.goto(`${url}#/?view=chart&series=ukraine+%7C+nato+%7C+ceasefire+%7C+sanctions`);
      await chart(page).ready();
      await page.getByRole('button', { name: 'Show as table' }).click();
      await page.evaluate(axe);
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
      const { violations } = await page.evaluate(tags => window.axe.run(document, { runOnly: tags }), tags);
      assert.deepEqual(violations.map(one => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`), [], `${colorScheme} ${width}`);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(overflow <= 0, `${overflow} px too wide at ${width} px`);
      // Points are whole: they can be hit on both sides of the place they stand at.
      const sides = await chart(page).points.last().evaluate(link => {
        link.scrollIntoView({ block: 'center' });
        const box = link.querySelector('.series__shape').getBoundingClientRect();
        const hits = x => document.elementFromPoint(x, box.y + box.height / 2)?.closest('a') === link;
        return [hits(box.x + 1), hits(box.right - 1)];
      });
      assert.deepEqual(sides, [true, true]);
    }
  }
});
