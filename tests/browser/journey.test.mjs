// The main job on the default site, at the root of a host and under a sub-path: filter, search, read, compare.
import test from 'node:test';
import assert from 'node:assert/strict';
import { open, site } from './lib.mjs';

for (const base of ['/', '/some/repo/']) {
  test(`a reader filters, searches, reads and compares under ${base}`, async t => {
    const { page, seen, url, view, close } = await open(site('DIST_DEFAULT'), { base });
    t.after(close);
    await page.goto(url);
    await view.ready();
    const { all } = await view.counts();
    assert.ok(all >= 30, `${all} statements`);
    const asked = seen.requests.length;

    await t.test('every facet count is what choosing the value gives', async () => {
      for (const name of ['Speaker', 'Side', 'Kind', 'Topic', 'Publisher', 'Event', 'Place', 'Language', 'Completeness']) {
        const box = view.facet(name).getByRole('checkbox').first();
        const count = Number(await box.getAttribute('data-count'));
        await box.check();
        await view.says(`${count} of ${all} statement`);
        await box.uncheck();
        await view.says(`${all} statements`);
      }
    });

    await t.test('values of one facet add up, facets narrow each other, a value can be left out', async () => {
      const kinds = view.facet('Kind');
      const [first, second] = [kinds.getByRole('checkbox').nth(0), kinds.getByRole('checkbox').nth(1)];
      const sum = Number(await first.getAttribute('data-count')) + Number(await second.getAttribute('data-count'));
      await first.check();
      await second.check();
      await view.says(`${sum} of ${all} statement`);
      const speaker = view.facet('Speaker').getByRole('checkbox').first();
      const both = Number(await speaker.getAttribute('data-count'));
      assert.ok(both <= sum);
      await speaker.check();
      await view.says(`${both} of ${all} statement`);
      await page.getByRole('link', { name: 'Clear all filters' }).click();
      await view.says(`${all} statements`);
      const count = Number(await first.getAttribute('data-count'));
      const row = view.facet('Kind').getByRole('listitem').first();
      await row.hover();
      await row.getByRole('button', { name: /^Leave out/ }).click();
      await view.says(`${all - count} of ${all} statement`);
      await page.goBack();
      await view.says(`${all} statements`);
    });

    await t.test('a date range narrows, and what is no date is said', async () => {
      await page.getByLabel('From').fill('2025-09-31');
      await page.getByLabel('From').press('Enter');
      await page.getByText('“2025-09-31” is not a date').waitFor();
      await page.getByLabel('From').fill('2025-09');
      await page.getByLabel('From').press('Enter');
      await page.getByRole('link', { name: 'Remove filter From Sep 2025' }).waitFor();
      const { shown } = await view.counts();
      assert.ok(shown > 0 && shown < all);
      await page.goBack();
      await view.says(`${all} statements`);
    });

    await t.test('a phrase is found, marked, and survives reload and back', async () => {
      await view.searchbox.fill('"root causes"');
      await page.waitForURL(/q=%22root\+causes%22/);
      await view.says('\\d+ of ');
      const { shown } = await view.counts();
      assert.ok(shown > 0 && shown < all);
      for (const mark of await view.results.locator('mark').allInnerTexts()) assert.match(mark, /root causes/i);
      await page.reload();
      await view.says(`${shown} of ${all} statement`);
      assert.equal(await view.searchbox.inputValue(), '"root causes"');
      const first = view.results.getByRole('listitem').first().getByRole('heading').getByRole('link');
      const title = await first.innerText();
      await first.click();
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      assert.match(page.url(), /#\/s\//);

      const next = page.getByRole('button', { name: 'Next hit' });
      await next.click();
      await page.getByRole('status').filter({ hasText: /^Hit 1 of / }).waitFor();
      assert.equal(await page.locator('mark[aria-current]').innerText().then(text => text.toLowerCase()), 'root causes');
      await page.keyboard.press('p');
      await page.getByRole('status').filter({ hasText: /^Hit (\d+) of \1 / }).waitFor();
      await page.reload();
      await page.getByRole('status').filter({ hasText: /^Hit (\d+) of \1 / }).waitFor();
      await page.goBack();
      await view.says(`${shown} of ${all} statement`);
    });

    await t.test('the accounts of the Lavrov–Rubio meeting stand side by side', async () => {
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Events' }).click();
      const event = page.getByRole('region', { name: /Lavrov.*Rubio|Rubio.*Lavrov/ }).first();
      assert.ok(await event.getByRole('listitem').count() >= 4, 'four accounts');
      await event.getByRole('link', { name: /readout.*Rubio|Rubio.*readout/i }).first().click();
      await page.getByRole('region', { name: 'Other accounts' }).getByRole('link', { name: /^Compare with .*readout/i }).first().click();
      await page.waitForURL(/#\/compare\?a=.+&b=.+/);
      await page.getByRole('status').filter({ hasText: /passages? of [AB]|of A/ }).waitFor();
      const titles = async () => page.locator('section:has([data-passage])').evaluateAll(all => all.map(one => one.getAttribute('aria-label')));
      const before = await titles();
      assert.equal(before.length, 2);
      for (const title of before) await page.getByRole('region', { name: title, exact: true }).waitFor();
      const rows = () => page.locator('[data-row]').evaluateAll(all => all.map(one => one.dataset.row));
      const pairs = () => page.locator('[data-pair]').evaluateAll(all => all.map(one => one.dataset.pair));
      const [rowsBefore, pairsBefore] = [await rows(), await pairs()];
      assert.ok(pairsBefore.length > 0, 'at least one pair');
      assert.ok(rowsBefore.some(row => row.startsWith('only-')), 'at least one gap');
      await page.getByRole('link', { name: 'Swap sides' }).click();
      await page.getByRole('region', { name: before[1], exact: true }).first().waitFor();
      await page.waitForFunction(title => document.querySelector('section:has([data-passage])')?.getAttribute('aria-label') === title, before[1]);
      const mirror = row => ({ 'only-a': 'only-b', 'only-b': 'only-a' })[row] ?? row;
      assert.deepEqual((await rows()).map(mirror).sort(), rowsBefore.sort());
      assert.deepEqual((await pairs()).map(pair => pair.split(' ').reverse().join(' ')).sort(), pairsBefore.sort());
      await page.reload();
      await page.getByRole('region', { name: before[0], exact: true }).waitFor();
      assert.deepEqual(await titles(), [before[1], before[0]]);
      await page.goBack();
      await page.waitForFunction(title => document.querySelector('section:has([data-passage])')?.getAttribute('aria-label') === title, before[0]);
    });

    await t.test('two results are chosen and compared, by keyboard', async () => {
      await page.goto(`${url}#/?q=lavrov`);
      await view.says('\\d+ of ');
      for (const at of [0, 1]) {
        await view.results.getByRole('checkbox').nth(at).focus();
        await page.keyboard.press('Space');
      }
      const bar = page.getByRole('region', { name: 'Chosen for comparing' });
      await bar.getByText('2 of 4 chosen').waitFor();
      await bar.getByRole('link', { name: 'Compare', exact: true }).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/#\/compare\?a=.+&b=.+/);
      await page.locator('[data-passage]').first().waitFor();
      assert.equal(await page.locator('section:has([data-passage])').count(), 2);
    });

    assert.deepEqual(seen.requests.filter(address => !address.startsWith(url) && !address.startsWith('data:')), []);
    assert.ok(asked > 0);
    assert.deepEqual([seen.errors, seen.policy, seen.dialogs], [[], [], []]);
  });
}

test('nothing is requested after the page has loaded', async t => {
  const { page, seen, url, view, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  await page.goto(url, { waitUntil: 'networkidle' });
  await view.ready();
  const before = seen.requests.length;
  await view.searchbox.fill('ukraine');
  await view.says('\\d+ of ');
  await view.results.getByRole('heading').first().getByRole('link').click();
  await page.getByRole('link', { name: 'About', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: /^About/ }).waitFor();
  // Every number opens its evidence.
  const digests = page.getByRole('table', { name: 'Statements by completeness' }).getByRole('row', { name: /^digest/ });
  const digestCount = await digests.getByRole('cell').innerText();
  await digests.getByRole('link').click();
  await view.says(`${digestCount} of \\d+ statements, given as digest`);
  await page.goBack();
  assert.equal(seen.requests.length, before);
});

test('nothing moves while the page loads', async t => {
  for (const viewport of [{ width: 1280, height: 860 }, { width: 390, height: 844 }]) {
    const { page, url, view, close } = await open(site('DIST_DEFAULT'), { viewport });
    t.after(close);
    await page.addInitScript(() => {
      window.moved = 0;
      new PerformanceObserver(list => list.getEntries().forEach(entry => { window.moved += entry.value; }))
        .observe({ type: 'layout-shift', buffered: true });
    });
    for (const hash of ['#/', '#/?q=ukraine', '#/events']) {
      await page.goto('about:blank');
      await page.goto(url + hash, { waitUntil: 'networkidle' });
      await view.ready();
      assert.equal(await page.evaluate(() => window.moved), 0, `${hash} at ${viewport.width} px`);
    }
  }
});

test('statements about different things have no pair', async t => {
  const { page, url, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  for (const [a, b] of [
    ['2024-mgimo-asean-conference-registration-en', '2025-09-ukrainian-authorities-overnight-attacks'],
    ['2025-07-trump-vietnam-trade-deal', '2025-09-27-lavrov-unga80-speech'],
    ['2024-10-29-russia-first-committee-outer-space', '2025-07-10-hasan-seanwfz'],
  ]) {
    await page.goto(`${url}#/compare?a=${a}&b=${b}`);
    await page.getByText(/^None of A’s \d+ passages? has a counterpart among B’s \d+/).waitFor();
    assert.equal(await page.locator('[data-pair]').count(), 0);
    assert.ok(await page.locator('[data-row="only-a"]').count() > 0);
  }
});
