// Script, markup and javascript: links in every place a corpus or an address can carry them: shown, never run.
import test from 'node:test';
import assert from 'node:assert/strict';
import { open, site } from './lib.mjs';

const TITLE = '<script>alert("title")</script> & <img src=x onerror=alert("title")>';

test('hostile text is shown as text on every screen and nothing runs', async t => {
  const { page, seen, url, view, close } = await open(site('DIST_HOSTILE'));
  t.after(close);
  await page.goto(url);
  await view.searchbox.waitFor();
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
