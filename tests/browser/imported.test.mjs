// Documents as received, imported and published: what the source says stands in the page, to the byte.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { open, passageTexts, site } from './lib.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = [['DIST_IMPORTED', join(root, 'crates/import/fixtures')]];
// The documents the project was created from are nobody's to copy; where they are at hand, they are tried too.
if (process.env.DIST_SEEDS) SOURCES.push(['DIST_SEEDS', join(root, '../shared/seeds')]);

/** Ids of all statements, from the results' links over all pages. */
async function allIds(page, view) {
  const ids = [];
  for (;;) {
    ids.push(...await view.results.getByRole('heading').getByRole('link')
      .evaluateAll(all => all.map(one => decodeURIComponent(one.getAttribute('href').match(/#\/s\/([^?]+)/)[1]))));
    const next = page.getByRole('link', { name: 'Next page' });
    if (!await next.count()) return ids;
    const place = await page.getByRole('navigation', { name: 'Pages of results' }).innerText();
    await next.click();
    await page.waitForFunction(before => document.querySelector('nav[aria-label="Pages of results"]').innerText !== before, place);
  }
}

for (const [name, folder] of SOURCES) {
  test(`${name}: source lines stand in the page as they are`, async t => {
    const files = (await readdir(folder)).filter(file => file.endsWith('.txt')).sort().map(file => join(folder, file));
    assert.ok(files.length >= 5, `${files.length} documents in ${folder}`);
    const report = JSON.parse(execFileSync(site('DEMARCHE_BIN'), ['import', ...files, '--into', join(root, 'target/never'), '--dry-run', '--json'], { encoding: 'utf8', maxBuffer: 1 << 28 }));
    for (const [at, input] of report.inputs.entries()) {
      const text = await readFile(files[at], 'utf8');
      const lines = text.split(/\r\n|\r|\n/).filter(line => line.trim() !== '').length;
      assert.equal(input.lines, lines, input.path);
      const dropped = Object.values(input.dropped).reduce((sum, count) => sum + count, 0);
      assert.equal(input.kept + dropped, lines, `${input.path} accounts for every line`);
    }

    const { page, seen, url, view, close } = await open(site(name));
    t.after(close);
    await page.goto(url);
    await view.says(`${report.statements.length} statement`);
    const ids = await allIds(page, view);
    assert.deepEqual([...ids].sort(), report.statements.map(one => one.id).sort());

    const shown = new Map();
    for (const id of ids) {
      await page.goto(`${url}#/s/${encodeURIComponent(id)}`);
      await view.passages.first().waitFor();
      shown.set(id, await passageTexts(page));
    }
    let exact = 0;
    for (const statement of report.statements) {
      const source = (await readFile(files[statement.input], 'utf8')).replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
      const own = new Set(statement.lines.flatMap(([first, last]) => source.slice(first - 1, last)));
      for (const passage of shown.get(statement.id)) {
        assert.ok(own.has(passage), `${statement.id} shows what its source does not say: ${passage.slice(0, 80)}`);
        exact += 1;
      }
    }
    t.diagnostic(`${exact} passages of ${ids.length} statements equal their source lines`);
    assert.ok(exact >= 20);
    assert.deepEqual([seen.errors, seen.policy], [[], []]);
  });

  test(`${name}: search, filter by topic, compare`, async t => {
    const { page, seen, url, view, close } = await open(site(name));
    t.after(close);
    await page.goto(url);
    await view.ready();
    const { all } = await view.counts();
    await view.searchbox.fill('"root causes"');
    await view.says('[1-9]\\d* of ');
    for (const mark of await view.results.locator('mark').allInnerTexts()) assert.match(mark, /root causes/i);
    await view.searchbox.fill('');
    await view.says(`${all} statements`);
    const topic = view.facet('Topic').getByRole('checkbox').first();
    const count = Number(await topic.getAttribute('data-count'));
    await topic.check();
    await view.says(`${count} of ${all} statement`);
    await page.getByRole('link', { name: 'Clear all filters' }).click();
    await view.says(`${all} statements`);
    for (const at of [0, 1]) await view.results.getByRole('checkbox').nth(at).check();
    const bar = page.getByRole('region', { name: 'Chosen for comparing' });
    await bar.getByRole('link', { name: 'Compare', exact: true }).click();
    await page.waitForURL(/#\/compare/);
    await page.locator('[data-row]').first().waitFor();
    assert.equal(await page.locator('section:has([data-passage])').count(), 2);
    assert.deepEqual([seen.errors, seen.policy], [[], []]);
  });
}
