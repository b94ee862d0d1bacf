// Reading without a network: the first visit keeps the site, a newer edition comes whole and when asked for, and a
// browser that keeps nothing shows the site as before. The server below can be cut off, or die on its way.
import test from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { ARGS, BROWSERS, TYPES, large, site, view } from './lib.mjs';

const [FIRST, SECOND] = [site('DIST_DEFAULT'), site('DIST_IMPORTED')];
const BASE = '/some/repo/';
const OLDER_PAGE = await readFile(join(FIRST, 'index.html'));
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A server of several folders. `down`: nothing is answered. `dies`: so many files more, then only the worker's. */
async function serve(mounts) {
  const host = { mounts, down: false, dies: Infinity, cuts: '', hangs: '', answered: [], change: (name, body) => body, onRequest: () => {} };
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    const base = Object.keys(host.mounts).filter(base => path.startsWith(base)).sort((a, b) => b.length - a.length)[0];
    const cut = () => request.socket.destroy();
    if (host.down) return void cut();
    if (!base) return void response.writeHead(404).end();
    const name = path.slice(base.length) || 'index.html';
    host.onRequest(name);
    const dir = host.mounts[base];
    if (name !== 'sw.js' && host.dies-- <= 0) return void cut();
    if (host.hangs && name.endsWith(host.hangs)) return;
    let file, body;
    try {
      file = await readFile(join(dir, name.endsWith('/') ? `${name}index.html` : name));
      body = host.change(name, file);
    } catch {
      return void response.writeHead(404).end();
    }
    const headers = { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream', 'content-length': body.length };
    if (host.cuts && name.endsWith(host.cuts)) {
      response.writeHead(200, headers);
      return void response.write(body.subarray(0, body.length / 2), cut);
    }
    if (body === file) host.answered.push(name);
    response.writeHead(200, headers).end(body);
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return Object.assign(host, { origin, url: `${origin}${BASE}`, close: () => { server.closeAllConnections(); server.close(); } });
}

/** A server of the first edition, and a browser that has seen nothing yet. */
async function start(t, { mounts = { [BASE]: FIRST }, prepare = async () => {} } = {}) {
  const host = await serve(mounts);
  t.after(host.close);
  const browser = await chromium.launch({ executablePath: site('CHROMIUM'), args: ARGS });
  t.after(() => browser.close());
  const context = await browser.newContext();
  await prepare(context);
  const page = await context.newPage();
  return { host, browser, context, page, faults: watch(page), seen: view(page) };
}

/** What must never happen, however badly things go. */
function watch(page) {
  const faults = [];
  page.on('pageerror', error => faults.push(String(error)));
  page.on('console', message => {
    if (message.type() === 'error' && /Content Security Policy|Trusted|Uncaught/.test(message.text())) faults.push(message.text());
  });
  return faults;
}

const told = (page, state) => page.waitForFunction(state => document.documentElement.dataset.offline === state, state);
/** Waits for what only a promise can tell; `waitForFunction` takes the promise itself for true. */
const until = (page, predicate, argument) => {
  const look = async () => { while (!(await page.evaluate(predicate, argument))); };
  return Promise.race([look(), page.waitForFunction(() => false)]);
};
const notice = page => page.getByText('A newer edition of this site is ready.', { exact: true });

/** Presses Reload, and waits until the newer edition stands. */
const renew = page => Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Reload', exact: true }).click()]);

/** Opens the site and waits until this browser keeps it. */
async function visit(page, url) {
  await page.goto(url);
  await told(page, 'kept');
}

/** The checksum of the pack that About shows. */
async function checksum(page, url) {
  await page.goto(`${url}#/about`);
  return page.locator('dt', { hasText: 'Checksum of the corpus' }).locator('xpath=following-sibling::dd').innerText();
}

/** The same, of a site as a browser sees it that was never there. */
async function checksumOf(dir) {
  const host = await serve({ [BASE]: dir });
  const browser = await chromium.launch({ executablePath: site('CHROMIUM'), args: ARGS });
  const sum = await checksum(await browser.newPage(), host.url);
  await browser.close();
  host.close();
  assert.match(sum, /^[0-9a-f]{16,}/);
  return sum;
}
const [SUM_FIRST, SUM_SECOND] = [await checksumOf(FIRST), await checksumOf(SECOND)];

/** Everything that is kept on this origin: name of the store → addresses. */
const stores = page => page.evaluate(async () => {
  const all = {};
  for (const name of await caches.keys()) all[name] = (await (await caches.open(name)).keys()).map(({ url }) => url);
  return all;
});

/** Asks for the newer edition and waits until it is in, or has failed: `installed`, `redundant`, or `none`. */
const update = page => page.evaluate(async () => {
  const registration = await navigator.serviceWorker.ready;
  await registration.update().catch(() => {});
  const worker = registration.installing ?? registration.waiting;
  if (!worker) return 'none';
  return new Promise(resolve => {
    const look = () => ['installed', 'redundant'].includes(worker.state) && resolve(worker.state);
    worker.addEventListener('statechange', look);
    look();
  });
});

/** The site, whole, without a network. */
async function readsOffline(page, host, sum) {
  host.down = true;
  assert.equal(await checksum(page, host.url), sum);
  await page.reload();
  await page.getByRole('heading', { level: 1, name: /^About/ }).waitFor();
  await page.goto(`${host.url}#/`);
  await view(page).says('\\d+ statements');
  host.down = false;
}

test('after the first visit, all of it works without a network', async t => {
  const { host, page, faults, seen } = await start(t);
  await visit(page, host.url);
  await page.goto(`${host.url}#/about`);
  await page.getByText('Your browser keeps all of this site; it can be read without a connection.').waitFor();
  host.down = true;
  await page.goto('about:blank');
  await page.goto(`${host.url}?from=elsewhere#/`);
  await seen.says('\\d+ statements');
  await page.reload();
  await seen.searchbox.fill('"root causes"');
  await seen.says('\\d+ of ');
  assert.ok(await seen.marks.count() > 0);
  await seen.results.getByRole('listitem').first().getByRole('heading').getByRole('link').click();
  await seen.passages.first().waitFor();
  await page.goto(`${host.url}#/compare?a=2025-09-24-us-readout-rubio-lavrov&b=2025-09-24-russian-readout-lavrov-rubio`);
  await page.locator('[data-pair]').first().waitFor();
  await page.goto(`${host.url}index.html#/events`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.equal(await notice(page).count(), 0);
  assert.deepEqual(faults, []);
});

test('nothing foreign is kept, and every file of the site once', async t => {
  const { host, page } = await start(t);
  await visit(page, host.url);
  const kept = await stores(page);
  assert.deepEqual(Object.keys(kept), [`demarche ${host.url}`]);
  const addresses = Object.values(kept).flat();
  for (const address of addresses) assert.ok(address.startsWith(`${host.url}?`), address);
  for (const name of await readdir(FIRST, { recursive: true })) {
    if (/^(sw\.js|checksums\.txt|404\.html|robots\.txt|sitemap.*|site.preview-.*)$/.test(name) || extname(name) === '') continue;
    const digest = createHash('sha256').update(await readFile(join(FIRST, name))).digest('base64');
    assert.ok(addresses.includes(`${host.url}?sha256=${encodeURIComponent(digest)}`), name);
  }
  // What a page asks for besides stays where it is.
  await page.evaluate(() => Promise.all([fetch('./sw.js'), fetch('./nowhere'), fetch('./index.html?x')]));
  assert.deepEqual(await stores(page), kept);
});

test('the browser finds the site fit to be installed', async t => {
  const { host, context, page } = await start(t);
  await visit(page, host.url);
  const devtools = await context.newCDPSession(page);
  const { errors, url, data } = await devtools.send('Page.getAppManifest');
  assert.deepEqual([errors, url], [[], `${host.url}manifest.webmanifest`]);
  const manifest = JSON.parse(data);
  assert.ok(manifest.name && manifest.short_name && manifest.icons.length > 0, data);
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  // The test's window is a private one.
  assert.deepEqual(installabilityErrors.map(({ errorId }) => errorId).filter(id => id !== 'in-incognito'), []);
});

test('a newer edition is offered, and nothing of it is shown before the reader says so', async t => {
  const { host, page, faults, seen } = await start(t);
  await visit(page, host.url);
  host.mounts = { [BASE]: SECOND };
  await page.reload();
  await notice(page).waitFor();
  assert.equal(await checksum(page, host.url), SUM_FIRST);
  await readsOffline(page, host, SUM_FIRST);
  await notice(page).waitFor();
  assert.equal(await page.locator('.newer').getAttribute('aria-live'), 'polite');
  await page.setViewportSize({ width: 320, height: 640 });
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run('.newer'));
  assert.deepEqual(violations.map(({ id }) => id), []);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is cut off');
  await page.getByRole('button', { name: 'Later', exact: true }).click();
  assert.equal(await notice(page).count(), 0);

  await page.reload();
  host.down = true;
  const loads = [];
  page.on('load', () => loads.push(page.url()));
  await renew(page);
  await seen.says('\\d+ statements');
  await told(page, 'kept');
  host.down = false;
  assert.equal(loads.length, 1, 'one reload');
  assert.equal(await notice(page).count(), 0);
  assert.equal(await checksum(page, host.url), SUM_SECOND);
  await readsOffline(page, host, SUM_SECOND);
  assert.deepEqual(faults, []);
});

test('Firefox keeps the site too, and takes the newer edition whole', async t => {
  const host = await serve({ [BASE]: FIRST });
  t.after(host.close);
  const { page, seen, close } = await BROWSERS.Firefox();
  t.after(close);
  await visit(page, host.url);
  await readsOffline(page, host, SUM_FIRST);
  host.mounts = { [BASE]: SECOND };
  await page.reload();
  await notice(page).waitFor();
  assert.equal(await checksum(page, host.url), SUM_FIRST);
  await renew(page);
  await readsOffline(page, host, SUM_SECOND);
  assert.deepEqual([seen.errors, seen.policy], [[], []]);
});

for (const [how, break_] of [
  ...[0, 1, 2].map(count => [`after ${count} files`, host => { host.dies = count; }]),
  ['in the middle of the program', host => { host.cuts = '.wasm'; }],
  ['at a host that still has the older page', host => { host.change = (name, body) => (name === 'index.html' ? OLDER_PAGE : body); }],
  ['behind a network that asks to log in', host => { host.change = (name, body) => (name === 'sw.js' ? body : Buffer.from('<h1>Log in</h1>')); }],
]) {
  test(`a newer edition that dies ${how} leaves the first one whole, and comes later`, async t => {
    const { host, page, faults } = await start(t);
    await visit(page, host.url);
    host.mounts = { [BASE]: SECOND };
    host.answered = [];
    break_(host);
    await page.reload();
    assert.equal(await update(page), 'redundant');
    assert.equal(await notice(page).count(), 0);
    await readsOffline(page, host, SUM_FIRST);

    const before = host.answered.filter(name => name !== 'sw.js');
    host.answered = [];
    Object.assign(host, { dies: Infinity, cuts: '', change: (name, body) => body });
    await page.reload();
    await notice(page).waitFor();
    const twice = host.answered.filter(name => before.includes(name));
    assert.deepEqual(twice, [], 'what had come is not loaded again');
    assert.equal(await checksum(page, host.url), SUM_FIRST);
    await renew(page);
    await readsOffline(page, host, SUM_SECOND);
    assert.deepEqual(faults, []);
  });
}

test('a browser that is closed while a newer edition comes in has the first one whole', async t => {
  const host = await serve({ [BASE]: FIRST });
  t.after(host.close);
  const profile = await mkdtemp(join(tmpdir(), 'demarche-'));
  const launch = () => chromium.launchPersistentContext(profile, { executablePath: site('CHROMIUM'), args: ARGS });
  let context = await launch();
  // In this order: a browser that still closes writes into its folder.
  t.after(async () => {
    await context.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });
  let page = await context.newPage();
  await visit(page, host.url);
  host.mounts = { [BASE]: SECOND };
  host.hangs = '.wasm';
  const asked = new Promise(resolve => { host.onRequest = name => name.endsWith('.wasm') && resolve(); });
  await page.reload();
  await asked;
  await context.close();

  context = await launch();
  page = await context.newPage();
  await readsOffline(page, host, SUM_FIRST);
  host.hangs = '';
  await page.reload();
  await notice(page).waitFor();
  await renew(page);
  await readsOffline(page, host, SUM_SECOND);
});

test('a tab of the older edition keeps its own files until it is closed', async t => {
  const { host, context, page } = await start(t);
  await visit(page, host.url);
  const other = await context.newPage();
  await visit(other, host.url);
  const program = await page.evaluate(() => document.querySelector('link[href$=".wasm"]').href);
  host.mounts = { [BASE]: SECOND };
  assert.equal(await update(other), 'installed');
  await renew(other);
  host.down = true;
  assert.equal(await checksum(other, host.url), SUM_SECOND);

  // The first tab was not reloaded; what it asks for is of its own edition, whichever worker answers.
  await notice(page).waitFor();
  assert.equal(await checksum(page, host.url), SUM_FIRST);
  const [length, ...pages] = await page.evaluate(async program => {
    const text = async address => (await fetch(address)).text();
    return [(await (await fetch(program)).arrayBuffer()).byteLength, await text('./index.html'), await text('./')];
  }, program);
  assert.equal(length, (await readFile(join(FIRST, program.slice(host.url.length)))).length);
  const first = await readFile(join(FIRST, 'index.html'), 'utf8');
  assert.deepEqual(pages, [first, first]);

  await page.close();
  await other.reload();
  await told(other, 'kept');
  await until(other, async name => (await (await caches.open(name)).keys()).filter(({ url }) => url.includes('?edition=')).length === 1, `demarche ${host.url}`);
  await readsOffline(other, host, SUM_SECOND);
});

test('a page that was loaded just before a newer edition came is told so', async t => {
  const { host, page, faults } = await start(t);
  host.onRequest = name => { if (name === 'sw.js') host.mounts = { [BASE]: SECOND }; };
  await page.goto(host.url);
  await notice(page).waitFor();
  assert.equal(await checksum(page, host.url), SUM_FIRST);
  await renew(page);
  await readsOffline(page, host, SUM_SECOND);
  assert.deepEqual(faults, []);
});

test('a page that stays open hears of a newer edition, and asks once an hour', async t => {
  const { host, page, faults } = await start(t);
  await page.addInitScript(() => {
    const now = Date.now.bind(Date);
    let passed = 0;
    Date.now = () => now() + passed;
    window.comesBack = minutes => {
      passed += minutes * 60_000;
      document.dispatchEvent(new Event('visibilitychange'));
    };
  });
  await visit(page, host.url);
  host.mounts = { [BASE]: SECOND };
  let asked = 0;
  host.onRequest = name => { asked += name === 'sw.js'; };
  await page.evaluate(() => [40, 30, 20].forEach(window.comesBack));
  await notice(page).waitFor();
  assert.equal(asked, 1);
  const again = new Promise(resolve => { host.onRequest = name => name === 'sw.js' && resolve(); });
  await page.evaluate(() => window.comesBack(50));
  await again;
  assert.equal(await checksum(page, host.url), SUM_FIRST);
  assert.deepEqual(faults, []);
});

test('a page that was loaded past the worker says what is kept', async t => {
  const { host, context, page, faults } = await start(t);
  await visit(page, host.url);
  const devtools = await context.newCDPSession(page);
  await Promise.all([page.waitForEvent('load'), devtools.send('Page.reload', { ignoreCache: true })]);
  await told(page, 'kept');
  assert.equal(await page.evaluate(() => navigator.serviceWorker.controller), null);
  assert.deepEqual(faults, []);
});

test('sites beside each other and inside each other keep to themselves', async t => {
  const [one, two, inner] = ['/one/', '/two/', '/one/inner/'];
  const { host, page, faults } = await start(t, { mounts: { [one]: FIRST, [two]: SECOND, [inner]: SECOND } });
  for (const base of [one, two, inner]) await visit(page, host.origin + base);
  const before = await stores(page);
  assert.deepEqual(Object.keys(before).sort(), [inner, one, two].map(base => `demarche ${host.origin}${base}`).sort());
  await page.evaluate(async () => { await (await caches.open('mine')).put('./mine', new Response('kept by somebody else')); });

  host.mounts = { ...host.mounts, [one]: SECOND };
  await page.goto(host.origin + one);
  await renew(page);
  await told(page, 'kept');
  const after = await stores(page);
  for (const base of [two, inner]) assert.deepEqual(after[`demarche ${host.origin}${base}`], before[`demarche ${host.origin}${base}`]);
  assert.equal(after.mine.length, 1);
  host.down = true;
  for (const base of [one, two, inner]) assert.equal(await checksum(page, host.origin + base), SUM_SECOND);
  assert.deepEqual(faults, []);
});

test('what is searched, saved and hidden on one site is not known to another of the same host', async t => {
  const [one, two] = ['/one/', '/two/'];
  const { host, page, faults } = await start(t, { mounts: { [one]: FIRST, [two]: FIRST } });
  const hide = page.getByRole('button', { name: 'Hide this' });
  const panel = page.getByRole('region', { name: 'Your searches' });
  const opens = async path => {
    await page.goto('about:blank');
    await page.goto(host.origin + path);
    await view(page).says('\\d+ ');
  };
  const asks = async () => { await view(page).searchbox.focus(); await page.keyboard.press('ArrowDown'); };
  // Kept before sites had their own: goes to the first that asks.
  await opens(`${one}#/?q=peace`);
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage)) localStorage.removeItem(key);
    localStorage.setItem('demarche.saved.v1', '#/?q=truce');
  });
  await opens(`${one}#/?q=ukraine`);
  await page.getByRole('button', { name: 'Save this search' }).click();
  await opens(one);
  await hide.click();
  await asks();
  await panel.getByRole('link', { name: 'truce', exact: true }).waitFor();
  await opens(two);
  await hide.waitFor();
  await asks();
  await page.keyboard.press('Escape');
  assert.equal(await panel.count(), 0);
  await opens(`${two}#/?q=lavrov`);
  await page.getByRole('button', { name: 'Save this search' }).click();
  await opens(two);
  await asks();
  await panel.getByRole('button', { name: 'Forget: lavrov' }).click();
  await panel.waitFor({ state: 'detached' });
  await opens(`${one}index.html`);
  assert.equal(await hide.count(), 0);
  await asks();
  await panel.getByRole('list', { name: 'Saved' }).getByRole('link', { name: 'ukraine', exact: true }).waitFor();
  assert.deepEqual(faults, []);
});

const sealOff = script => ({ change: (name, body) => (name === 'sw.js' ? Buffer.concat([Buffer.from(script), body]) : body) });
for (const [how, { change, init, quota }] of [
  ['full', { quota: 1000 }],
  ['too small', { quota: 300_000 }],
  ['refused to the worker', sealOff('caches.open = () => Promise.reject(new DOMException("no", "SecurityError"));\n')],
  ['full for good', sealOff('Cache.prototype.put = () => Promise.reject(new DOMException("no", "QuotaExceededError"));\n')],
  ['refused to the page', { init: () => Object.defineProperty(Navigator.prototype, 'serviceWorker', { get() { throw new DOMException('no', 'SecurityError'); } }) }],
  ['not there', { init: () => Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined }) }],
  ['without its worker', { change: (name, body) => { if (name === 'sw.js') throw new Error('404'); return body; } }],
]) {
  test(`where storage is ${how}, the site works from the network as before`, async t => {
    const { host, context, page, faults, seen } = await start(t, { prepare: async context => { if (init) await context.addInitScript(init); } });
    if (change) host.change = change;
    let loaded = 0;
    // Nothing but the worker asks for it.
    host.onRequest = name => { loaded += name === 'notice.txt'; };
    if (quota) await (await context.newCDPSession(page)).send('Storage.overrideQuotaForOrigin', { origin: host.origin, quotaSize: quota });
    for (const _ of [1, 2]) {
      await page.goto('about:blank');
      await page.goto(`${host.url}#/about`);
      await told(page, 'refused');
      await page.getByText('Your browser does not keep this site, so it needs a connection.').waitFor();
      await page.goto(`${host.url}#/?q=%22root+causes%22`);
      await seen.says('\\d+ of ');
    }
    assert.ok(loaded <= 1, 'what does not fit is not loaded at every visit');
    assert.equal(await page.locator('#failed').count(), 0);
    assert.deepEqual(faults, []);
  });
}

test('a store that fails later leaves the site to the network', async t => {
  const { host, page, faults, seen } = await start(t);
  host.change = sealOff(`
    let isBroken = false;
    const open = caches.open.bind(caches);
    caches.open = name => (isBroken ? Promise.reject(new DOMException('no', 'UnknownError')) : open(name));
    addEventListener('message', ({ data, ports }) => { if (data === 'break') { isBroken = true; ports[0].postMessage(''); } });
  `).change;
  await visit(page, host.url);
  await page.evaluate(() => new Promise(resolve => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    navigator.serviceWorker.controller.postMessage('break', [port2]);
  }));
  host.answered = [];
  await page.reload();
  await seen.says('\\d+ statements');
  assert.ok(host.answered.includes('index.html'), 'the network answered');
  await told(page, 'refused');
  assert.deepEqual(faults, []);
});

test('a store that is too full for a newer edition keeps the first one, and no rest of the newer', async t => {
  const { host, context, page, faults } = await start(t);
  await visit(page, host.url);
  const before = await stores(page);
  const used = await page.evaluate(async () => (await navigator.storage.estimate()).usage);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: host.origin, quotaSize: used + 400_000 });
  host.mounts = { [BASE]: SECOND };
  assert.equal(await update(page), 'redundant');
  const store = `demarche ${host.url}`;
  const { [store]: kept, ...others } = await stores(page);
  assert.deepEqual({ ...others, [store]: kept.filter(url => !url.includes('?full=')) }, before);
  host.onRequest = name => assert.notEqual(name, 'notice.txt', 'it is not loaded again on the same day');
  assert.notEqual(await update(page), 'installed');
  host.onRequest = () => {};
  await readsOffline(page, host, SUM_FIRST);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: host.origin });
  // A day later.
  await page.evaluate(async ([store, note]) => (await caches.open(store)).put(note, new Response('0')), [store, kept.find(url => url.includes('?full='))]);
  await page.reload();
  await renew(page);
  await readsOffline(page, host, SUM_SECOND);
  assert.deepEqual(faults, []);
});

test('without a network, whoever presses at once gets what is in the second part of the program', async t => {
  const { host, page, faults, seen } = await start(t);
  await visit(page, host.url);
  // Nothing comes in the background, as for somebody who is quicker.
  await page.addInitScript(() => { globalThis.requestIdleCallback = () => 0; });
  host.down = true;
  await page.reload();
  await seen.says('\\d+ statements');
  await page.getByRole('link', { name: 'Events', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Events' }).waitFor();
  assert.deepEqual(faults, []);
});

test('what the reader has emptied is kept anew', async t => {
  const { host, page, faults } = await start(t);
  await visit(page, host.url);
  await page.evaluate(async () => { for (const name of await caches.keys()) await caches.delete(name); });
  await page.reload();
  await view(page).says('\\d+ statements');
  await until(page, async name => (await (await caches.open(name)).keys()).some(({ url }) => url.includes('?edition=')), `demarche ${host.url}`);
  await readsOffline(page, host, SUM_FIRST);
  assert.deepEqual(faults, []);
});

test('where the host has the site no more, the browser lets it go', async t => {
  const { host, page } = await start(t);
  await visit(page, host.url);
  const other = await mkdtemp(join(tmpdir(), 'demarche-'));
  t.after(() => rm(other, { recursive: true, force: true }));
  await writeFile(join(other, 'index.html'), '<!doctype html><title>Elsewhere</title><h1>Moved</h1>');
  host.mounts = { [BASE]: other };
  await page.reload();
  await until(page, async () => !(await navigator.serviceWorker.getRegistration()) && (await caches.keys()).length === 0);
  await page.reload();
  await page.getByRole('heading', { name: 'Moved' }).waitFor();
});

/** A large corpus, published; its pieces come as they are read. */
async function publishLarge(t) {
  const folder = await mkdtemp(join(tmpdir(), 'demarche-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await large(join(folder, 'corpus'));
  const dir = join(folder, 'site');
  execFileSync(site('DEMARCHE_BIN'), ['site', join(folder, 'corpus'), '-o', dir, '--app', FIRST]);
  const worker = await readFile(join(dir, 'sw.js'), 'utf8');
  const setLittle = isLittle => writeFile(join(dir, 'sw.js'), worker.replace(/^const IS_LITTLE = .*$/m, `const IS_LITTLE = ${isLittle};`));
  await setLittle(false);
  return { dir, setLittle };
}

for (const serviceWorkers of ['block', 'allow']) {
  test(`a page whose pieces are gone says that the site was published anew: service workers ${serviceWorkers}`, async t => {
    const { dir } = await publishLarge(t);
    const { host, browser } = await start(t, { mounts: { [BASE]: dir } });
    const page = await (await browser.newContext({ serviceWorkers })).newPage();
    const faults = watch(page);
    await page.goto(host.url);
    await page.waitForFunction(() => /^(some|refused)/.test(document.documentElement.dataset.offline));
    host.mounts = { [BASE]: SECOND };
    await view(page).searchbox.fill('harbour');
    await page.getByText('this site was published anew; load the page again').waitFor();
    await notice(page).waitFor();
    await renew(page);
    assert.equal(await checksum(page, host.url), SUM_SECOND);
    assert.deepEqual(faults, []);
  });
}

test('a large corpus: its pieces are kept beforehand where they are few, else as they are read or when the reader asks', async t => {
  const { dir, setLittle } = await publishLarge(t);
  const pieces = (await readdir(join(dir, 'corpus'))).map(name => `corpus/${name}`);
  const all = pieces.length;
  assert.ok(all > 4, `${all} pieces`);
  // As a lighter corpus has it, and below as a heavier one has it.
  await setLittle(true);
  const { host, page, faults, seen } = await start(t, { mounts: { [BASE]: dir } });
  const newPage = async () => (await page.context().browser().newContext()).newPage();
  const some = (page, count) => page.waitForFunction(start => document.documentElement.dataset.offline?.startsWith(start), `some ${count} ${all} `);
  await visit(page, host.url);
  const readsAll = async page => {
    host.down = true;
    await page.goto('about:blank');
    await page.goto(`${host.url}#/?q=harbour&view=concordance`);
    await page.getByRole('table', { name: 'Concordance' }).locator('mark').first().waitFor();
    await page.goto(`${host.url}#/s/account-17`);
    await view(page).passages.first().waitFor();
    host.down = false;
  };
  await readsAll(page);

  // Who spares data gets the app alone.
  host.change = sealOff("Object.defineProperty(navigator, 'connection', { value: { saveData: true } });\n").change;
  const sparing = await newPage();
  await sparing.goto(host.url);
  await some(sparing, 0);
  host.change = (name, body) => body;

  await setLittle(false);
  const fresh = await newPage();
  await fresh.goto(host.url);
  await some(fresh, 0);
  const read = () => fresh.evaluate(async name => (await (await fetch(name)).arrayBuffer()).byteLength, pieces[0]);
  host.change = () => Buffer.from('Log in');
  assert.equal(await read(), 6);
  host.change = (name, body) => body;
  assert.ok(await read() > 6, 'a page of the network itself is not kept for a piece');
  await view(fresh).searchbox.fill('harbour');
  await view(fresh).says('\\d+ ');
  await view(fresh).results.getByRole('listitem').first().getByRole('heading').getByRole('link').click();
  await view(fresh).passages.first().waitFor();
  const address = fresh.url();
  await fresh.reload();
  await fresh.waitForFunction(() => /^some [1-9]/.test(document.documentElement.dataset.offline));
  const count = Number((await fresh.evaluate(() => document.documentElement.dataset.offline)).split(' ')[1]);
  assert.ok(count > 0 && count < all, `${count} of ${all}`);
  await fresh.goto(`${host.url}#/about`);
  await fresh.getByText(`Your browser keeps the program and ${count} of the ${all} files of texts`).waitFor();
  host.down = true;
  await fresh.goto('about:blank');
  await fresh.goto(address);
  await view(fresh).passages.first().waitFor();
  host.down = false;

  await fresh.goto(`${host.url}#/about`);
  await fresh.getByRole('button', { name: /^Keep all of it for reading offline \(\d+ MB\)$/ }).click();
  await fresh.getByText('Your browser keeps all of this site; it can be read without a connection.').waitFor();
  await readsAll(fresh);
  assert.deepEqual(faults, []);
});
