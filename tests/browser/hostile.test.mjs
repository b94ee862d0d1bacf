// Script, markup and javascript: links in every place a corpus or an address can carry them: shown, never run.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { open, site } from './lib.mjs';

const TITLE = '<script>alert("title")</script> & <img src=x onerror=alert("title")>';

test('hostile text is shown as text on every screen and nothing runs', async t => {
  const { page, seen, url, view, close } = await open(site('DIST_HOSTILE'));
  t.after(close);
  await page.goto(url);
  await view.ready();
  const title = page.getByRole('heading', { name: TITLE, exact: true });
  await title.first().waitFor();
  await view.facet('Speaker').getByText('<img src=x onerror=alert("speaker")>').waitFor();
  await view.facet('Topic').getByText('"><svg onload=alert("topic")>').waitFor();

  await title.first().getByRole('link').click();
  await page.getByRole('heading', { level: 1, name: TITLE, exact: true }).waitFor();
  for (const text of ['<b>bold</b> written as text', '{{constructor.constructor("alert(1)")()}}']) {
    await page.getByText(text, { exact: false }).first().waitFor();
  }
  const links = await page.getByRole('link').evaluateAll(all => all.map(one => one.href));
  assert.deepEqual(links.filter(address => !/^(https?:|mailto:)/.test(address)), []);
  assert.ok(links.includes('https://example.org/safe'), 'a good link is kept');
  assert.equal(await page.locator('script[src*="evil"], img, iframe, object, embed').count(), 0);

  for (const hash of [
    `#/?q=${encodeURIComponent('<img src=x onerror=alert(1)>')}`,
    `#/?speaker=${encodeURIComponent('"><script>alert(1)</script>')}&from=javascript:alert(1)&sort=<svg/onload=alert(1)>`,
    `#/s/${encodeURIComponent('<script>alert(1)</script>')}`,
    `#/e/${encodeURIComponent('<script>alert(1)</script>')}`,
    `#/compare?a=${encodeURIComponent('<img src=x onerror=alert(1)>')}&b=hostile`,
    '#/compare?a=hostile&b=plain',
    '#javascript:alert(1)',
    '#/events',
    '#/about',
  ]) {
    await page.goto(url + hash);
    await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
    assert.equal(await page.locator('main img, main iframe, main script').count(), 0, hash);
  }
  assert.deepEqual([seen.errors, seen.policy, seen.dialogs], [[], [], []]);
  assert.deepEqual(seen.requests.filter(address => !address.startsWith(url) && !address.startsWith('data:')), []);
});

test('the page has a policy that forbids inline script and foreign hosts', async t => {
  const { page, url, close } = await open(site('DIST_HOSTILE'));
  t.after(close);
  await page.goto(url);
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /'unsafe-inline'|'unsafe-eval'|INLINE|https?:|\*/);
  const scripts = policy.match(/script-src ([^;]+)/)[1].split(' ');
  assert.ok(scripts.every(source => /^('self'|'wasm-unsafe-eval'|'sha256-[A-Za-z0-9+/=]+')$/.test(source)), policy);
});

test('the page makes markup and scripts of nothing but what the program brings', async t => {
  const { page, seen, url, view, close } = await open(site('DIST_HOSTILE'));
  t.after(close);
  await page.goto(url);
  await view.ready();
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  assert.match(policy, /require-trusted-types-for 'script'; trusted-types demarche demarche-offline(;|$)/);
  assert.equal(await page.locator('meta[name=referrer]').getAttribute('content'), 'no-referrer');
  assert.deepEqual([seen.errors, seen.policy], [[], []]);
  const refused = await page.evaluate(() => {
    const said = act => { try { act(); return 'done'; } catch (error) { return error.constructor.name; } };
    return {
      markup: said(() => { document.body.innerHTML = '<b>'; }),
      template: said(() => { document.createElement('template').innerHTML = '<b>'; }),
      document: said(() => document.write('<b>')),
      worker: said(() => new Worker('./worker.js')),
      script: said(() => { document.createElement('script').src = './worker.js'; }),
      frame: said(() => { document.createElement('iframe').srcdoc = '<b>'; }),
      policy: said(() => trustedTypes.createPolicy('demarche', {})),
      another: said(() => trustedTypes.createPolicy('default', {})),
    };
  });
  for (const [what, outcome] of Object.entries(refused)) assert.equal(outcome, 'TypeError', what);
  assert.equal(await page.locator('body > b').count(), 0);
});

test('markup passes only from among the constants of the program, scripts only by name', async () => {
  const dir = site('DIST_DEFAULT');
  const name = (await readdir(dir)).find(name => /^demarche-app-[0-9a-f]+\.js$/.test(name));
  const script = await readFile(join(dir, name), 'utf8');
  const [rules] = script.match(/^const demarcheTrusted = [\s\S]*?\n}\);\n/) ?? assert.fail('the program has no policy');
  const trusted = new Function(`const globalThis = {}; ${rules} return demarcheTrusted;`)();
  const [first, end] = rules.match(/start >= (\d+) && start \+ length <= (\d+)/).slice(1).map(Number);
  assert.ok(first < end && end - first < 2_000_000, rules);
  assert.equal(trusted.createHTML('<b>', first, 3), '<b>');
  assert.equal(trusted.createHTML('', 1, 0), '');
  for (const [start, length] of [[0, 3], [first - 1, 3], [end - 2, 3], [end, 3], [4_000_000_000, 3]]) {
    assert.throws(() => trusted.createHTML('<b>', start, length), TypeError);
  }
  assert.equal(trusted.createScriptURL('./worker.js'), './worker.js');
  for (const url of ['https://evil.example/worker.js', 'data:text/javascript,0', './worker.js?x', 'worker.js', '../worker.js']) {
    assert.throws(() => trusted.createScriptURL(url), TypeError);
  }
});
