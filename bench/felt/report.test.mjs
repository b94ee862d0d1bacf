// Targets are held against the right peer, and what just misses is a miss.
import test from 'node:test';
import assert from 'node:assert/strict';
import { targets } from './report.mjs';

const site = (name, ready, first, bytes, more = {}) => ({ name, visit: { ready, first, bytes }, waits: {}, ...more });

test('each target is held against its own peer and measure', () => {
  const own = site('D', 100, 200, 999, { waits: { typing: { longest: 50, n: 3 } }, scores: { 'slow 4G': {}, 'Fast 4G': { performance: 98, accessibility: 99, 'best-practices': 100 } } });
  const sites = { demarche: own, pagefind: site('P', 1, 200, 400), minisearch: site('M', 99, 201, 1) };
  const found = targets({ name: 'default', sites, texts: { pages: 600 } });
  assert.deepEqual(found.map(({ what, got, met }) => [what, got, met]), [
    ['ready to type', '1.01×', false], ['first result', '1×', true], ['first result', '0.995×', true],
    ['bytes for the first result', '0.999×', true], ['Lighthouse, performance', '98', true], ['Lighthouse, accessibility', '99', false],
    ['Lighthouse, best practices', '100', true], ['next paint while typing (3 touches told)', '50 ms', false],
  ]);
});
