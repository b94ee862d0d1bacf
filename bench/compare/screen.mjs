// The Compare screen of the built site with two long pasted texts: when its first rows stand there, when all do, and how
// long the page does not listen meanwhile and when other rows are asked for. The library alone is measured elsewhere.
import { fresh } from '../search/browser.mjs';

const WAIT = 60_000;
/** Asked for one after the other: links of the row filters. */
const FILTERS = ['Matched', 'With differences', 'All rows'];

/** One comparison of two texts in a fresh browser, the button pressed when the page has become quiet, or at once; milliseconds. */
export async function screen(url, a, b, isAtOnce) {
  const { page, close } = await fresh();
  page.setDefaultTimeout(WAIT);
  try {
    await page.addInitScript(noteTasks);
    await page.goto(`${url}/#/compare`);
    await page.getByText('Compare two texts of your own').click();
    const form = page.getByRole('form', { name: 'Compare two texts of your own' });
    await form.getByLabel('Text of side A').fill(a);
    await form.getByLabel('Text of side B').fill(b);
    if (!isAtOnce) await settled(page);
    const button = form.getByRole('button', { name: 'Compare these texts' });
    const opened = await asked(page, () => button.click());
    const rows = await page.locator('[data-row]').count();
    const filters = [];
    for (const name of FILTERS) {
      const chip = page.getByRole('list', { name: 'Rows shown' }).getByRole('link', { name });
      filters.push(await asked(page, () => chip.click()));
    }
    const worst = key => Math.max(...filters.map(one => one[key]));
    return { ...opened, rows, filter: { first: worst('first'), whole: worst('whole'), longest: worst('longest'), paint: worst('paint') } };
  } finally {
    await close();
  }
}

/** Does something that draws rows: when the first of them were painted, when all, the longest task, and the next paint. */
async function asked(page, act) {
  await page.evaluate(() => window.watch());
  await act();
  const found = await page.waitForFunction(() => window.noted?.whole && window.noted, undefined, { polling: 50 });
  await settled(page);
  return found.evaluate(({ first, whole }) => ({ first, whole, ...window.tasks() }));
}

/** Until nothing has kept the page busy for a while. */
const settled = page => page.evaluate(() => new Promise(done => {
  let idle = 0;
  const look = deadline => ((idle = deadline.timeRemaining() > 5 ? idle + 1 : 0) > 20 ? done() : requestIdleCallback(look));
  requestIdleCallback(look);
}));

/** Runs in the page from its beginning. */
function noteTasks() {
  let begun = 0, longest = 0, long = 0, paint = 0;
  const observe = (type, note, more) =>
    new PerformanceObserver(list => list.getEntries().filter(({ startTime, duration }) => startTime + duration > begun).forEach(note)).observe({ type, ...more });
  observe('longtask', ({ duration }) => { longest = Math.max(longest, duration); long += 1; });
  observe('event', ({ interactionId, duration }) => { if (interactionId) paint = Math.max(paint, duration); }, { durationThreshold: 16 });
  window.tasks = () => ({ longest, long, paint });
  // Counts from the press itself.
  window.watch = () => {
    [longest, long, paint] = [0, 0, 0];
    window.noted = null;
    const old = document.querySelector('.columns [data-passage]');
    addEventListener('click', () => {
      begun = performance.now();
      const noted = {};
      // Seen before a frame; painted when the frame is over.
      const painted = name => { noted[name] = -1; setTimeout(() => { noted[name] = performance.now() - begun; }); };
      const look = () => {
        const passage = document.querySelector('.columns [data-passage]');
        if (!noted.first && passage && passage !== old) painted('first');
        const isWhole = noted.first && passage && !document.querySelector('.columns[aria-busy]');
        if (isWhole && !noted.whole) painted('whole');
        if (!noted.whole || noted.whole < 0) return requestAnimationFrame(look);
        window.noted = noted;
      };
      requestAnimationFrame(look);
    }, { once: true, capture: true });
  };
}
