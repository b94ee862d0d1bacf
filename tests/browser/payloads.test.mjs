// Every string of two public collections of attacks, in every place of a corpus, in every parameter of an address, on the
// plain pages and in a text that the reader pastes: shown as text, never run, and nothing for the browser to report. Does
// not live here: what is watched for (inert.mjs).
import test from 'node:test';
import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parsed, watch } from './inert.mjs';
import {
  CHUNK, PART, canBeFile, canBeId, check, chunks, corpus, footerOf, hasControls, line, meansControls, oneEach, payloads, publish,
  publishOneFile, remove, shortName, value,
} from './payloads.mjs';
import { open, openFile, site } from './lib.mjs';

/** Opens a browser that watches on a site, or on a file; `nothingRan` asserts that there was nothing to see. */
async function opened(path, browser = 'Chromium') {
  const found = path.endsWith('.html') ? await openFile(path, browser) : await open(path, { browser });
  const { page, seen, url, view } = found;
  await page.addInitScript(watch);
  await page.goto(url);
  await view.says('[\\d,]+ statements');
  return {
    ...found,
    nothingRan: async () => {
      assert.ok(await page.evaluate(() => window.isWatched));
      assert.deepEqual(await page.evaluate(() => window.found), []);
      assert.deepEqual([seen.errors, seen.policy, seen.dialogs], [[], [], []]);
      assert.deepEqual(seen.requests.filter(address => !address.startsWith(url) && !/^(data|blob):/.test(address)), []);
    },
  };
}

const all = await payloads();
const planted = all.filter(payload => !hasControls(payload));
const names = planted.filter(payload => canBeFile(payload) && canBeId(payload));

test('what no corpus may hold is refused, and no control character reaches a terminal', async t => {
  const controls = all.filter(hasControls);
  const files = all.filter(payload => canBeFile(payload) && !canBeId(payload));
  // Some systems take two of these for one file.
  const apart = [...new Map(files.map(name => [name.normalize('NFC').toLowerCase(), name])).values()];
  const places = {
    'control characters': [controls, payload => ({ body: `Words ${payload.replaceAll('\n', ' ')} and more.` })],
    'entities that stand for one': [planted.filter(meansControls), payload => ({ body: line(payload).replace(/[<>`]/g, '\\$&') })],
    'names of files': [apart, name => ({ name })],
    'addresses of sources': [planted.filter(payload => !/^https?:\/\//i.test(payload.trim())), url => ({ url })],
  };
  assert.ok(all.length > 4500, `${all.length} payloads`);
  t.diagnostic(`${all.length} payloads; refused: ${Object.entries(places).map(([what, [list]]) => `${list.length} ${what}`).join(', ')}; ${names.length} are names of files`);
  for (const [what, [list, write]] of Object.entries(places)) {
    const folder = await oneEach(list, write);
    t.after(() => remove([folder]));
    const { status, text } = check(folder);
    assert.equal(status, 1, what);
    const errors = Number(text.match(/([\d,]+) errors? /)?.[1].replaceAll(',', ''));
    assert.ok(errors >= list.length, `${what}: ${errors} errors for ${list.length} payloads`);
    assert.doesNotMatch(text, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/, what);
  }
});

for (const [part, some] of chunks(planted, PART).entries()) {
  const own = names.filter(name => some.includes(name));
  test(`payloads ${part * PART + 1} to ${part * PART + some.length} are shown as text and none runs`, async t => {
    const dir = await corpus(some, own, some);
    const out = await publish(dir);
    t.after(() => remove([dir, out]));
    const browser = await opened(out);
    t.after(browser.close);
    const groups = chunks(some, CHUNK);
    await everywhere(browser, some, own);
    await atTheFoot(browser.page, some);
    await inOwnText(browser, groups[0], dir);
    await onPlainPages(browser, await pages(browser.page, out), { some, own, groups, footer: footerOf(some) });
    await inManifest(out, some);
    await withoutTheApp(browser, ['statements/index.html', 'statements/one-0000.html', 'statements/bulk-0000.html', 'statements/raw-0000.html', '404.html']);
  });
}

// Another way to the same screens, for some of all kinds: one file has no worker, and another browser parses by itself.
for (const [browser, where, from] of [['Chromium', 'one file', 0], ['Firefox', 'one file', 4], ['Firefox', 'a site', 8]]) {
  test(`in ${browser}, payloads in ${where} are shown as text and none runs`, async t => {
    const some = planted.filter((_, at) => at % 12 === from);
    assert.ok(some.length > 300);
    const dir = await corpus(some, [], some);
    const out = where === 'one file' ? await publishOneFile(dir) : await publish(dir);
    t.after(() => remove([dir, out]));
    const found = await opened(out, browser);
    t.after(found.close);
    await everywhere(found, some, []);
    await atTheFoot(found.page, some);
    if (where !== 'one file') return;
    const [page] = await parse(found.page, [['all.html', await readFile(out, 'utf8')]]);
    assert.deepEqual(page.wrong, []);
    assert.equal(page.programs, (await parse(found.page, [['all.html', await readFile(site('SINGLE_DEFAULT'), 'utf8')]]))[0].programs);
    assert.deepEqual([page.headings[0], page.short], [value(some[0]), shortName(some)]);
  });
}

test('the lists by year of a corpus of all payloads hold their words and nothing else', async t => {
  // Some systems take two of these for one file.
  const apart = [...new Map(names.map(name => [name.normalize('NFC').toLowerCase(), name])).values()];
  const dir = await corpus(planted, apart);
  const out = await publish(dir);
  t.after(() => remove([dir, out]));
  const { page, close } = await open(out);
  t.after(close);
  const lists = await pages(page, out, /^statements\/(?!index)[^/]+$/);
  assert.deepEqual(lists.map(({ name }) => name), ['404.html', 'index.html', 'statements/by-year/2024.html', 'statements/index.html']);
  for (const { name, wrong } of lists) assert.deepEqual(wrong, [], name);
  const { title, headings, rows } = lists.find(({ name }) => name.includes('by-year'));
  assert.deepEqual([title, headings], [`2024 · ${value(planted[0])} · ${value(planted[0])}`, ['2024']]);
  inRows(rows, planted, planted.length + apart.length + 2 * chunks(planted, CHUNK).length);
});

test('what a corpus could smuggle in would be found', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'demarche-smuggled-'));
  t.after(() => remove([folder]));
  const smuggled = '<a href="java\tscript:alert(1)">One</a><img src="x" onerror="alert(2)">';
  const path = join(folder, 'page.html');
  await writeFile(path, `<!doctype html><html lang="en"><head><title>One</title></head><body><p>${smuggled}</p></body></html>`);
  const { page, url, close } = await openFile(path);
  t.after(close);
  await page.addInitScript(watch);
  await page.goto(url);
  await page.waitForFunction(() => window.found.some(one => one.startsWith('alert')));
  assert.deepEqual((await page.evaluate(() => window.found)).map(one => one.split(':')[0]), ['address', 'markup', 'attribute', 'alert()']);
  const app = `<noscript><p>${smuggled}</p></noscript><div id="loading"><p>Two</p></div><div>Three</div>`;
  const read = await parse(page, [['plain', await readFile(path, 'utf8')], ['app', `<title>Two</title><meta name="x"><body>${app}`]]);
  const link = 'href=java\tscript:alert(1)';
  const picture = ['<img src="x" onerror="alert(2)">', 'src=x', 'onerror=alert(2)'];
  assert.deepEqual(read.map(({ wrong }) => wrong), [[link, ...picture], ['meta x', '<div>Three</div>', link, ...picture]]);
});

/** All screens and addresses of the app. */
async function everywhere({ page, url, nothingRan }, some, own) {
  const groups = chunks(some, CHUNK);
  await inResults(page, some, some.length + own.length + 2 * groups.length);
  await nothingRan();
  for (const [at, group] of groups.entries()) await inWords(page, group, String(at).padStart(4, '0'));
  await nothingRan();
  await onScreens(page, some, groups);
  await nothingRan();
  await inAddresses(page, some);
  await nothingRan();
  await page.goto(`${url}?${encodeURIComponent(some[0])}#${some[0]}`);
  await page.locator('h1').first().waitFor({ state: 'attached' });
  await nothingRan();
}

/** The footer of the corpus, in the app. */
async function atTheFoot(page, some) {
  const foot = page.getByRole('contentinfo');
  await foot.waitFor();
  assert.ok((await foot.textContent()).includes(footerOf(some)), 'the footer');
}

/** A text that the reader pastes: as a side of a comparison, on a page of its own, in the report that is saved. */
async function inOwnText({ page, nothingRan }, group, dir) {
  await page.evaluate(() => window.visit('#/compare?a=bulk-0000'));
  const [name, title] = ['Paste a text of your own', line(group[0])];
  await page.getByText(name, { exact: true }).click();
  const form = page.getByRole('form', { name });
  await form.getByRole('textbox', { name: 'Text of side B' }).fill(group.map(line).join('\n\n'));
  await form.getByRole('textbox', { name: 'Title of side B' }).fill(title);
  await form.getByRole('button', { name: 'Compare this text' }).click();
  await page.locator('.coverage').waitFor();
  await page.locator('summary', { hasText: 'Save report' }).click();
  const button = page.getByRole('button', { name: 'Save report (HTML)' });
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  const report = join(dir, 'report.html');
  await download.saveAs(report);
  await page.evaluate(() => window.visit('#/s/own:1'));
  const shown = new Set(await page.locator('.words :is(p, h2, h3, h4, h5, h6)').evaluateAll(all => all.map(one => one.textContent.trim())));
  assert.deepEqual(pastedWords(group).filter(words => !shown.has(words)), []);
  assert.equal(await page.locator('h1').textContent(), title.split(/\s+/).join(' '));
  await nothingRan();
  await reportIsInert(page, report, group);
}

/** The saved report, opened from disk. */
async function reportIsInert(page, path, group) {
  const report = await page.context().newPage();
  await report.addInitScript(watch);
  const asked = [];
  report.on('request', request => asked.push(request.url()));
  report.on('dialog', dialog => { asked.push(dialog.message()); dialog.dismiss(); });
  await report.goto(pathToFileURL(path).href);
  await report.waitForFunction(() => window.isWatched);
  assert.deepEqual(await report.evaluate(() => window.found), []);
  assert.deepEqual(asked, [pathToFileURL(path).href]);
  const words = await report.locator('body').textContent();
  assert.deepEqual(pastedWords(group).filter(one => !words.includes(one)), []);
  await report.close();
}

/** Payloads as a pasted text has them: what begins as headings do is one, and what nobody can see is a blank line. */
const pastedWords = group =>
  group.map(payload => line(payload).replace(/^#{1,6}\s+/, '').trim()).filter(words => /[^\s\p{Cf}]/u.test(words));

/** Pages by their names, parsed by the browser but not run: in a page of their own, for the app's makes no markup of text. */
async function parse(page, named) {
  const empty = await page.context().newPage();
  const found = [];
  for (const some of chunks(named, 100)) found.push(...await empty.evaluate(parsed, some));
  await empty.close();
  return found;
}

/** The pages of a site, but for those whose name fits. */
async function pages(page, dir, leftOut = /^$/) {
  const files = (await readdir(dir, { recursive: true })).filter(name => name.endsWith('.html') && !leftOut.test(name)).sort();
  return parse(page, await Promise.all(files.map(async name => [name, await readFile(join(dir, name), 'utf8')])));
}

/** The plain pages, and what stands in the app's page before its program runs and without it. */
async function onPlainPages({ page }, all, { some, own, groups, footer }) {
  for (const { name, wrong } of all) assert.deepEqual(wrong, [], name);
  const named = new Map(all.map(one => [one.name, one]));
  const corpus = value(some[0]);
  const list = named.get('statements/index.html');
  inRows(list.rows, some, some.length + own.length + 2 * groups.length);
  assert.deepEqual([list.title, list.headings, list.shared], [corpus, [corpus], corpus]);
  for (const [at, payload] of some.entries()) {
    const found = named.get(`statements/one-${String(at).padStart(4, '0')}.html`);
    const text = value(payload);
    const title = text === corpus ? corpus : `${text} · ${corpus}`;
    assert.deepEqual([found.title, found.headings, found.shared], [title, [text], text]);
    assert.deepEqual(found.passages, [line(payload)]);
    for (const fact of [text, `${text}, ${text}`]) assert.ok(found.facts.includes(fact), `no fact of ${found.name} is ${JSON.stringify(fact)}`);
    assert.ok(found.footer.includes(footer), found.name);
  }
  for (const [at, group] of groups.entries()) {
    const id = String(at).padStart(4, '0');
    assert.deepEqual(named.get(`statements/bulk-${id}.html`).passages, group.map(line));
    const markers = named.get(`statements/raw-${id}.html`).passages.filter(text => text.startsWith('Marker '));
    assert.deepEqual(markers, group.map((_, nth) => `Marker ${nth}`), 'something swallowed its neighbours');
  }
  for (const name of own) assert.deepEqual(named.get(`statements/${name}.html`)?.headings, [`Named ${name}`]);
  assert.deepEqual(named.get('404.html').cited, [corpus]);
  const first = named.get('index.html');
  assert.deepEqual([first.title, first.shared, first.short, first.headings.slice(0, 2)], [corpus, corpus, shortName(some), [corpus, corpus]]);
  const [untouched] = await parse(page, [['index.html', await readFile(join(site('DIST_DEFAULT'), 'index.html'), 'utf8')]]);
  assert.equal(first.programs, untouched.programs);
}

/** The rows of a list: as many as there are statements, with every title, and its speaker's name. */
function inRows(rows, some, n) {
  assert.equal(rows.length, n);
  const shown = new Map(rows);
  for (const payload of some.map(value)) {
    assert.ok(shown.get(payload)?.slice(payload.length).includes(payload), `no row is titled ${JSON.stringify(payload)} and names its speaker`);
  }
}

/** What the browser calls the site once it is installed. */
async function inManifest(dir, some) {
  const { name, short_name: short } = JSON.parse(await readFile(join(dir, 'manifest.webmanifest'), 'utf8'));
  assert.deepEqual([name, short], [value(some[0]), shortName(some)]);
}

/** Plain pages as they are loaded, with JavaScript on. */
async function withoutTheApp({ page, url, nothingRan }, paths) {
  for (const path of paths) {
    await page.goto(url + path);
    await nothingRan();
  }
}

/** Titles, speakers and passages in the list of results, page by page. */
async function inResults(page, some, n) {
  const rows = await page.evaluate(async pages => {
    const rows = [];
    for (let at = 1; at <= pages; at += 1) {
      await window.visit(`#/?sort=oldest&page=${at}`);
      for (const row of document.querySelectorAll('.result')) {
        rows.push(['.result__title', '.byline', '.snippet'].map(part => row.querySelector(part)?.textContent ?? ''));
      }
    }
    return rows;
  }, Math.ceil(n / 20));
  assert.equal(rows.length, n);
  const shown = new Map(rows.map(row => [row[0], row]));
  for (const payload of some.map(value)) {
    const row = shown.get(payload);
    assert.ok(row, `no row is titled ${JSON.stringify(payload)}`);
    assert.ok(row[1].includes(payload), `the byline of ${JSON.stringify(payload)} is ${JSON.stringify(row[1])}`);
  }
}

/** The words of the statements that hold many, exact and as Markdown, and what is known about them. */
async function inWords(page, group, id) {
  const [passages, facts, markers, links] = await page.evaluate(async id => {
    const texts = selector => [...document.querySelectorAll(selector)].map(one => one.textContent);
    await window.visit(`#/s/bulk-${id}`);
    const read = [texts('[data-passage]'), texts('.facts dd')];
    await window.visit(`#/s/raw-${id}`);
    return [...read, texts('[data-passage]').filter(text => text.startsWith('Marker ')), [...document.links].map(link => link.getAttribute('href'))];
  }, id);
  assert.deepEqual(passages, group.map(line));
  for (const payload of group.map(value)) {
    assert.ok(facts.includes(payload), `no topic is called ${JSON.stringify(payload)}`);
    assert.ok(facts.includes(`${payload}, ${payload}`), `no speaker is called ${JSON.stringify(payload)}`);
  }
  assert.ok(facts.includes(value(group.join('\n'))), 'the note');
  assert.deepEqual(markers, group.map((_, nth) => `Marker ${nth}`), 'something swallowed its neighbours');
  assert.deepEqual(links.filter(address => !/^(#|\.\/|https?:\/\/|mailto:)/i.test(address)), []);
}

/** Comparisons, events, single statements, and what is said of the corpus. */
async function onScreens(page, some, groups) {
  for (const [at, group] of groups.entries()) {
    const id = String(at).padStart(4, '0');
    await page.evaluate(id => window.visit(`#/compare?a=bulk-${id}&b=raw-${id}`), id);
    await page.locator('.coverage').waitFor();
    await page.evaluate(id => window.visit(`#/e/event-${id}`), id);
    assert.equal(await page.locator('h1').textContent(), group.map(line).join(' ⏎ '));
  }
  const titles = await page.evaluate(async n => {
    const titles = [];
    for (let at = 0; at < n; at += 11) {
      await window.visit(`#/s/one-${String(at).padStart(4, '0')}`);
      titles.push(document.querySelector('h1').textContent);
    }
    return titles;
  }, some.length);
  assert.deepEqual(titles, some.filter((_, at) => at % 11 === 0).map(value));
  await page.evaluate(() => window.visit('#/events'));
  assert.equal(await page.locator('.event').count(), groups.length);
  await page.evaluate(() => window.visit('#/about'));
  assert.equal(await page.locator('h1').textContent(), `About ${value(some[0])}`);
}

/** Every parameter of every address, a few payloads at once. */
async function inAddresses(page, some) {
  const wrong = await page.evaluate(async some => {
    const filters = ['speaker', 'side', 'kind', 'topic', 'publisher', 'event', 'place', 'lang', 'from', 'to', 'sort', 'page'];
    const views = ['sort', 'lgroup', 'series', 'ga', 'gb'];
    const compare = ['a', 'b', 'c', 'd', 'min', 'rows', 'formulae', 'p', 'hit'];
    const every = (names, value) => names.map(name => `${name}=${value}`).join('&');
    const wrong = [];
    for (let at = 0; at < some.length; at += 5) {
      const several = some.slice(at, at + 5);
      const typed = several.join(' ');
      const one = encodeURIComponent(typed);
      const view = ['list', 'concordance', 'chart', 'groups'][(at / 5) % 4];
      await window.visit(`#/?q=${one}&${every(views, one)}&view=${view}`);
      const box = document.querySelector('input[type=search]').value;
      if (box !== typed.replace(/[\r\n]/g, '')) wrong.push([typed, box]);
    }
    for (let at = 0; at < some.length; at += 20) {
      const several = some.slice(at, at + 20);
      const one = encodeURIComponent(several.join(' '));
      const repeated = several.map(payload => every(filters, encodeURIComponent(payload))).join('&');
      const hashes = [
        `#/?${repeated}&${every(compare, one)}&view=${one}`, `#/s/${one}?q=${one}`, `#/s/one-0000?q=${one}&p=${one}&hit=${one}`,
        `#/e/${one}`, `#/compare?${every(compare, one)}`,
        `#/${one}`, `#${one}`,
      ];
      // Two statements that are there and two that are not: the slow one, for all texts are offered in their place.
      if (at % 100 === 0) {
        const many = encodeURIComponent(some.slice(at, at + 100).join(' '));
        hashes.push(`#/compare?a=one-0000&b=one-0001&${every(compare.slice(2), many)}`);
      }
      for (const hash of hashes) {
        await window.visit(hash);
        if (document.querySelector('h1') === null) wrong.push([hash, 'no screen']);
      }
    }
    return wrong.slice(0, 5);
  }, some);
  assert.deepEqual(wrong, []);
}
