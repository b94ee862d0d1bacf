// The page and the command find the same pairs, and the report that a reader saves is the one the command writes.
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { open, site } from './lib.mjs';

const corpus = fileURLToPath(new URL('../../corpus', import.meta.url));
const US = '2025-09-24-us-readout-rubio-lavrov';
const RUSSIAN = '2025-09-24-russian-readout-lavrov-rubio';
const REPORT = '2025-09-24-report-lavrov-rubio';

/** A pack of the default corpus, and the command with it. */
async function command(t) {
  const folder = await mkdtemp(join(tmpdir(), 'demarche-'));
  t.after(() => rm(folder, { recursive: true }));
  const run = (...args) => execFileSync(site('DEMARCHE_BIN'), args, { encoding: 'utf8', cwd: folder });
  run('pack', corpus, '-o', 'corpus.pack');
  return { folder, compare: (a, b, ...args) => run('compare', a, b, '--pack', 'corpus.pack', ...args) };
}

const shown = async page => page.locator('[data-row]').evaluateAll(all => all.map(one => [one.dataset.row, one.dataset.pair ?? null]));

/** Kind and pair of every row, as the page has them. */
const rowsOf = found => found.rows.map(row => [row.kind, row.a.length && row.b.length ? `${row.a[0]} ${row.b[0]}` : null]);

async function saved(page, name) {
  const button = page.getByRole('button', { name });
  if (!await button.isVisible()) await page.locator('summary', { hasText: 'Save report' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

test('page and command find the same rows and pairs', async t => {
  const { page, seen, url, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  const { compare } = await command(t);
  for (const [a, b] of [[US, RUSSIAN], [RUSSIAN, US], [US, REPORT], [RUSSIAN, REPORT]]) {
    for (const least of [null, 30]) {
      await page.goto(`${url}#/compare?a=${a}&b=${b}${least ? `&min=${least}` : ''}`);
      const found = JSON.parse(compare(a, b, '--json', ...(least ? ['--least', `${least / 100}`] : [])));
      assert.ok(found.rows.length > 2, `${a} ${b}`);
      const expected = rowsOf(found).sort();
      await page.waitForFunction(count => document.querySelectorAll('[data-row]').length === count, expected.length);
      // The rows of the comparison before may be as many.
      await page.waitForFunction(
        pairs => [...document.querySelectorAll('[data-pair]')].map(one => one.dataset.pair).sort().join() === pairs,
        expected.map(([, pair]) => pair).filter(Boolean).sort().join(),
      );
      assert.deepEqual((await shown(page)).sort(), expected, `${a} ${b} ${least}`);
    }
  }
  assert.deepEqual([seen.errors, seen.policy, seen.dialogs], [[], [], []]);
});

test('the saved report is the one the command writes, and asks nobody for anything', async t => {
  const { page, seen, url, close } = await open(site('DIST_DEFAULT'), { acceptDownloads: true });
  t.after(close);
  const { folder, compare } = await command(t);
  await page.goto(`${url}#/compare?a=${US}&b=${RUSSIAN}`);
  await page.locator('[data-row]').first().waitFor();
  const onPage = await shown(page);
  const strip = text => text.replace(/Made on [^<\n]*\./, '').replace(/<p class="soft">[^\n]*Open this comparison[^\n]*/, '');
  for (const [button, extension] of [['Save report (HTML)', 'html'], ['Save report (Markdown)', 'md']]) {
    const { name, text } = await saved(page, button);
    assert.match(name, new RegExp(`^comparison-${US.slice(0, 20)}.*\\.${extension}$`));
    assert.ok(text.includes(`${url.replaceAll('&', '&amp;')}#/compare?a=${US}`), 'a link back');
    await page.getByText(`Saved as ${name}`).waitFor();
    compare(US, RUSSIAN, '--report', `out.${extension}`);
    const written = await readFile(join(folder, `out.${extension}`), 'utf8');
    const from = whole => whole.slice(whole.indexOf(extension === 'md' ? '## Summary' : '<h2>Summary</h2>'));
    assert.equal(from(strip(text)), from(strip(written)));
    if (extension === 'html') {
      const before = seen.requests.length;
      const report = await page.context().newPage();
      const asked = [];
      report.on('request', request => asked.push(request.url()));
      await report.setContent(text);
      await report.getByRole('heading', { level: 1, name: 'Comparison of two texts' }).waitFor();
      assert.deepEqual((await shown(report)).sort(), onPage.sort());
      assert.equal(await report.locator('script, link, img, iframe').count(), 0);
      assert.equal(await report.locator('html').getAttribute('lang'), 'en');
      for (const name of ['Summary', 'The texts', 'Ledger', 'Shared wording', 'Quotations', 'Distinctive words', 'Method', 'Settings']) {
        await report.getByRole('heading', { level: 2, name }).waitFor();
      }
      const ids = await report.locator('[id]').evaluateAll(all => all.map(one => one.id));
      assert.equal(new Set(ids).size, ids.length, 'ids stand once');
      const targets = await report.locator('a[href^="#"]').evaluateAll(all => all.map(one => one.getAttribute('href').slice(1)));
      assert.ok(targets.length > 10 && targets.every(target => ids.includes(target)), 'links lead somewhere');
      assert.deepEqual(asked, []);
      assert.equal(seen.requests.length, before);
      await report.close();
    }
  }
  assert.deepEqual([seen.errors, seen.policy, seen.dialogs], [[], [], []]);
});

test('of three texts every two are reported', async t => {
  const { page, url, close } = await open(site('DIST_DEFAULT'), { acceptDownloads: true });
  t.after(close);
  await page.goto(`${url}#/compare?a=${US}&b=${RUSSIAN}&c=${REPORT}`);
  await page.locator('[data-row]').first().waitFor();
  await page.locator('summary', { hasText: 'Save report' }).click();
  const report = page.getByRole('group', { name: 'Report' });
  assert.equal(await report.getByRole('button').count(), 2);
  const which = report.getByRole('combobox', { name: 'Report on' });
  assert.deepEqual(await which.getByRole('option').allInnerTexts(), ['A and B', 'A and C', 'B and C']);
  for (const [two, ids] of [['A and B', [US, RUSSIAN]], ['B and C', [RUSSIAN, REPORT]], ['A and C', [US, REPORT]]]) {
    await which.selectOption(two);
    const { text } = await saved(page, 'Save report (Markdown)');
    assert.deepEqual([US, RUSSIAN, REPORT].filter(id => text.includes(`- Id: ${id}`)), ids);
  }
});
