// The program comes in two parts: the first is enough for the first screen, the second joins it in the background, at once
// where the address or the reader asks for what is in it, and is missed with a sentence when it cannot come.
import test from 'node:test';
import assert from 'node:assert/strict';
import { open, site } from './lib.mjs';

const LATER = '**/*_later.wasm';
const waits = page => page.evaluate(() => performance.getEntriesByName('demarche-waited').length);

test('a first visit searches, filters and reads without waiting for the second part', async t => {
  const { page, seen, url, view, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  let release;
  const gate = new Promise(done => { release = done; });
  await page.route(LATER, async route => { await gate; await route.continue(); });
  await page.goto(url);
  await view.says('\\d+ statements');
  await view.searchbox.click();
  await page.keyboard.type('ceasefire');
  await view.says('\\d+ of \\d+ statements');
  await view.results.locator('mark').first().waitFor();
  await view.facet('Kind').getByRole('checkbox').first().click();
  await page.waitForURL(/kind=/);
  const joined = page.waitForResponse(LATER);
  release();
  await (await joined).finished();
  await view.results.getByRole('heading').first().getByRole('link').click();
  await view.passages.first().waitFor();
  assert.equal(await waits(page), 0);
  assert.deepEqual([seen.errors, seen.policy], [[], []]);
});

test('an address that asks for more has both parts from the start', async t => {
  const { page, seen, url, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  for (const [address, name] of [['#/events', 'Events'], ['#/about', 'About this site']]) {
    await page.goto('about:blank');
    await page.goto(`${url}${address}`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    assert.equal(await waits(page), 0, name);
  }
  assert.deepEqual([seen.errors, seen.policy], [[], []]);
});

test('who is quicker than the second part gets it at once', async t => {
  const { page, seen, url, view, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  // What comes in the background never arrives; what is asked for at once does.
  await page.route(LATER, route => route.request().resourceType() === 'xhr' ? route.continue() : undefined);
  await page.goto(url);
  await view.says('\\d+ statements');
  await page.getByRole('link', { name: 'Events', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Events' }).waitFor();
  assert.equal(await waits(page), 1);
  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.equal(await waits(page), 1, 'once is enough');
  assert.deepEqual([seen.errors, seen.policy], [[], []]);
});

test('without the second part the page says that it has stopped, and how to go on', async t => {
  const { page, url, view, close } = await open(site('DIST_DEFAULT'), { missing: path => path.endsWith('_later.wasm') });
  t.after(close);
  await page.goto(url);
  await view.says('\\d+ statements');
  await page.getByRole('link', { name: 'Events', exact: true }).click();
  await page.getByRole('alert').filter({ hasText: 'Démarche has stopped' }).waitFor();
  await page.goto('about:blank');
  await page.goto(`${url}#/events`);
  await page.getByRole('heading', { name: 'Démarche could not start' }).waitFor();
});

/** Answers for files with one bit of them changed, where these words stand. */
const spoil = (page, files, words) => page.route(files, async route => {
  const response = await route.fetch();
  const body = await response.body();
  const at = body.indexOf(words);
  assert.ok(at > 0, `no ${words} in ${route.request().url()}`);
  body[at] ^= 1;
  await route.fulfill({ response, body });
});

test('a program whose corpus was changed on its way is not started', async t => {
  const { page, url, view, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  await spoil(page, '**/*_bg.wasm', 'Statements of autumn 2024 and 2025');
  await page.goto(url);
  await page.getByRole('heading', { name: 'Démarche could not start' }).waitFor();
  assert.equal(await view.results.count(), 0);
});

test('a second part that was changed on its way is not run, in the background or without delay', async t => {
  const { page, url, view, close } = await open(site('DIST_DEFAULT'), { serviceWorkers: 'block' });
  t.after(close);
  await spoil(page, LATER, 'Universal Declaration of Human Rights');
  const refused = page.waitForResponse(LATER);
  await page.goto(url);
  await view.says('\\d+ statements');
  await (await refused).finished();
  await page.getByRole('link', { name: 'Events', exact: true }).click();
  await page.getByRole('alert').filter({ hasText: 'Démarche has stopped' }).waitFor();
  assert.equal(await page.getByRole('heading', { level: 1, name: 'Events' }).count(), 0);
  // What the browser keeps would be the right one: here it keeps nothing.
  await page.goto('about:blank');
  await page.goto(`${url}#/events`);
  await page.getByRole('heading', { name: 'Démarche could not start' }).waitFor();
});

test('the program is loaded once', async t => {
  const asked = [];
  const missing = path => { asked.push(path); return false; };
  const { page, seen, url, view, close } = await open(site('DIST_DEFAULT'), { missing, serviceWorkers: 'block' });
  t.after(close);
  await page.goto(url);
  await view.says('\\d+ statements');
  assert.equal(asked.filter(path => path.endsWith('_bg.wasm')).length, 1, 'the preload is what is started');
  assert.deepEqual([seen.errors, seen.policy], [[], []]);
});
