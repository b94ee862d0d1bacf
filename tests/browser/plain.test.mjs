// The plain pages: every word can be read without JavaScript, nothing in them runs, and axe finds nothing in them.
import test from 'node:test';
import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, writeFile, cp } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open, site } from './lib.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Where the site with looks says that it is. */
const BASE = '/some/where/';

/** A corpus that says how its site looks, published into a folder that is removed at the end. */
async function withLooks(t) {
  const folder = await mkdtemp(join(tmpdir(), 'looks-'));
  t.after(() => rm(folder, { recursive: true }));
  const corpus = join(folder, 'corpus');
  await cp(join(import.meta.dirname, '../hostile-corpus'), corpus, { recursive: true });
  await writeFile(join(corpus, 'corpus.toml'), `${await readFile(join(corpus, 'corpus.toml'), 'utf8')}
[site]
url = "http://localhost${BASE}"
logo = "crest.svg"
colour = "#8a2b0e"
footer = "Kept by the [Archive](https://archive.example/)."
`);
  await writeFile(join(corpus, 'crest.svg'), '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>');
  const out = join(folder, 'site');
  execFileSync(site('DEMARCHE_BIN'), ['site', corpus, '-o', out, ...(process.env.APP ? ['--app', process.env.APP] : [])]);
  return out;
}

test('without JavaScript the first page leads to every statement and all its words', async t => {
  const { page, seen, url, close } = await open(site('DIST_DEFAULT'), { javaScriptEnabled: false });
  t.after(close);
  await page.goto(url);
  const newest = page.getByRole('listitem').getByRole('link');
  assert.equal(await newest.count(), 20);
  await page.getByRole('link', { name: 'All statements' }).click();
  await page.waitForURL(/\/statements\/index\.html$/);
  const rows = page.getByRole('main').getByRole('listitem').getByRole('link');
  const addresses = await rows.evaluateAll(all => all.map(one => one.href));
  const files = (await readdir(join(site('DIST_DEFAULT'), 'statements'))).filter(name => name.endsWith('.html'));
  assert.equal(addresses.length, files.length - 1, 'the list names every page but itself');
  for (const address of addresses) {
    const answer = await page.goto(address);
    assert.equal(answer.status(), 200, address);
    assert.ok((await page.locator('article [id]').allTextContents()).join('').length > 50, address);
    await page.getByText('digest: a summary', { exact: false }).waitFor();
  }
  assert.deepEqual(seen.requests.filter(address => !address.startsWith(url)), []);
});

test('the words of a plain page are those of the app, under the same anchors', async t => {
  const { page, url, view, close } = await open(site('DIST_IMPORTED'));
  t.after(close);
  await page.goto(url);
  await view.ready();
  const links = await view.results.getByRole('heading').getByRole('link')
    .evaluateAll(all => all.map(one => one.getAttribute('href').split('?')[0]));
  for (const link of links.slice(0, 5)) {
    await page.goto(url + link);
    await page.locator('[data-passage]').first().waitFor();
    const shown = await page.locator('[data-passage]').evaluateAll(all => all.map(one => [one.id, one.textContent]));
    const lang = await page.locator('.words').getAttribute('lang');
    await page.goto(`${url}statements/${link.replace('#/s/', '')}.html`);
    const plain = await page.locator('article :is(p, pre)[id]').evaluateAll(all => all.map(one => [one.id, one.textContent]));
    assert.deepEqual(plain, shown, link);
    assert.equal(await page.locator('html').getAttribute('lang'), lang);
    await page.getByRole('link', { name: 'This statement in search and comparison' }).click();
    await page.locator('[data-passage]').first().waitFor();
  }
});

test('nothing runs on the plain pages of a hostile corpus', async t => {
  const dir = await withLooks(t);
  const { page, seen, url, close } = await open(dir, { base: BASE });
  t.after(close);
  const files = (await readdir(join(dir, 'statements'))).filter(name => name.endsWith('.html'));
  for (const path of [...files.map(name => `statements/${name}`), '404.html']) {
    await page.goto(url + path);
    assert.equal(await page.locator('script, iframe, object, embed, form, svg, style, base').count(), 0, path);
    const images = await page.locator('img').evaluateAll(all => all.map(one => one.getAttribute('src')));
    assert.ok(images.every(source => /^\.\.\/site\/logo-[0-9a-f]{16}\.svg$/.test(source)), `${path}: ${images}`);
    const links = await page.getByRole('link').evaluateAll(all => all.map(one => one.href));
    assert.deepEqual(links.filter(address => !/^(https?:|mailto:)/.test(address)), [], path);
  }
  await page.goto(`${url}statements/hostile.html`);
  await page.getByRole('heading', { level: 1, name: '<script>alert("title")</script>', exact: false }).waitFor();
  assert.deepEqual([seen.errors, seen.policy, seen.dialogs], [[], [], []]);
  assert.deepEqual(seen.requests.filter(address => !address.startsWith(url)), []);
});

test('the logo, the colour and the footer of the corpus are shown by the app', async t => {
  const { page, seen, url, view, close } = await open(await withLooks(t), { base: BASE, colorScheme: 'light' });
  t.after(close);
  await page.goto(url);
  await view.ready();
  await page.getByRole('contentinfo').getByRole('link', { name: 'Archive' }).waitFor();
  const token = await page.getByRole('link', { name: 'Archive' }).evaluate(one => getComputedStyle(one).color);
  assert.equal(token, 'rgb(138, 43, 14)');
  const logo = await page.locator('.header__brand').evaluate(one => getComputedStyle(one, '::before').backgroundImage);
  assert.match(logo, /\/site\/logo-[0-9a-f]{16}\.svg/);
  assert.ok(seen.requests.some(address => /\/site\/logo-/.test(address)), 'the logo is loaded');
  assert.deepEqual([seen.errors, seen.policy], [[], []]);
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing in the plain pages and in the colours of a corpus in ${colorScheme}, and nothing is cut off`, async t => {
    const viewport = { width: 320, height: 800 };
    const { page, url, view, close } = await open(await withLooks(t), { base: BASE, colorScheme, viewport, bypassCSP: true });
    t.after(close);
    for (const path of ['', 'statements/index.html', 'statements/hostile.html', 'statements/plain.html', '404.html']) {
      await page.goto(url + path);
      if (path === '') await view.ready();
      await page.evaluate(axe);
      const { violations } = await page.evaluate(rules => window.axe.run(document, { runOnly: rules }), RULES);
      const found = violations.map(one => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`);
      assert.deepEqual(found, [], `${path} in ${colorScheme}`);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(overflow <= 0, `${path} is ${overflow} px wider than the window`);
    }
  });
}

test('previews of an imported corpus name it', async t => {
  const { page, url, close } = await open(site('DIST_IMPORTED'), { javaScriptEnabled: false });
  t.after(close);
  await page.goto(url);
  const content = name => page.locator(`meta[property="${name}"]`).getAttribute('content');
  const title = await page.title();
  assert.equal(await content('og:title'), title);
  assert.equal(await content('og:site_name'), title);
  assert.equal(await content('og:type'), 'website');
  assert.notEqual(title, 'Démarche');
});
