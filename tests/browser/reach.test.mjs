// What axe cannot see: everything by keyboard, the focus never lost nor hidden, targets large enough, room for wide
// letters and narrow windows, counts spoken once, languages and directions told, no motion where none is wanted.
// Nothing is listed that a walk through the page can find by itself, so what is added later is tried as well.
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open, site } from './lib.mjs';
import { APP_SCREENS, FRESH, SCREENS, fold, openers, settled, show, unfold } from './screens.mjs';

const WINDOWS = [{ width: 1440, height: 900 }, { width: 390, height: 844 }, { width: 320, height: 256 }];
/** Here there is one more pane, on the screens named; the others are what they are in the first of the windows. */
const WIDE = { width: 1680, height: 950 };
const WIDE_SCREENS = ['first page', 'read beside the list'];
const named = viewport => `${viewport.width} × ${viewport.height}`;

async function start(t, context, where = site('DIST_DEFAULT')) {
  const found = await open(where, context);
  t.after(found.close);
  t.after(() => assert.deepEqual([found.seen.errors, found.seen.dialogs], [[], []]));
  return found;
}

/** Presses Tab until the element has the focus, as a reader would. */
async function tabTo(page, locator, most = 150) {
  for (let at = 0; at < most; at += 1) {
    await page.keyboard.press('Tab');
    if (await locator.first().evaluate(one => one === document.activeElement)) return;
  }
  throw new Error(`${locator} is not reached with ${most} presses of Tab`);
}

for (const viewport of [WINDOWS[0], WINDOWS[1]]) {
  test(`the four questions are answered by keyboard alone at ${named(viewport)}`, async t => {
    const { page, url, view } = await start(t, { viewport });
    const isFocused = label => page.waitForFunction(label => new RegExp(label).test(document.activeElement.ariaLabel ?? ''), label);

    await t.test('two sides met: what each account says, and what only one of them says', async () => {
      await show(page, url, '#/');
      await tabTo(page, page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Events' }));
      await page.keyboard.press('Enter');
      const event = page.getByRole('region', { name: /Lavrov.*Rubio|Rubio.*Lavrov/ }).first();
      await event.waitFor();
      await tabTo(page, event.getByRole('link', { name: /^Compare/ }).or(event.getByRole('button', { name: /^Compare/ })));
      await page.keyboard.press('Enter');
      await page.locator('[data-row]').first().waitFor();
      await tabTo(page, page.getByRole('link', { name: /^Only A [1-9]/ }));
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => [...document.querySelectorAll('[data-row]')].every(row => row.dataset.row === 'only-a'));
      await page.keyboard.press('j');
      await isFocused('^Row \\d+ ');
    });

    await t.test('how the line of a speaker on a topic moved: every hit in its context, the oldest first', async () => {
      await show(page, url, '#/about');
      await page.keyboard.press('/');
      await page.keyboard.type('speaker:lavrov "root causes"');
      await page.keyboard.press('Enter');
      await view.says('\\d+ of ');
      await tabTo(page, page.locator('main a[href*="view=concordance"]'));
      await page.keyboard.press('Enter');
      const lines = page.getByRole('table', { name: 'Concordance' });
      await lines.waitFor();
      await settled(page);
      assert.ok(await page.evaluate(() => document.activeElement !== document.body));
      await tabTo(page, page.getByRole('combobox', { name: 'Order' }));
      await page.keyboard.type('Old');
      await page.waitForURL(/sort=oldest/);
      await settled(page);
      await tabTo(page, lines.getByRole('link'));
      await page.keyboard.press('Enter');
      await page.waitForURL(/#\/s\//);
      await view.passages.first().waitFor();
    });

    await t.test('which sentences were said before, and which are new: a passage, its menu, who else says it', async () => {
      await show(page, url, SCREENS.statement);
      const number = await saidElsewhere(page);
      assert.ok(number > 0, 'some passage is said elsewhere');
      await view.says('\\d+ of ');
      await tabTo(page, view.results.getByRole('heading').getByRole('link'));
    });

    await t.test('a fresh text: which of it was said before, by whom, when', async () => {
      await show(page, url, '#/');
      await tabTo(page, page.getByRole('link', { name: /^Compare it with \d+ statements$/ }));
      await page.keyboard.press('Enter');
      const words = page.getByRole('textbox', { name: 'Your text' });
      await words.waitFor();
      await page.waitForFunction(() => document.activeElement.localName === 'textarea');
      // As pasting does: all at once.
      await page.keyboard.insertText(FRESH);
      await tabTo(page, page.getByRole('button', { name: 'Find what was said before' }), 5);
      await page.keyboard.press('Enter');
      await page.getByRole('status').filter({ hasText: /^\d+ of \d+ statements share rare words with your text/ }).waitFor();
      const offer = page.getByRole('list', { name: 'Texts for side B' }).getByRole('listitem').first();
      assert.match(await offer.innerText(), /shares \w+[^]* 20\d\d/, 'by whom and when');
      await tabTo(page, offer.getByRole('link'));
      await page.keyboard.press('Enter');
      await page.locator('[data-pair]').first().waitFor();
      await page.keyboard.press('j');
      await isFocused('^Row \\d+ ');
    });

    await t.test('a statement is read from hit to hit and cited', async () => {
      await show(page, url, '#/?q=ukraine');
      await page.reload();
      await settled(page);
      await tabTo(page, page.getByRole('link', { name: 'Skip to the results' }), 2);
      await page.keyboard.press('Enter');
      await tabTo(page, view.results.getByRole('heading').getByRole('link'), 12);
      await page.keyboard.press('Enter');
      // The list has a heading too, and no hits to step through.
      await page.getByRole('status').filter({ hasText: /^\d+ hits? with / }).waitFor();
      await page.keyboard.press('n');
      await page.getByRole('status').filter({ hasText: /^Hit 1 of / }).waitFor();
      await tabTo(page, page.locator('summary').filter({ hasText: /^Cite/ }));
      await page.keyboard.press('Enter');
      await page.getByRole('textbox', { name: 'Citation' }).waitFor();
    });
  });
}

/** The number of the first passage of a statement that others say too, by keys alone; 0 where there is none. */
async function saidElsewhere(page) {
  const buttons = page.getByRole('button', { name: /^Actions for passage \d+$/ });
  const none = page.getByText('No other statement has three rare words');
  const count = await buttons.count();
  for (let number = 1; number <= count; number += 1) {
    await tabTo(page, page.getByRole('button', { name: `Actions for passage ${number}`, exact: true }));
    await page.keyboard.press('Enter');
    const item = page.getByRole('menuitem', { name: /^Said elsewhere/ });
    await item.waitFor();
    while (!(await item.evaluate(one => one === document.activeElement))) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await none.or(page.getByRole('list', { name: 'Results' })).first().waitFor();
    if (!(await none.isVisible())) return number;
    // What it said of this passage is not to be taken for what it says of the next.
    await none.waitFor({ state: 'detached' });
  }
  return 0;
}

/** Runs in the page: on every Tab, looks at what has had the focus until then. The faults are in `window.walked`. */
function watchTab() {
  window.walked = { faults: [], stops: 0 };
  let before = null;
  const name = one => `<${one.localName} class="${one.getAttribute('class') ?? ''}"> ${(one.ariaLabel ?? one.textContent).trim().slice(0, 40)}`;
  const isSeen = one => {
    // A box that is drawn by its label is where the label is.
    const drawn = [one, ...(one.labels ?? [])].map(part => part.getBoundingClientRect()).filter(box => box.width > 1 && box.height > 1);
    return drawn.some(box => [0.02, 0.25, 0.5, 0.75, 0.98].some(x => [0.05, 0.5, 0.95].some(y => {
      const found = document.elementFromPoint(box.left + x * box.width, box.top + y * box.height);
      return found && (one.contains(found) || [...(one.labels ?? [])].some(label => label.contains(found)));
    })));
  };
  addEventListener('keydown', event => {
    if (event.key !== 'Tab') return;
    const one = document.activeElement;
    if (one === document.body || one === before || one.id === 'main') return;
    window.walked.stops += 1;
    if (!isSeen(one)) window.walked.faults.push(`hidden: ${name(one)}`);
    const group = 'ul, ol, nav, form, fieldset, tr, header, [role="group"]';
    if (before?.isConnected && before.closest(group) === one.closest(group) && one.closest(group)) {
      const [a, b] = [before.getBoundingClientRect(), one.getBoundingClientRect()];
      const isAbove = b.bottom <= a.top + 1 && b.left < a.right;
      const isLeft = b.right <= a.left + 1 && b.top < a.bottom && b.bottom > a.top && b.top <= a.top + a.height / 2;
      if (isAbove || isLeft) window.walked.faults.push(`out of order: ${name(before)} comes before ${name(one)}`);
    }
    before = one;
  }, true);
}

for (const viewport of [...WINDOWS, WIDE]) {
  test(`walking with Tab at ${named(viewport)}, the focus is seen and goes in the order of the page`, async t => {
    const { page, url } = await start(t, { viewport, reducedMotion: 'reduce' });
    await page.addInitScript(watchTab);
    await show(page, url, '#/nowhere');
    const wrong = new Set();
    const names = ['first page', 'search', 'chosen for comparing', 'concordance', 'groups', 'statement', 'comparison', 'comparison with panels', 'four texts', 'event', 'no texts', 'text to paste', 'own text', 'own text beside a statement'];
    for (const name of viewport === WIDE ? WIDE_SCREENS : names) {
      await show(page, url, SCREENS[name]);
      await page.evaluate(() => { scrollTo(0, 0); window.walked = { faults: [], stops: 0 }; document.getElementById('main').focus(); });
      for (let at = 0; at < 45; at += 1) await page.keyboard.press('Tab');
      const { faults, stops } = await page.evaluate(() => window.walked);
      faults.forEach(fault => wrong.add(`${name}: ${fault}`));
      assert.ok(stops > 5, `${name} has only ${stops} stops`);
    }
    assert.deepEqual([...wrong], []);
  });
}

/**
 * Runs in the page: controls less than 24 px large with another target nearer than that, by 2.5.8 of WCAG. Points of a
 * drawing do not count: the table below it has the same links.
 */
function smallTargets() {
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [role="option"], [role="menuitem"]')]
    .filter(one => one.checkVisibility({ visibilityProperty: true }) && !one.closest('.visually-hidden, .skip, svg') && !one.disabled)
    .map(one => {
      const boxes = [one, ...(one.labels ?? [])].map(part => part.getBoundingClientRect());
      const [left, top] = [Math.min(...boxes.map(box => box.left)), Math.min(...boxes.map(box => box.top))];
      const [right, bottom] = [Math.max(...boxes.map(box => box.right)), Math.max(...boxes.map(box => box.bottom))];
      return { one, left, top, right, bottom, x: (left + right) / 2, y: (top + bottom) / 2, isSmall: right - left < 24 || bottom - top < 24 };
    })
    .filter(({ left, right, top, bottom }) => right - left > 1 && bottom - top > 1);
  const isInText = one => getComputedStyle(one).display === 'inline'
    && [...one.parentElement.childNodes].some(node => node.nodeType === 3 && /\p{L}{2}/u.test(node.textContent));
  // What sticks over the page is near to whatever scrolls below it, but never for long.
  const layer = one => {
    let part = one;
    while (part && !/fixed|sticky/.test(getComputedStyle(part).position)) part = part.parentElement;
    return part;
  };
  const isNear = (a, b) => {
    const [dx, dy] = [Math.max(b.left - a.x, 0, a.x - b.right), Math.max(b.top - a.y, 0, a.y - b.bottom)];
    return Math.hypot(dx, dy) < 11.5 || (b.isSmall && Math.hypot(a.x - b.x, a.y - b.y) < 23.5);
  };
  return all
    .filter(a => a.isSmall && !isInText(a.one))
    .map(a => [a, all.find(b => b !== a && !a.one.contains(b.one) && !b.one.contains(a.one) && isNear(a, b) && layer(a.one) === layer(b.one))])
    .filter(([, near]) => near)
    .map(([{ one, left, right, top, bottom }, near]) => {
      const name = one => `<${one.localName} class="${one.getAttribute('class') ?? ''}"> ${(one.ariaLabel ?? one.textContent).trim().slice(0, 30)}`;
      return `${name(one)}: ${Math.round(right - left)} × ${Math.round(bottom - top)}, near ${name(near.one)}`;
    });
}

/** Runs in the page: elements that scroll sideways and hold neither a table nor a drawing. A strip of one line may, but not where 400 % zoom is meant. */
function sideways() {
  const isStrip = one => innerWidth > 320 && one.clientHeight < 64;
  const isScrolling = one => one.scrollWidth > one.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(one).overflowX);
  return [...document.body.querySelectorAll('*')].filter(one => isScrolling(one) && !isStrip(one))
    .filter(one => !one.matches('textarea, input') && !one.querySelector('table, svg, [role="table"]') && !one.closest('table, [role="table"]'))
    .map(one => `<${one.localName} class="${one.className}">`);
}

for (const viewport of [...WINDOWS, WIDE]) {
  test(`at ${named(viewport)} targets are large enough, and only tables and drawings scroll sideways`, async t => {
    const { page, url } = await start(t, { viewport });
    const wrong = new Set();
    for (const [name, address] of Object.entries(SCREENS)) {
      if (viewport === WIDE && !WIDE_SCREENS.includes(name)) continue;
      await show(page, url, address);
      (await page.evaluate(smallTargets)).forEach(target => wrong.add(`${name}: ${target}`));
      (await page.evaluate(sideways)).forEach(part => wrong.add(`${name}: ${part} scrolls sideways`));
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (beyond > 0) wrong.add(`${name} is ${beyond} px wider than the window`);
    }
    assert.deepEqual([...wrong], []);
  });
}

/**
 * Runs in the page: elements whose own words do not fit into them, by their place in the page. What an ellipsis shortens
 * does not count, nor the lines of a concordance: that there is more is said, and where it stands is a link away.
 */
function clipped() {
  const holdsText = one => [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
  return [...document.body.querySelectorAll('*')].flatMap((one, at) => {
    if (!holdsText(one) || !one.checkVisibility({ visibilityProperty: true }) || one.matches('textarea, option, text, tspan, [role="table"] *')) return [];
    const range = document.createRange();
    range.selectNodeContents(one);
    const words = range.getBoundingClientRect();
    for (let part = one; part && part !== document.body; part = part.parentElement) {
      const { overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(part);
      if (textOverflow === 'ellipsis' || webkitLineClamp !== 'none') return [];
      const box = part.getBoundingClientRect();
      if (box.width <= 2 || box.height <= 2) return [];
      const isCut = (/hidden|clip/.test(overflowX) && words.right > box.right + 2) || (/hidden|clip/.test(overflowY) && words.bottom > box.bottom + 2);
      if (isCut) return [`${at} <${part.localName} class="${part.className}"> ${one.textContent.trim().slice(0, 40)}`];
    }
    return [];
  });
}

for (const viewport of [WINDOWS[0], { width: 390, height: 844 }]) {
  test(`wider letters, words and lines lose nothing at ${named(viewport)}`, async t => {
    const { page, url } = await start(t, { viewport });
    const wrong = new Set();
    await show(page, url, '#/');
    await page.evaluate(() => {
      window.spacing = new CSSStyleSheet();
      window.spacing.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }');
    });
    for (const [name, address] of APP_SCREENS) {
      await show(page, url, address);
      const before = new Set(await page.evaluate(clipped));
      await page.evaluate(() => { document.adoptedStyleSheets = [window.spacing]; });
      await settled(page);
      (await page.evaluate(clipped)).filter(one => !before.has(one)).forEach(one => wrong.add(`${name}: ${one.replace(/^\d+ /, '')}`));
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (beyond > 0) wrong.add(`${name} is ${beyond} px wider than the window`);
      await page.evaluate(() => { document.adoptedStyleSheets = []; });
    }
    assert.deepEqual([...wrong], []);
  });
}

/** The next control of the screen that stays in the app and looks like none of those tried, by its place among all. */
const CONTROLS = 'a[href^="#"], button, summary, input[type="checkbox"], input[type="radio"]';
const untried = (page, tried) => page.locator(CONTROLS).evaluateAll((all, tried) => {
  const look = one => `${one.localName} ${one.getAttribute('class') ?? ''} in ${one.parentElement.localName} ${one.parentElement.getAttribute('class') ?? ''}`;
  const isNew = one => !tried.includes(look(one)) && !one.disabled && one.checkVisibility({ visibilityProperty: true });
  const at = all.findIndex(isNew);
  if (at === -1) return null;
  const one = all[at];
  return { at, look: look(one), name: (one.ariaLabel ?? one.textContent).trim().slice(0, 40), key: one.localName === 'input' ? 'Space' : 'Enter' };
}, tried);

for (const viewport of [WINDOWS[0], WINDOWS[1], WIDE]) {
  test(`whatever is pressed at ${named(viewport)}, something that can be seen keeps the focus`, async t => {
    const { page, url } = await start(t, { viewport, reducedMotion: 'reduce', acceptDownloads: true });
    const [lost, tried] = [[], []];
    const names = ['search', 'first page', 'second page of results', 'nothing found', 'query with mistakes', 'chosen for comparing', 'concordance', 'chart', 'groups', 'statement', 'passage', 'comparison', 'comparison with panels', 'four texts', 'one text', 'no texts', 'text to paste', 'own text', 'own text beside a statement', 'event', 'about', 'no such page'];
    for (const name of viewport === WIDE ? WIDE_SCREENS : names) {
      await show(page, url, SCREENS[name]);
      for (let next = await untried(page, tried); next; next = await untried(page, tried)) {
        const { at, look, name: what, key } = next;
        tried.push(look);
        await page.locator(CONTROLS).nth(at).focus();
        await page.keyboard.press(key);
        await settled(page);
        // On a busy machine the focus comes back later than the frames that `settled` waits for.
        const isKept = () => document.activeElement !== document.body && document.activeElement.checkVisibility({ visibilityProperty: true });
        const found = await page.waitForFunction(isKept, undefined, { timeout: 3000 }).then(() => null, () => page.evaluate(() => {
          const one = document.activeElement;
          return one === document.body ? 'the page' : `<${one.localName}>, which is not shown`;
        }));
        if (found !== null) lost.push(`${name}: “${what}” (${look}) leaves the focus to ${found}`);
        // As it was before: what is open shuts, and the screen is made anew.
        for (let times = 0; times < 2; times += 1) await page.keyboard.press('Escape');
        await show(page, url, '#/no-such-page');
        await show(page, url, SCREENS[name]);
      }
    }
    assert.deepEqual(lost, []);
    assert.ok(tried.length > (viewport === WIDE ? 20 : 40), `only ${tried.length} looks of controls`);
  });
}

for (const viewport of [WINDOWS[0], WINDOWS[1]]) {
  test(`dialogs and menus keep the focus and give it back at ${named(viewport)}`, async t => {
    const { page, url } = await start(t, { viewport });
    const [wrong, tried] = [[], new Set()];
    for (const name of ['search', 'statement', 'comparison']) {
      await show(page, url, SCREENS[name]);
      for (const { name: what, look, button, isDialog, isMenu } of await openers(page)) {
        if (!(isDialog || isMenu) || tried.has(look)) continue;
        tried.add(look);
        const part = await unfold(page, button);
        const isInside = () => page.evaluate(() => document.activeElement === document.body || document.activeElement.closest('[data-opened]') !== null);
        const said = `${name}, “${what}”`;
        if (part === null || !(await isInside())) { wrong.push(`${said} does not take the focus`); continue; }
        if (!(await part.evaluate(one => Boolean(one.ariaLabel || one.getAttribute('aria-labelledby'))))) wrong.push(`${said} opens something without a name`);
        if (isMenu) {
          const present = () => page.evaluate(() => document.activeElement.closest('[role^="menuitem"]')?.textContent);
          const first = await present();
          await page.keyboard.press('ArrowDown');
          if (first === undefined || (await present()) === first) wrong.push(`${said}: the arrow does not lead on`);
          await page.keyboard.press('Home');
          if ((await present()) !== first) wrong.push(`${said}: Home does not lead to the first`);
        } else {
          for (let times = 0; times < 30; times += 1) {
            await page.keyboard.press('Tab');
            if (!(await isInside())) { wrong.push(`${said} lets the focus out`); break; }
          }
        }
        await page.keyboard.press('Escape');
        await settled(page);
        const isBack = await button.evaluate(one => one === document.activeElement);
        if (!isBack) wrong.push(`${said} does not give the focus back`);
        if ((await page.locator('dialog[open], [role="menu"]:popover-open').count()) > 0) wrong.push(`${said} stays open`);
        await fold(page);
      }
    }
    assert.deepEqual(wrong, []);
  });
}

/** Runs in the page: what of the part that was opened lies beside the window, and no line of it scrolls there. */
const besides = () => {
  const part = document.querySelector('[data-opened]');
  const floats = one => one === part || ['absolute', 'fixed'].includes(getComputedStyle(one).position);
  const scrolls = one => one !== document.documentElement && (/auto|scroll/.test(getComputedStyle(one).overflowX) || (one.parentElement && scrolls(one.parentElement)));
  return [part, ...part.querySelectorAll('*')].filter(one => floats(one) && one.checkVisibility() && !scrolls(one.parentElement)).flatMap(one => {
    const { left, right, width } = one.getBoundingClientRect();
    const isInside = width <= 1 || (left >= -0.5 && right <= document.documentElement.clientWidth + 0.5);
    return isInside ? [] : [`<${one.localName} class="${one.className}"> from ${Math.round(left)} to ${Math.round(right)}`];
  });
};

for (const viewport of [{ width: 390, height: 844 }, { width: 320, height: 640 }]) {
  test(`whatever opens on a phone lies inside the window at ${named(viewport)}`, async t => {
    const { page, url } = await start(t, { viewport, hasTouch: true });
    const [wrong, tried] = [[], new Set()];
    for (const [name, address] of APP_SCREENS) {
      await show(page, url, address);
      for (const { name: what, look, button } of await openers(page)) {
        // The same button may stand elsewhere on another screen.
        tried.add(look);
        if ((await unfold(page, button)) !== null) {
          wrong.push(...(await page.evaluate(besides)).map(fault => `${name}, “${what}”: ${fault}`));
        }
        await fold(page);
        await settled(page);
      }
    }
    assert.deepEqual(wrong, []);
    assert.ok(tried.size > 10, `only ${tried.size} looks`);
  });
}

test('a name that runs from right to left takes neither date nor measure along', async t => {
  const PUBLISHER = 'وزارة الخارجية';
  const { page, url } = await start(t, { viewport: WINDOWS[0] }, await inThreeScripts(t, { publisher: PUBLISHER }));
  /** Where the pieces of a line begin, from the left. */
  const order = line => line.evaluate((one, pieces) => {
    const node = [...one.childNodes].find(node => node.textContent.includes(pieces[0]));
    return pieces.map(piece => {
      const range = document.createRange();
      const from = node.textContent.indexOf(piece);
      range.setStart(node, from);
      range.setEnd(node, from + piece.length);
      return range.getBoundingClientRect().left;
    });
  }, [PUBLISHER, '12 ', 'May', '2024']);
  const isRising = places => places.every((place, at) => at === 0 || places[at - 1] < place);
  for (const address of ['#/', '#/s/arabic', '#/compare?a=arabic&b=hebrew', '#/e/talk']) {
    await show(page, url, address);
    assert.ok(isRising(await order(page.getByText(new RegExp(`${PUBLISHER}.*May 2024`)).and(page.locator('p, span')).first())), address);
  }
  await show(page, url, '#/');
  const ends = await page.getByRole('link', { name: 'خط العبّارة بين الميناءين', exact: true }).evaluate(one => {
    const words = one.closest('li').querySelector('p[lang="ar"]');
    return [one.closest('[dir]'), words].map(block => block.getBoundingClientRect().right);
  });
  assert.ok(Math.abs(ends[0] - ends[1]) < 100, `title to ${ends[0]}, words to ${ends[1]}`);
  await page.goto(`${url}statements/index.html`);
  const places = await page.getByRole('listitem').filter({ hasText: 'خط' }).evaluate(one =>
    [...one.querySelectorAll('a, time, bdi')].map(part => part.getBoundingClientRect().left));
  assert.equal(places.length, 4);
  assert.ok(isRising(places), 'plain list');
});

test('the words of a corpus in another language say which, wherever the app shows them', async t => {
  const names = ['Портовые переговоры', 'Четыре отчёта об одном разговоре.', 'Север', 'Томас Хейл', 'Разговор в гавани'];
  const [title, description, side, speaker, event] = names;
  const { page, url } = await start(t, { viewport: WINDOWS[0] }, await inThreeScripts(t, { language: 'ru', names }));
  const wrong = [];
  for (const [address, shown] of Object.entries({
    '#/': [title, description, side, speaker, event], '#/events': [event], '#/e/talk': [event],
    '#/s/english': [side, speaker, event], '#/about': [title, description, side],
  })) {
    await show(page, url, address);
    wrong.push(...await page.evaluate(([address, shown]) => shown.flatMap(words => {
      const found = [...document.querySelectorAll('body *')].filter(one => one.childElementCount === 0 && one.textContent.trim() === words && one.checkVisibility());
      if (found.length === 0) return [`${address}: no ${words}`];
      return found.filter(one => one.closest('[lang]').lang !== 'ru').map(one => `${address}: ${words} in <${one.localName} class="${one.className}">`);
    }), [address, shown]));
  }
  assert.deepEqual(wrong, []);
});

test('? shows the keys, and gives the focus back', async t => {
  const { page, url, view } = await start(t, { viewport: WINDOWS[0] });
  await show(page, url, SCREENS.search);
  const link = view.results.getByRole('heading').getByRole('link').first();
  await link.focus();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: /keyboard|shortcuts|keys/i });
  await dialog.waitFor();
  assert.match(await dialog.innerText(), /\/\s+search/i);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  assert.ok(await link.evaluate(one => one === document.activeElement));
});

test('while a word is typed, the count is spoken once', async t => {
  const { page, url, view } = await start(t, { viewport: WINDOWS[0] });
  // The first search loads what later ones have; a reader who types slower than that takes long may hear more than once.
  await show(page, url, '#/?q=russia');
  await show(page, url, '#/');
  await page.evaluate(() => {
    window.spoken = [];
    const last = new Map();
    window.lastSpoken = performance.now();
    new MutationObserver(() => {
      for (const region of document.querySelectorAll('[role="status"], [aria-live="polite"]')) {
        const words = region.textContent.trim();
        const isSpoken = region.ariaLive !== 'off';
        if (isSpoken && words !== (last.get(region) ?? '') && /statements?\b/.test(words) && !/suggestion/.test(words)) {
          window.spoken.push(words);
          window.lastSpoken = performance.now();
        }
        last.set(region, words);
      }
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  await view.searchbox.focus();
  await page.keyboard.type('ukraine', { delay: 30 });
  await view.says('\\d+ of ');
  // Until nothing more has been said for two seconds.
  await page.waitForFunction(() => performance.now() - window.lastSpoken > 2000);
  const spoken = await page.evaluate(() => window.spoken);
  assert.equal(spoken.length, 1, JSON.stringify(spoken));
  assert.match(spoken[0], /^24 (of 50 )?statements/);
});

const MOTION = () => {
  const seconds = value => Math.max(...value.split(',').map(part => (part.trim().endsWith('ms') ? parseFloat(part) / 1000 : parseFloat(part))));
  const long = [...document.querySelectorAll('*')].flatMap(one => ['', '::before', '::after'].map(part => {
    const style = getComputedStyle(one, part);
    return Math.max(seconds(style.transitionDuration), style.animationName === 'none' ? 0 : seconds(style.animationDuration));
  }));
  return Math.max(...long);
};

test('nothing moves for longer than 150 ms, and nothing at all where no motion is wanted', async t => {
  const { page, url } = await start(t, { viewport: WINDOWS[0] });
  for (const [reducedMotion, most] of [['no-preference', 0.15], ['reduce', 0]]) {
    await page.emulateMedia({ reducedMotion });
    for (const [name, address] of APP_SCREENS) {
      await show(page, url, address);
      const longest = await page.evaluate(MOTION);
      assert.ok(longest <= most, `${name}, ${reducedMotion}: ${longest} s`);
    }
  }
});

/** A small corpus in three scripts, published. */
async function inThreeScripts(t, { publisher = 'Harbour office', language = 'en', names = ['Harbour talks', 'Three accounts of one talk, in three scripts.', 'North', 'Tomas Hale', 'The talk at the harbour'] } = {}) {
  const [title, description, side, speaker, event] = names;
  const folder = await mkdtemp(join(tmpdir(), 'scripts-'));
  t.after(() => rm(folder, { recursive: true }));
  const corpus = join(folder, 'corpus');
  await mkdir(join(corpus, 'statements'), { recursive: true });
  await writeFile(join(corpus, 'corpus.toml'), `title = "${title}"
description = "${description}"
licence = "CC0-1.0"
language = "${language}"

[[side]]
id = "north"
name = "${side}"

[[speaker]]
id = "hale"
name = "${speaker}"
side = "north"

[[publisher]]
id = "office"
name = "${publisher}"

[[event]]
id = "talk"
title = "${event}"
date = "2024-05-12"
`);
  const texts = {
    english: ['en', 'The ferry line', 'Sailings', 'Crews', 'The ferry sails twice a day, said the harbour office (2024).\n\nTwelve crews were hired in April.'],
    arabic: ['ar', 'خط العبّارة بين الميناءين', 'الرحلات', 'الطواقم', 'قال المكتب إن العبّارة تبحر مرتين في اليوم (2024).\n\nوظّف الميناء 12 طاقماً في نيسان.'],
    hebrew: ['he', 'קו המעבורת', 'ההפלגות', 'הצוותים', 'המעבורת מפליגה פעמיים ביום, אמר משרד הנמל (2024).\n\nשנים עשר צוותים נשכרו באפריל.'],
    russian: ['ru', 'Паромная линия', 'Рейсы', 'Экипажи', 'Паром ходит дважды в день, сообщило управление гавани (2024).\n\nВ апреле наняли 12 команд.'],
  };
  for (const [id, [lang, title, first, second, words]] of Object.entries(texts)) {
    const body = `## ${first}\n\n${words.replace('\n\n', `\n\n## ${second}\n\n`)}`;
    await writeFile(join(corpus, 'statements', `${id}.md`), `---\ntitle: "${title}"\ndate: 2024-05-12\nspeaker: hale\nkind: readout\npublisher: office\nevent: talk\nlang: ${lang}\ntext: full\nsource: { url: "https://example.org/${id}", title: "${title}, ${first}" }\n---\n\n${body}\n`);
  }
  const out = join(folder, 'site');
  execFileSync(site('DEMARCHE_BIN'), ['site', corpus, '-o', out, ...(process.env.APP ? ['--app', process.env.APP] : [])]);
  return out;
}

/** Runs in the page: words in a foreign script that no element gives its language or direction. */
function untold() {
  const scripts = [['ar', /\p{Script=Arabic}{2}/u, 'rtl'], ['he', /\p{Script=Hebrew}{2}/u, 'rtl'], ['ru', /\p{Script=Cyrillic}{2}/u, 'ltr']];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const wrong = [];
  let seen = 0;
  while (walker.nextNode()) {
    const { textContent, parentElement } = walker.currentNode;
    const found = scripts.find(([, script]) => script.test(textContent));
    if (!found || parentElement.closest('noscript, script, title') || !parentElement.checkVisibility()) continue;
    seen += 1;
    const said = `“${textContent.trim().slice(0, 30)}” in <${parentElement.localName} class="${parentElement.className}">`;
    if (!parentElement.closest('[lang]').lang.startsWith(found[0])) wrong.push(`no lang: ${said}`);
    // The words may be a part of a line; the line's block has the direction then.
    let block = parentElement;
    while (getComputedStyle(block).display.startsWith('inline') && getComputedStyle(block).unicodeBidi === 'normal') block = block.parentElement;
    if (getComputedStyle(block).direction !== found[2]) wrong.push(`not ${found[2]}: ${said}`);
  }
  return { wrong, seen };
}

test('words of another language say which, and run their own way, inside a page that runs left to right', async t => {
  const { page, url } = await start(t, { viewport: WINDOWS[0] }, await inThreeScripts(t));
  const wrong = [];
  for (const [address, least] of Object.entries({
    '#/': 3, '#/?q=2024': 3, '#/?q=12&view=concordance': 2, '#/s/arabic': 8, '#/s/russian': 8, '#/s/english': 0, '#/e/talk': 3, '#/events': 3,
    '#/compare?a=arabic&b=hebrew': 4, '#/compare?a=english&b=arabic&c=russian': 4, '#/?a=arabic&b=russian': 3,
  })) {
    await show(page, url, address);
    const found = await page.evaluate(untold);
    wrong.push(...found.wrong.map(fault => `${address}: ${fault}`));
    assert.ok(found.seen >= least, `${address} shows ${found.seen} pieces of foreign words`);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).direction), 'ltr');
  }
  assert.deepEqual([...new Set(wrong)], []);
});

test('skip links lead past what stands before, on every screen', async t => {
  const { page, url } = await start(t, { viewport: WINDOWS[0] });
  for (const name of ['search', 'statement', 'comparison', 'events', 'about']) {
    await show(page, url, SCREENS[name]);
    await page.reload();
    await settled(page);
    // A busy browser gives a page that was loaded anew its keys a moment later.
    await page.waitForFunction(() => document.hasFocus());
    await page.keyboard.press('Tab');
    const link = page.getByRole('link', { name: /^Skip to / }).first();
    assert.ok(await link.evaluate(one => one === document.activeElement), `${name}: the first stop`);
    const box = await link.boundingBox();
    assert.ok(box.y >= 0 && box.x >= 0, `${name}: it is seen`);
    await page.keyboard.press('Enter');
    assert.ok(await page.evaluate(() => document.activeElement.closest('main') !== null), name);
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.activeElement.closest('main, footer') !== null), `${name}: Tab goes on from there`);
  }
});
