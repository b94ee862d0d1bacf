// What must hold of the arithmetic before any figure is believed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { round } from '../lib/numbers.mjs';
import { quantile, spread, summary } from './summary.mjs';
import { shared } from './targets.mjs';

test('quantiles lie between neighbours', () => {
  assert.equal(quantile([4, 1, 3, 2], 0.5), 2.5);
  assert.equal(quantile([1, null, 3], 0.5), 2);
  assert.equal(quantile([7], 0.95), 7);
  assert.equal(quantile([], 0.5), null);
  assert.deepEqual(spread([1, null, 5, 3]), { p50: 3, p95: 4.8, max: 5, n: 3 });
});

test('figures have as many digits as they deserve', () => {
  assert.deepEqual([0.0234, 1.26, 99.4, 100.4, 1234.5, null].map(round), ['0.023', '1.3', '99', '100', '1235', '–']);
});

test('the first pass is told apart, and counts are held against both truths', () => {
  const questions = [{ class: 'a', words: ['x'] }, { class: 'b', words: ['y', 'z'] }, { class: 'b', words: ['w'] }];
  const truth = [{ statements: 3, hits: 4, statements_across_lines: 3 }, { statements: 1, hits: 1, statements_across_lines: 2 }, { statements: 9 }];
  const warmRuns = [{
    times: [[9, 8, null], [1, 2, null], [3, 4, null]], totals: [3, 2, null], hits: [4, 2, null],
    filled: [{ titles: 3, snippets: 0 }, { titles: 2, snippets: 0 }, null], errors: [], afterLoad: 5, afterQuestions: 6,
  }];
  const coldRuns = [{ bytes: 1, requests: 1, ready: 1, first: 2, longest: 0 }];
  const found = summary({ warmRuns, coldRuns }, questions, truth);
  assert.deepEqual(found.times, [2, 3, null]);
  assert.equal(found.firstPass.max, 9);
  assert.equal(found.byClass.b.p50, 3);
  const { asked, right, rightAcross, hitsRight, wrong } = found.counts;
  assert.deepEqual({ asked, right, rightAcross, hitsRight, wrong }, { asked: 2, right: 1, rightAcross: 2, hitsRight: 1, wrong: [] });
  assert.deepEqual([found.titles, found.snippets], [true, false]);
});

test('engines are compared on what both were asked', () => {
  const engine = times => ({ summary: { times } });
  const { one, other } = shared(engine([1, 2, 3]), engine([10, null, 30]));
  assert.deepEqual([one.p50, other.p50, one.n], [2, 20, 2]);
});
