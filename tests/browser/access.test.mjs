// Every screen in every theme at every width, shut and with what opens on it open: axe finds nothing, nothing is cut off.
// Does not live here: what axe cannot see (reach.test.mjs).
import test from 'node:test';
import assert from 'node:assert/strict';
import { open, site } from './lib.mjs';
import { AXE, COLOURS, RULES, SCREENS, faults, fold, openers, show, unfold } from './screens.mjs';

const THEMES = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  'forced colours': { colorScheme: 'dark', forcedColors: 'active' },
};

/** Axe asks for the colour of letters by another name, for which Chromium does not tell that it is forced. */
function tellForcedColours() {
  const read = CSSStyleDeclaration.prototype.getPropertyValue;
  CSSStyleDeclaration.prototype.getPropertyValue = function (name) {
    return read.call(this, name === '-webkit-text-fill-color' ? 'color' : name);
  };
}

/**
 * All rules in light, and at the width of a phone in every theme; at the other widths dark and forced colours get the
 * rules that look at colours, for no other rule could find anything else there.
 */
const rules = (theme, width) => (theme === 'light' || width === 390 ? RULES : COLOURS);

/** Wider than 1600 px there is one more pane, on one screen; everything else is what it is at 1440. */
const isLookedAt = (name, width) => width < 1600 || ['first page', 'read beside the list', 'chosen for comparing'].includes(name);

test('axe finds nothing on any screen, and nothing is cut off', { concurrency: 2 }, async t => {
  await Promise.all([1680, 1440, 820, 390, 320].map(width => t.test(`at ${width} px`, async t => {
    // As high as any screen, so that nothing stands behind what sticks to the foot of the window.
    const height = width < 500 ? 12_000 : 6_000;
    const { page, url, view, close } = await open(site('DIST_DEFAULT'), { viewport: { width, height }, bypassCSP: true, reducedMotion: 'reduce' });
    t.after(close);
    await page.addInitScript(tellForcedColours);
    await page.addInitScript(AXE);
    const wrong = [];
    const look = async (what, part) => {
      for (const [theme, media] of Object.entries(THEMES)) {
        await page.emulateMedia(media);
        wrong.push(...(await faults(page, rules(theme, width), part)).map(fault => `${what} in ${theme}: ${fault}`));
      }
      await page.emulateMedia(THEMES.light);
    };
    const opened = new Set();
    for (const [name, address] of Object.entries(SCREENS).filter(([name]) => isLookedAt(name, width))) {
      await show(page, url, address);
      // What was opened on the screen before may have scrolled it: the header would stand over what is looked at.
      await page.evaluate(() => scrollTo(0, 0));
      await look(name);
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (beyond > 0) wrong.push(`${name} is ${beyond} px wider than the window`);
      if (!address.startsWith('#')) continue;
      for (const { look: kind, name: what, button } of await openers(page)) {
        if (opened.has(kind)) continue;
        opened.add(kind);
        const part = await unfold(page, button);
        if (part === null) wrong.push(`${name}: “${what}” opens nothing that can be told`);
        else await look(`${name}, “${what}” open`, '[data-opened]');
        await fold(page);
      }
    }
    await show(page, url, SCREENS['first page']);
    await view.searchbox.pressSequentially('ukr');
    await page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option').first().waitFor();
    await look('suggestions open');
    assert.deepEqual(wrong, []);
    assert.ok(opened.size > (width < 1600 ? 5 : 2), [...opened].join('; '));
  })));
});

test('filters open on a narrow screen and close with a count', async t => {
  const { page, url, view, close } = await open(site('DIST_DEFAULT'), { viewport: { width: 390, height: 800 } });
  t.after(close);
  await page.goto(url);
  await view.ready();
  assert.equal(await view.facet('Speaker').isVisible(), false);
  await page.getByRole('button', { name: 'Filters' }).click();
  await view.facet('Speaker').getByRole('checkbox').first().check();
  const { shown } = await view.counts();
  await page.getByRole('button', { name: `Show ${shown} statement` }).click();
  await view.facet('Speaker').waitFor({ state: 'hidden' });
});

test('the keyboard reaches the content, the search box and a facet value without losing focus', async t => {
  const { page, url, view, close } = await open(site('DIST_DEFAULT'));
  t.after(close);
  await page.goto(url);
  await view.ready();
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to the results');
  await page.keyboard.press('Enter');
  assert.equal(await view.results.evaluate(list => list === document.activeElement), true);
  await page.keyboard.press('/');
  assert.equal(await view.searchbox.evaluate(box => box === document.activeElement), true);
  const box = view.facet('Kind').getByRole('checkbox').nth(2);
  await box.focus();
  const value = await box.getAttribute('data-value');
  await page.keyboard.press('Space');
  await view.says('\\d+ of ');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.value), value, 'focus stays on the value');
});

test('the theme is kept for this browser', async t => {
  const { page, url, view, close } = await open(site('DIST_DEFAULT'), { colorScheme: 'light' });
  t.after(close);
  await page.goto(url);
  await view.ready();
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await paper();
  await page.getByText('Text and theme', { exact: true }).locator('..').click();
  await page.getByRole('radio', { name: 'Dark', exact: true }).check();
  const dark = await paper();
  assert.notEqual(dark, light);
  await page.reload();
  await page.getByText('Text and theme', { exact: true }).locator('..').click();
  assert.ok(await page.getByRole('radio', { name: 'Dark', exact: true }).isChecked());
  assert.equal(await paper(), dark);
});
