// The site as one file, opened from disk in Chromium and in Firefox: what a reader sees and saves is what the site gives,
// and nothing is asked of anybody.
import test, { after } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BROWSERS, large, open as openSite, openFile, passageTexts, site } from './lib.mjs';

const US = '2025-09-24-us-readout-rubio-lavrov';
const RUSSIAN = '2025-09-24-russian-readout-lavrov-rubio';
const COMPARE = `#/compare?a=${US}&b=${RUSSIAN}`;

/** Goes to an address of the page as a reader who follows a link does. */
const follow = (page, hash) => page.evaluate(hash => { location.hash = hash; }, hash);

/** What a button saves, without the line that leads back: a page from disk names its places without its path. */
async function saved({ page, url, name: browser }, button) {
  const { name, text } = browser === 'Firefox' ? await handed(page, button) : await downloaded(page, button);
  assert.ok(url.startsWith('http') || !text.includes('file:'), 'the path of the file is nobody\'s business');
  return { name, text: text.replace(/<p class="soft">Made on [^\n]*/, '').replaceAll(url, '') };
}

async function downloaded(page, name) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

/** Firefox downloads nothing when it is driven; so here what the page hands to the browser is looked at. */
async function handed(page, name) {
  await page.getByRole('button', { name }).click();
  await page.waitForFunction(() => window.handed.name && window.handed.blob);
  return page.evaluate(async () => {
    const { name, blob } = window.handed;
    window.handed = {};
    return { name, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(await blob.arrayBuffer()) };
  });
}

function keepHanded() {
  window.handed = {};
  const { createObjectURL } = URL;
  URL.createObjectURL = blob => {
    window.handed.blob = blob;
    return createObjectURL.call(URL, blob);
  };
  const { click } = HTMLElement.prototype;
  HTMLElement.prototype.click = function () {
    if (this.download) window.handed.name = this.download;
    return click.call(this);
  };
}

/** The main job from beginning to end, and all that was seen and saved on the way. */
async function journey(open) {
  const { page, view, url } = open;
  const found = {};
  await page.goto(url);
  await view.says('\\d+ statements');
  found.opened = await view.status.innerText();

  await view.searchbox.fill('"root causes"');
  await view.says('\\d+ of ');
  found.searched = await view.status.innerText();
  found.titles = await view.results.getByRole('heading').allInnerTexts();
  found.marked = await view.results.locator('mark').allInnerTexts();

  const box = view.facet('Kind').getByRole('checkbox').first();
  const count = await box.getAttribute('data-count');
  await box.check();
  await view.says(`${count} of `);
  found.narrowed = await view.status.innerText();
  await page.locator('summary#export').click();
  found.table = await saved(open, 'CSV');
  // Firefox takes the focus for what it saves; the box stays open all the same, and says what was saved.
  await page.getByText(/^[\d,]+ rows? in .+\.csv$/).waitFor();
  found.data = await saved(open, 'JSON');

  await follow(page, COMPARE);
  await page.locator('[data-pair]').first().waitFor();
  found.compared = await page.getByRole('status').filter({ hasText: /passages? of [AB]|of A/ }).innerText();
  found.rows = await page.locator('[data-row]').evaluateAll(all => all.map(one => [one.dataset.row, one.dataset.pair]));
  await page.locator('summary', { hasText: 'Save report' }).click();
  found.report = await saved(open, 'Save report (HTML)');

  await follow(page, `#/s/${US}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await view.passages.first().waitFor();
  found.read = await passageTexts(page);
  await page.goBack();
  await page.locator('[data-pair]').first().waitFor();
  return found;
}

/** Nothing was asked of anybody, and nothing complained. */
async function quiet({ page, seen, url }) {
  assert.deepEqual(seen.requests.filter(address => address.split('#')[0] !== url && !/^(data|blob):/.test(address)), []);
  const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(one => one.name));
  assert.deepEqual(loaded.filter(address => !address.startsWith('data:')), []);
  assert.deepEqual(await page.evaluate(() => window.reports), []);
  assert.deepEqual([seen.errors, seen.policy, seen.dialogs], [[], [], []]);
}

async function opened(t, browser, { hash = '', context, path = site('SINGLE_DEFAULT') } = {}) {
  const found = await openFile(path, browser, context);
  t.after(found.close);
  found.name = browser;
  if (browser === 'Firefox') await found.page.addInitScript(keepHanded);
  if (hash) await found.page.goto(found.url + hash);
  return found;
}

const reference = (async () => {
  const found = await openSite(site('DIST_DEFAULT'), { acceptDownloads: true });
  try {
    return await journey(found);
  } finally {
    await found.close();
  }
})();

const desk = mkdtemp(join(tmpdir(), 'demarche-'));
/** One file whose corpus stands behind the program and is read in another way: as it does above 1 MB. */
const lengthy = (async () => {
  const folder = await desk;
  const [corpus, file] = [join(folder, 'corpus'), join(folder, 'large.html')];
  await large(corpus);
  execFileSync(site('DEMARCHE_BIN'), ['site', corpus, '--single-file', '-o', file, '--app', site('DIST_DEFAULT')]);
  return file;
})();
// Also where none of the tests that wait for the file was asked for.
after(async () => {
  await lengthy.catch(() => undefined);
  await rm(await desk, { recursive: true });
});

for (const browser of Object.keys(BROWSERS)) {
  test(`${browser}: one file from disk gives what the site gives and asks nobody for anything`, async t => {
    const found = await opened(t, browser, { context: { acceptDownloads: true } });
    assert.deepEqual(await journey(found), await reference);
    await quiet(found);
  });

  test(`${browser}: a link into the file opens its place, and the address stays the file's`, async t => {
    const found = await opened(t, browser, { hash: COMPARE });
    await found.page.locator('[data-pair]').first().waitFor();
    const rows = await found.page.locator('[data-row]').count();
    assert.equal(rows, (await reference).rows.length);
    await found.page.reload();
    await found.page.locator('[data-pair]').first().waitFor();
    assert.equal(found.page.url(), found.url + COMPARE);
    await quiet(found);
  });

  test(`${browser}: what is shared of a file says what is still missing, or names where the site stands`, async t => {
    const { page } = await opened(t, browser, { hash: '#/?q=lavrov' });
    const link = page.getByRole('textbox', { name: 'Link' });
    await page.locator('summary#share').click();
    await page.getByText(/Put this behind the address of the file; whoever opens both together sees \d+ of \d+ statements/).waitFor();
    assert.equal(await link.inputValue(), '#/?q=lavrov');
    await page.addInitScript(() => addEventListener('DOMContentLoaded', () => {
      const stated = Object.assign(document.createElement('link'), { rel: 'canonical', href: 'https://example.org/talks/' });
      document.head.append(stated);
    }));
    await page.reload();
    await page.locator('summary#share').click();
    await page.getByText(/^Whoever opens this link sees \d+ of/).waitFor();
    assert.equal(await link.inputValue(), 'https://example.org/talks/#/?q=lavrov');
  });

  test(`${browser}: the theme changes, and lasts`, async t => {
    const found = await opened(t, browser, { hash: '#/' });
    const { page } = found;
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
    const looks = page.getByText('Text and theme', { exact: true }).locator('..');
    await looks.click();
    await page.getByRole('radio', { name: 'Dark', exact: true }).check();
    assert.equal(await theme(), 'dark');
    await page.reload();
    await looks.click();
    assert.ok(await page.getByRole('radio', { name: 'Dark', exact: true }).isChecked());
    assert.equal(await theme(), 'dark');
    await quiet(found);
  });

  test(`${browser}: without storage all works, and the theme says that it is for this visit`, async t => {
    const found = await opened(t, browser, { context: { acceptDownloads: true } });
    const { page } = found;
    await page.addInitScript(() => {
      const no = { get() { throw new DOMException('no', 'SecurityError'); } };
      Object.defineProperty(window, 'localStorage', no);
      Object.defineProperty(window, 'sessionStorage', no);
    });
    assert.deepEqual(await journey(found), await reference);
    await page.getByText('Text and theme', { exact: true }).locator('..').click();
    await page.getByRole('radio', { name: 'Light', exact: true }).check();
    await page.getByText('these are for this visit').waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'light');
    await quiet(found);
  });

  test(`${browser}: the page goes to paper`, async t => {
    const found = await opened(t, browser, { hash: COMPARE });
    await found.page.locator('[data-pair]').first().waitFor();
    const paper = await found.page.pdf();
    assert.equal(paper.subarray(0, 5).toString(), '%PDF-');
    await quiet(found);
  });

  test(`${browser}: the policy stops every request`, async t => {
    let asked = 0;
    const server = createServer((_, response) => { asked += 1; response.end(); });
    await new Promise(done => server.listen(0, '127.0.0.1', done));
    t.after(() => server.close());
    const { page, view } = await opened(t, browser, { hash: '#/' });
    await view.says('\\d+ statements');
    const outcomes = await page.evaluate(async address => {
      const element = (name, attributes) => new Promise(done => {
        const one = Object.assign(document.createElement(name), attributes);
        one.onload = () => done('loaded');
        one.onerror = () => done('refused');
        document.body.append(one);
      });
      const worker = () => new Promise(done => {
        try {
          const one = new Worker(address);
          one.onmessage = () => done('started');
          one.onerror = () => done('refused');
        } catch {
          done('refused');
        }
      });
      return {
        fetch: await fetch(address).then(() => 'answered', () => 'refused'),
        image: await element('img', { src: address }),
        style: await element('link', { rel: 'stylesheet', href: address }),
        worker: await worker(),
        beacon: navigator.sendBeacon(address) && 'sent',
      };
    }, `http://127.0.0.1:${server.address().port}/`);
    assert.deepEqual({ ...outcomes, beacon: 0 }, { fetch: 'refused', image: 'refused', style: 'refused', worker: 'refused', beacon: 0 });
    const reports = await page.evaluate(() => window.reports);
    for (const directive of ['connect-src', 'img-src', 'style-src']) {
      assert.ok(reports.some(report => report.startsWith(directive)), `${directive} among ${reports}`);
    }
    assert.equal(asked, 0);
  });

  test(`${browser}: one file of a large corpus is searched, read and compared, and asks nobody for anything`, async t => {
    const found = await opened(t, browser, { path: await lengthy });
    const { page, view, url } = found;
    await page.goto(url);
    await view.says('400 statements');
    await view.searchbox.fill('harbour');
    await view.says('4 of 400 statements');
    const titles = await view.results.getByRole('heading').allInnerTexts();
    assert.deepEqual(titles.sort(), [0, 100, 200, 300].map(number => `Account number ${number}`));
    assert.deepEqual([...new Set(await view.results.locator('mark').allInnerTexts())], ['harbour']);
    await view.results.getByRole('link', { name: 'Account number 100', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Account number 100' }).waitFor();
    await view.passages.first().waitFor();
    const texts = await passageTexts(page);
    assert.equal(texts.length, 61);
    assert.equal(texts[0].trim(), 'The harbour is open.');
    await follow(page, '#/compare?a=account-0&b=account-100');
    await page.locator('[data-pair]').first().waitFor();
    assert.equal(await page.locator('[data-passage]').filter({ hasText: 'The harbour is open.' }).count(), 2, 'on both sides');
    await quiet(found);
  });

  test(`${browser}: a file that was cut or changed says so`, async t => {
    const folder = await mkdtemp(join(tmpdir(), 'demarche-'));
    t.after(() => rm(folder, { recursive: true }));
    const whole = await readFile(site('SINGLE_DEFAULT'));
    const long = await readFile(await lengthy);
    const block = '<script type="application/octet-stream" data-large';
    const [first, last] = [long.indexOf(block), long.lastIndexOf(block)];
    assert.ok(first > 0 && first < last, 'several blocks hold the corpus');
    const middle = Math.floor((first + long.length) / 2);
    for (const [name, content] of Object.entries({
      'cut': whole.subarray(0, whole.length - 50_000),
      'changed': flipped(whole, whole.length - 50_000),
      'cut in its corpus': long.subarray(0, middle),
      'cut between two blocks': long.subarray(0, last),
      'changed in its corpus': flipped(long, middle),
    })) {
      const path = join(folder, `${name}.html`);
      await writeFile(path, content);
      const { page, url, close } = await openFile(path, browser);
      try {
        await page.goto(url);
        await page.getByText('This file was cut short or changed on its way').waitFor();
        await page.getByText('Opening the corpus').waitFor({ state: 'hidden' });
      } finally {
        await close();
      }
    }
  });
}

/** The same bytes, one of them another. */
function flipped(bytes, at) {
  const changed = Buffer.from(bytes);
  changed[at] ^= 1;
  return changed;
}

test('the policy of one file allows what stands in it and no host', async () => {
  const page = await readFile(site('SINGLE_DEFAULT'), 'utf8');
  const policy = page.match(/http-equiv="Content-Security-Policy" content="([^"]+)"/)[1];
  const directives = Object.fromEntries(policy.split(';').map(one => one.trim().split(/\s+(.*)/s)));
  assert.equal(directives['default-src'], "'none'");
  assert.equal(directives['img-src'], 'data:');
  assert.equal(directives['base-uri'], "'none'");
  assert.equal(directives['form-action'], "'none'");
  assert.equal(directives['require-trusted-types-for'], "'script'");
  assert.match(directives['script-src'], /^('wasm-unsafe-eval'|'sha256-[A-Za-z0-9+/=]+')( ('wasm-unsafe-eval'|'sha256-[A-Za-z0-9+/=]+'))*$/);
  assert.match(directives['style-src'], /^'sha256-[A-Za-z0-9+/=]+'$/);
  assert.deepEqual(Object.keys(directives).filter(name => /^(connect|worker|manifest|font|frame|object)-src$/.test(name)), []);
});
