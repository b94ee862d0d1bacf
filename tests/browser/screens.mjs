// Every screen of the default site with the address that shows it, what has to be pasted before, how to know that it is
// there, and what on it opens. Does not live here: what a test asserts of them.
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';

export const US = '2025-09-24-us-readout-rubio-lavrov';
export const RUSSIAN = '2025-09-24-russian-readout-lavrov-rubio';
export const REPORT = '2025-09-24-report-lavrov-rubio';
export const SPEECH = '2025-09-27-lavrov-unga80-speech';
const TWO = `a=${RUSSIAN}&b=${US}`;

/** A text of the reader's own in an address. Which id it has, the page says once the text is pasted. */
const OWN = 'own:1';
/** The text: some of what statements of the default site say. */
export const FRESH = `Sergey Lavrov and Marco Rubio met in New York on 24 September 2025, and Ukraine was the main subject.

Both spoke of the “impetus” that the Alaska summit had given to relations between Russia and the United States.

When they will meet again was left open.`;

/** The screens and the states of them that an address names. Those with `.html` are plain pages beside the app. */
export const SCREENS = {
  'first page': '#/',
  'second page of results': '#/?page=2',
  'search': '#/?q=ukraine&kind=speech&kind=-report',
  'phrase': '#/?q=%22root+causes%22',
  'nothing found': '#/?q=zzyzx+moon',
  'query with mistakes': '#/?q=speker:x+%22ukrainee&from=2025&speaker=nobody',
  'chosen for comparing': `#/?${TWO}&c=${REPORT}`,
  'read beside the list': `#/?q=ukraine&open=${US}`,
  'concordance': '#/?q=ukraine&view=concordance',
  'chart': '#/?q=ukraine&view=chart',
  'groups': '#/?q=ukraine&view=groups',
  'statement': `#/s/${SPEECH}?q=ukraine&hit=1`,
  'statement from its top': `#/s/${US}?q=ukraine`,
  'passage': `#/s/${US}?p=p1`,
  'no such statement': '#/s/none',
  'comparison': `#/compare?${TWO}`,
  'comparison with panels': `#/compare?${TWO}&panel=ledger.structure.words`,
  'four texts': `#/compare?${TWO}&c=${REPORT}&d=${SPEECH}`,
  'scrolling freely': `#/compare?${TWO}&scroll=free`,
  'one text': `#/compare?a=${US}`,
  'no texts': '#/compare',
  'text to paste': '#/compare?own=new',
  'own text': `#/compare?a=${OWN}`,
  'own text beside a statement': `#/compare?a=${OWN}&b=${US}`,
  'events': '#/events',
  'event': '#/e/lavrov-rubio-unga80',
  'about': '#/about',
  'no such page': '#/nowhere',
  'plain list': 'statements/index.html',
  'plain statement': `statements/${US}.html`,
  'page not found': '404.html',
};

/** Those of the app. */
export const APP_SCREENS = Object.entries(SCREENS).filter(([, address]) => address.startsWith('#'));

/**
 * Goes to an address of the site and waits until the screen is there. Between addresses of the app nothing is loaded, so
 * that a text of the reader's own is still there.
 */
export async function show(page, url, address) {
  const whole = address.includes(OWN) ? address.replace(OWN, await pasted(page, url)) : address;
  await page.goto(url + whole);
  await settled(page);
}

/** The id of the reader's own text, which is pasted where the page has none. */
async function pasted(page, url) {
  await page.goto(`${url}${SCREENS['text to paste']}`);
  const words = page.getByRole('textbox', { name: 'Your text' });
  await words.waitFor();
  const kept = page.getByRole('list', { name: 'Your texts' }).getByRole('link');
  if (await kept.count() > 0) return idIn(await kept.first().getAttribute('href'));
  await words.fill(FRESH);
  await page.getByRole('button', { name: 'Find what was said before' }).click();
  await page.waitForURL(/[?&]a=own/);
  return idIn(page.url());
}

const idIn = address => new URLSearchParams(address.split('?')[1]).get('a');

/** Waits until the screen is there whole and two frames have been drawn since. */
export async function settled(page) {
  // What is waited for is no promise: one would be taken for a yes, whatever came of it.
  await page.waitForFunction(() => {
    const compared = /^#\/compare\?.*a=.*b=/.test(location.hash);
    const offered = /^#\/compare\?a=own[^&]*$/.test(location.hash);
    // The plain pages have no program.
    const isPlain = !document.querySelector('link[rel="modulepreload"]');
    return (isPlain || document.querySelector('#main')) && document.querySelector('h1') && !document.querySelector('[aria-busy="true"], #loading')
      && (!compared || document.querySelector('[data-row]'))
      && (!offered || document.querySelector('[aria-label^="Texts for side"] > *'))
      && ![...document.querySelectorAll('[role="status"]')].some(one => /^(Opening|Searching|Counting)/.test(one.textContent));
  });
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
}

const OPENERS = 'summary, button[aria-haspopup], button[aria-expanded]';

/**
 * What opens something on the present screen: one of each look, by its place among all of them. Whatever is added later
 * is found too.
 */
export async function openers(page) {
  const found = await page.locator(OPENERS).evaluateAll(all => {
    const seen = new Set();
    return all.map((one, at) => {
      const isOpen = one.ariaExpanded === 'true' || one.parentElement.matches('details[open]');
      const look = `${one.localName} ${one.className} ${one.parentElement.className}`;
      const isNew = !isOpen && one.checkVisibility({ visibilityProperty: true }) && !seen.has(look);
      if (isNew) seen.add(look);
      // What opens may hold others and stand before it: a place among all would be another's then.
      one.dataset.opener = at;
      return isNew && { at, look, name: (one.ariaLabel ?? one.textContent).trim().slice(0, 40), isDialog: one.ariaHasPopup === 'dialog', isMenu: one.ariaHasPopup === 'menu' };
    }).filter(Boolean);
  });
  return found.map(one => ({ ...one, button: page.locator(`[data-opener="${one.at}"]`) }));
}

/** Presses an opener by keyboard and gives what it opened, marked so that it can be named. */
export async function unfold(page, button) {
  await button.focus();
  await button.evaluate(one => { window.unfolded = one; });
  await page.keyboard.press('Enter');
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
  const isOpen = await page.evaluate(() => {
    document.querySelector('[data-opened]')?.removeAttribute('data-opened');
    const one = window.unfolded.isConnected ? window.unfolded : document.activeElement;
    const part = document.querySelector('dialog[open], :popover-open, [role="menu"]')
      ?? (one.localName === 'summary' ? one.closest('details[open]') : null)
      ?? document.getElementById(one.getAttribute('aria-controls') ?? '')
      ?? (one.ariaExpanded === 'true' ? one.parentElement : null);
    part?.setAttribute('data-opened', '');
    return part !== null;
  });
  return isOpen ? page.locator('[data-opened]') : null;
}

/** Shuts it again: by Escape, or else as it was opened. */
export async function fold(page) {
  await page.keyboard.press('Escape');
  await page.evaluate(() => {
    const one = window.unfolded.isConnected ? window.unfolded : document.activeElement;
    if (one.ariaExpanded === 'true' || one.parentElement?.matches('details[open]')) one.click();
  });
}

/** Every rule of WCAG 2.x A and AA, and those of good practice. */
export const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
/** Those that look at colours. */
export const COLOURS = ['color-contrast', 'link-in-text-block'];
export const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong in the page, or in a part of it: a line a place. */
export async function faults(page, rules = RULES, part = null) {
  return page.evaluate(async ([rules, part]) => {
    const where = part ? { include: [part] } : document;
    const { violations } = await window.axe.run(where, { runOnly: rules, resultTypes: ['violations'] });
    const why = node => [...node.any, ...node.all, ...node.none].map(check => check.message).join(' ').slice(0, 160);
    return violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 160)} (${why(node)})`));
  }, [rules, part]);
}
