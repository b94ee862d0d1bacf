// Every string of two public collections of attacks, in every place of a corpus and in every parameter of an address:
// shown as text, never run, and nothing for the browser to report.
import test from 'node:test';
import assert from 'node:assert/strict';
import {
  CHUNK, PART, canBeFile, canBeId, check, chunks, corpus, hasControls, line, meansControls, oneEach, payloads, publish, remove, value,
} from './payloads.mjs';
import { open } from './lib.mjs';

/** Watches the page from before its first script: markup nobody wrote, and what the browser forbids. */
function watch() {
  window.found = [];
  const tell = (what, more) => window.found.length < 20 && window.found.push(`${what}: ${String(more).slice(0, 200)}`);
  addEventListener('securitypolicyviolation', event => tell(event.violatedDirective, event.sample || event.blockedURI));
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) window[name] = (...args) => tell(`${name}()`, args);
  const foreign = 'script, img, iframe, object, embed, base, meta, link, form:not(.search, .paste__form), video, audio, math, template, portal, marquee, style';
  const look = element => {
    if (element.matches(foreign)) tell('markup', element.outerHTML);
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on') || name === 'srcdoc' || name === 'style' && /url|expression/.test(value)) tell('attribute', `${name}=${value}`);
      if (/^(href|src|action|xlink:href)$/.test(name) && !/^(#|\.\/|https?:|mailto:|blob:)/i.test(value)) tell('address', value);
    }
  };
  // What the page brings itself is not looked at: only what is added once it has started.
  addEventListener('TrunkApplicationStarted', () => new MutationObserver(records => {
    for (const { type, target, addedNodes } of records) {
      if (type === 'attributes') look(target);
      for (const node of addedNodes) {
        if (node.nodeType === Node.ELEMENT_NODE) [node, ...node.querySelectorAll('*')].forEach(look);
      }
    }
  }).observe(document.body, { subtree: true, childList: true, attributes: true }), { once: true });
  /** Goes to an address and waits until the page has drawn it. */
  window.visit = async hash => {
    const arrived = new Promise(done => addEventListener('hashchange', done, { once: true }));
    if (location.hash === hash) return;
    location.hash = hash;
    await arrived;
    // Tasks run in order: what the address set going has run when this one comes back.
    for (let turn = 0; turn < 2; turn += 1) {
      await new Promise(done => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = done;
        port2.postMessage(0);
      });
    }
  };
}

/** Opens a browser that watches; `close` asserts that there was nothing to see. */
async function opened(dir) {
  const browser = await open(dir);
  const { page, seen, url, view } = browser;
  await page.addInitScript(watch);
  await page.goto(url);
  await view.searchbox.waitFor();
  return {
    ...browser,
    nothingRan: async () => {
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
    const dir = await corpus(some, own);
    const site = await publish(dir);
    t.after(() => remove([dir, site]));
    const { page, url, close, nothingRan } = await opened(site);
    t.after(close);
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
  });
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
