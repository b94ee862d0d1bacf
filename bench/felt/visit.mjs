// What one visit is like on a throttled phone: when something can be read, typed and found, and how long each touch of a
// key or a finger waits for the next paint. How figures are put together does not live here.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const { chromium } = createRequire(join(here, '../../tests/browser/package.json'))('playwright-core');
const ARGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];
/** The screen of Lighthouse's phone. */
const PHONE = { viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true };
const BOX = { name: 'Search statements' };
const WAIT = 60_000;

async function visit(url, slower, script, word, use) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ARGS });
  try {
    const page = await (await browser.newContext(PHONE)).newPage();
    page.setDefaultTimeout(WAIT);
    page.on('pageerror', error => console.error(`  page error: ${error}`));
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
    await page.addInitScript(script, word);
    await page.goto(url, { waitUntil: 'commit' });
    return await use(page, browser);
  } finally {
    await browser.close();
  }
}

/** A first visit, the word typed as soon as the box is there. Milliseconds since the navigation began, and bytes. */
export function firstVisit(server, word, slower) {
  server.served.bytes = 0;
  server.served.requests = 0;
  return visit(`${server.url}/`, slower, noteStart, word, async (page, browser) => {
    await page.waitForFunction(() => window.felt?.first && window.felt?.ready, undefined, { polling: 50 });
    const { bytes, requests } = server.served;
    // Paints are told of after they have been.
    await page.waitForTimeout(500);
    return { ...await page.evaluate(() => window.felt), bytes, requests, chromium: browser.version() };
  });
}

/** Runs in the page from its beginning. */
function noteStart(word) {
  const felt = window.felt = { shift: 0, blocked: 0 };
  const observe = (type, note) => new PerformanceObserver(list => list.getEntries().forEach(note)).observe({ type, buffered: true });
  observe('paint', entry => { if (entry.name === 'first-contentful-paint') felt.paint = entry.startTime; });
  observe('largest-contentful-paint', entry => { felt.largest = entry.startTime; });
  observe('layout-shift', entry => { if (!entry.hadRecentInput) felt.shift += entry.value; });
  observe('longtask', entry => { felt.blocked += Math.max(0, entry.duration - 50); });
  // Seen before a frame; painted when the frame is over.
  const painted = name => { felt[name] ??= -1; setTimeout(() => { if (felt[name] < 0) felt[name] = performance.now(); }); };
  const look = () => {
    const own = document.querySelector('link[rel=modulepreload][href*=demarche]');
    const box = document.querySelector('input[aria-label="Search statements"]');
    // It may be drawn behind what the page shows before it.
    const listed = document.querySelector('[aria-label=Results] li a')?.checkVisibility();
    if (!felt.title && [...document.querySelectorAll('li a')].some(link => link.checkVisibility())) painted('title');
    const isReady = own ? box && listed : performance.getEntriesByName('ready').length > 0;
    if (!felt.ready && isReady) painted('ready');
    if (box && !felt.typed) {
      felt.typed = performance.now();
      box.focus();
      box.value = word;
      box.dispatchEvent(new InputEvent('input', { bubbles: true }));
    } else if (felt.typed && !felt.first) {
      const results = document.querySelector('[aria-label=Results]');
      if (own ? results?.querySelector('mark') : results?.dataset.of === word && results.querySelector('a')) painted('first');
    }
    if (!(felt.first > 0 && felt.ready > 0)) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** The longest wait for the next paint while a word is typed and, on the project's own site, a value chosen and a result opened. */
export function touches(server, word, slower, isOwn) {
  return visit(`${server.url}/`, slower, noteTouches, word, async page => {
    const results = page.getByRole('list', { name: 'Results' });
    const box = page.getByRole('searchbox', BOX);
    await results.getByRole('listitem').first().waitFor();
    if (!isOwn) await page.waitForFunction(() => performance.getEntriesByName('ready').length > 0);
    await page.waitForTimeout(1000);
    const waits = {};
    const part = async (name, act) => {
      await page.evaluate(() => window.touches.splice(0));
      await act();
      await page.waitForTimeout(800);
      const found = await page.evaluate(() => window.touches);
      waits[name] = { longest: Math.max(16, ...found.map(({ ms }) => ms)), n: new Set(found.map(({ id }) => id)).size };
    };
    // Not Playwright's own click, which looks for what lies under the pointer in the page itself, as slow as that is.
    const tap = async locator => {
      await locator.scrollIntoViewIfNeeded();
      const { x, y, width, height } = await locator.boundingBox();
      await page.touchscreen.tap(x + width / 2, y + height / 2);
    };
    await part('typing', async () => {
      await tap(box);
      await page.keyboard.type(word, { delay: 150 });
    });
    if (!isOwn) return waits;
    // Puts the suggestions away, which on a phone lie over what comes next.
    await page.keyboard.press('Enter');
    const sheet = page.getByRole('button', { name: /^Filters/ });
    if (await sheet.isVisible()) await part('opening the filters', () => tap(sheet));
    const value = page.locator('input[type=checkbox][data-count], [data-count] input[type=checkbox]').filter({ visible: true }).first();
    await part('choosing a value', () => tap(value));
    await page.keyboard.press('Escape');
    await page.waitForTimeout(300);
    await part('opening a result', async () => {
      await tap(results.getByRole('heading').first().getByRole('link'));
      await page.waitForURL(/#\/s\//);
    });
    return waits;
  });
}

/** Runs in the page: every key and touch with the time until the paint after it, in steps of 8 ms; less than 16 is not told. */
function noteTouches() {
  window.touches = [];
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) {
      if (entry.interactionId) window.touches.push({ id: entry.interactionId, name: entry.name, ms: entry.duration });
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
}
