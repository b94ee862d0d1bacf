// The page and the command give the same answer to the same question: statements in the same order, every count of every
// facet. Asked one after the other in one page, as readers do. That they are right is the native tests' to see.
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { open, site } from './lib.mjs';
import { settled } from './screens.mjs';

const corpus = fileURLToPath(new URL('../../corpus', import.meta.url));
const FACETS = { Speaker: 'speaker', Side: 'side', Kind: 'kind', Topic: 'topic', Publisher: 'publisher', Event: 'event', Place: 'place', Language: 'lang', Completeness: 'completeness' };
const QUESTIONS = [
  'the', 'ukraine', 'lavrov', 'nato OR brics', 'peace', 'war -nato', '"root causes"', 'sanctio*', 'trump', 'kyiv', 'meeting', 'russia NEAR/5 ukraine',
  'security', 'ukrane~', 'side:russia', 'kind:readout', 'date:2024', 'date:2025-09 speaker:lavrov', 'topic:ukraine talks', '=In', 'in', 'of',
];
const PAGE = 20;

/** What the page shows: the counts by facet and value, and the addresses of the statements in order. */
const shown = page => page.evaluate(facets => ({
  facets: Object.fromEntries(Object.entries(facets).map(([name, key]) => {
    const group = [...document.querySelectorAll('fieldset')].find(one => one.querySelector('legend')?.textContent === name);
    return [key, [...group.querySelectorAll('[data-count]')].map(one => [one.dataset.value, Number(one.dataset.count)])];
  })),
  statements: [...document.querySelectorAll('[aria-label="Results"] > li h2 a, [aria-label="Results"] > li h3 a')]
    .map(link => decodeURIComponent(link.hash.replace(/^#\/s\//, '').replace(/\?.*/, ''))),
}), FACETS);

test('page and command answer the same questions alike, one after the other', async t => {
  const { page, seen, url, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  const folder = await mkdtemp(join(tmpdir(), 'demarche-'));
  t.after(() => rm(folder, { recursive: true }));
  const run = (...args) => execFileSync(site('DEMARCHE_BIN'), args, { encoding: 'utf8', cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  run('pack', corpus, '-o', 'corpus.pack');
  await page.goto(url);
  const box = page.getByRole('searchbox', { name: 'Search statements' });
  for (const question of QUESTIONS) {
    const found = JSON.parse(run('search', 'corpus.pack', '--json', '--limit', `${PAGE}`, '--', question));
    await box.fill(question);
    await box.press('Enter');
    await page.waitForFunction(asked => new URLSearchParams(location.hash.split('?')[1]).get('q') === asked, question);
    await settled(page);
    assert.match(await page.getByRole('status').first().textContent(), new RegExp(`^${found.total.statements} of `), question);
    const { facets, statements } = await shown(page);
    assert.deepEqual(statements, found.results.map(one => one.id), question);
    for (const [key, counts] of Object.entries(facets)) {
      const true_ = new Map(found.facets[key].map(one => [one.id, one.count]));
      assert.deepEqual(counts, counts.map(([id]) => [id, true_.get(id) ?? 0]), `${question}: ${key}`);
    }
  }
  assert.deepEqual([seen.errors, seen.policy, seen.dialogs], [[], [], []]);
});
