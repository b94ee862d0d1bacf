// The figures to reach, as ratios inside one run, and whether they are. What is measured does not live here.
import { exact, percent } from '../lib/numbers.mjs';

/** What the kinds of pairs are called. */
export const KINDS = {
  unlike: 'unlike', shuffled: 'shuffled', edited: 'edited and shuffled', level: 'edited in place', near: 'nearly identical',
};
/** How many times as long a peer has to take. */
const SLOWER = [['jsdiff', 50], ['dmp', 5]];
/** How many times as long as a peer the project may take, where nothing has moved. */
const NEAR = ['dmp', 3];
/** Of the words that are truly unchanged, the share that has to be led to where it is. */
const RIGHT = [['shuffled', 0.99], ['edited', 0.9]];
/** Sorting grows with 1.07 from 1,000 to 40,000 words. */
const EXPONENT = 1.25;
/** Of the Compare screen with two long texts, ms. */
const FIRST_ROWS = 200;
const LONGEST_TASK = 50;

const NAMES = { jsdiff: 'jsdiff', dmp: 'diff-match-patch' };

/** Every target: `{ what, wanted, got, met }`, each of the worst pair of its kind. */
export function targets({ pairs, screens = [] }) {
  const found = [];
  const add = (what, wanted, got, met) => found.push({ what, wanted, got, met });
  const ofKind = (kind, ...keys) =>
    pairs.filter(pair => pair.kind === kind && pair.size === null && ['demarche', ...keys].every(key => pair.engines[key]?.ms));
  const title = (kind, count) => `${KINDS[kind]}${count > 1 ? `, worst of ${count}` : ''}`;

  for (const kind of ['unlike', 'shuffled', 'edited']) {
    for (const [key, wanted] of SLOWER) {
      const told = ofKind(kind, key);
      const ratio = Math.min(...told.map(({ engines }) => engines[key].ms / engines.demarche.ms));
      if (told.length > 0) add(`${title(kind, told.length)}, against ${NAMES[key]}`, `≥ ${wanted}× slower`, `${exact(ratio)}×`, ratio >= wanted);
    }
  }
  for (const kind of ['level', 'near']) {
    const [key, wanted] = NEAR;
    const told = ofKind(kind, key);
    const ratio = Math.max(...told.map(({ engines }) => engines.demarche.ms / engines[key].ms));
    if (told.length > 0) add(`${title(kind, told.length)}, against ${NAMES[key]}`, `≤ ${wanted}×`, `${exact(ratio)}×`, ratio <= wanted);
  }

  for (const [kind, wanted] of RIGHT) {
    const told = ofKind(kind);
    const right = Math.min(...told.map(({ engines }) => engines.demarche.right));
    if (told.length > 0) add(`${title(kind, told.length)}, words kept or moved to where they are`, `≥ ${percent(wanted)}`, percent(right), right >= wanted);
  }
  const paragraphs = ofKind('edited').map(({ engines }) => engines.demarche.paragraphs);
  if (paragraphs.length > 0) {
    const [right, all] = ['right', 'all'].map(key => paragraphs.reduce((sum, one) => sum + one[key], 0));
    add(`${KINDS.edited}, paragraphs moved rightly`, 'all', `${right} of ${all}`, right === all);
  }
  for (const kind of ['unlike', 'edited']) {
    const power = exponent(growth(pairs, kind, 'demarche'));
    if (power !== null) add(`growth, ${KINDS[kind]}: exponent of the number of words`, `≤ ${EXPONENT}`, exact(power), power <= EXPONENT);
  }
  const worst = figure => Math.max(...screens.map(figure));
  if (screens.length > 0) {
    const longest = worst(one => Math.max(one.longest, one.atOnce.longest, one.filter.longest));
    for (const [what, first] of [['', worst(one => one.first)], [', pressed at once', worst(one => one.atOnce.first)]]) {
      add(`screen, first rows${what}`, `≤ ${FIRST_ROWS} ms`, `${Math.round(first)} ms`, first <= FIRST_ROWS);
    }
    add('screen, longest task', `≤ ${LONGEST_TASK} ms`, longest === 0 ? '≤ 50 ms' : `${Math.round(longest)} ms`, longest <= LONGEST_TASK);
  }
  return found;
}

/** How the time of an engine grows: [[words, ms]]. */
export const growth = (pairs, kind, key) =>
  pairs.filter(pair => pair.size !== null && pair.kind === kind && pair.engines[key]?.ms).map(({ size, engines }) => [size, engines[key].ms]);

/** The slope of the line of least squares through the logarithms; `null` of fewer than two sizes. */
export function exponent(points) {
  if (points.length < 2) return null;
  const logs = points.map(point => point.map(Math.log));
  const mean = at => logs.reduce((sum, log) => sum + log[at], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const over = logs.reduce((sum, log) => sum + (log[0] - x) * (log[1] - y), 0);
  return over / logs.reduce((sum, log) => sum + (log[0] - x) ** 2, 0);
}
