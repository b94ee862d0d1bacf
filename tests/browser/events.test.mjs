// Events with more accounts than a comparison takes: every account that a table counts is reached from it.
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open, site } from './lib.mjs';

/** A corpus in which one event has many accounts, some without a side or a publisher, and another event has a few. */
async function crowded(t) {
  const folder = await mkdtemp(join(tmpdir(), 'demarche-'));
  t.after(() => rm(folder, { recursive: true }));
  const corpus = join(folder, 'corpus');
  await mkdir(join(corpus, 'statements'), { recursive: true });
  const tables = [
    ['side', 'north', 'North'], ['side', 'south', 'South'], ['publisher', 'office', 'Harbour office'], ['publisher', 'post', 'Harbour post'],
  ].map(([table, id, name]) => `[[${table}]]\nid = "${id}"\nname = "${name}"\n`);
  const events = ['talk', 'visit'].map(id => `[[event]]\nid = "${id}"\ntitle = "The ${id} at the harbour"\ndate = "2024-05-12"\n`);
  await writeFile(join(corpus, 'corpus.toml'), `title = "Harbour talks"\n\n${[...tables, ...events].join('\n')}`);
  const kinds = [['talk', 'office', 'north', 7], ['talk', 'office', 'south', 2], ['talk', 'office', '', 5], ['talk', '', 'north', 6], ['talk', 'post', 'north', 1], ['visit', 'office', 'north', 3]];
  for (const [event, publisher, side, count] of kinds) {
    for (let at = 0; at < count; at += 1) {
      const id = [event, publisher || 'nobody', side || 'nowhere', at].join('-');
      const said = [['publisher', publisher], ['side', side]].filter(([, value]) => value).map(([key, value]) => `${key}: ${value}\n`).join('');
      await writeFile(join(corpus, 'statements', `${id}.md`), `---\ntitle: Account ${id}\ndate: 2024-05-12\n${said}event: ${event}\nlang: en\ntext: full\n---\n\nThe ferry sails ${at} times a day.\n`);
    }
  }
  const out = join(folder, 'site');
  execFileSync(site('DEMARCHE_BIN'), ['site', corpus, '-o', out, ...(process.env.APP ? ['--app', process.env.APP] : [])]);
  return out;
}

test('a cell of more accounts than can be compared leads to the list of exactly these', async t => {
  const { page, seen, url, view, close } = await open(await crowded(t));
  t.after(close);
  const wrong = [];
  const follow = async (address, table, wanted) => {
    for (const [cell, count, titles] of wanted) {
      await page.goto(url + address);
      if (address === '#/events') await page.getByText('Show who published an account of what', { exact: true }).click();
      await page.getByRole('table', { name: table }).getByRole('link', { name: cell }).click();
      await view.says(`${count} of 24 statements`);
      const shown = await view.results.getByRole('heading').getByRole('link').allInnerTexts();
      wrong.push(...shown.filter(title => !titles.test(title)).map(title => `${cell}: ${title}`));
    }
  };
  await follow('#/e/talk', 'Whose account, and who published it', [
    [/^7 accounts \(North, Harbour office\)\. List them all$/, 7, /talk-office-north/],
    [/^5 accounts \(not stated, Harbour office\)/, 5, /talk-office-nowhere/],
    [/^6 accounts \(North, not stated\)/, 6, /talk-nobody-north/],
  ]);
  await follow('#/events', 'Accounts of each event by publisher', [
    [/^14 accounts \(Harbour office, The talk at the harbour\)/, 14, /talk-office/],
    [/^6 accounts \(not stated, The talk at the harbour\)/, 6, /talk-nobody/],
  ]);
  assert.deepEqual(wrong, []);
  // Up to four are compared as before.
  await page.goto(`${url}#/e/talk`);
  await page.getByRole('link', { name: /^2 accounts \(South, Harbour office\)\. Compare / }).click();
  await page.waitForURL(/#\/compare\?a=talk-office-south-0&b=talk-office-south-1$/);
  assert.deepEqual([seen.errors, seen.policy], [[], []]);
});
