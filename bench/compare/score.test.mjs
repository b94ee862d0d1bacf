// What must hold of the witness before any figure is believed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BETWEEN, readNumbers, scoreParagraphs, scoreWords, stretchesOfParts, truthOf } from './score.mjs';
import { exponent, targets } from './targets.mjs';

const shuffled = { a: ['one two', 'drei, vier', 'two one'], b: ['drei, fünf', 'two one', 'one two'], order: [2, 0, 1] };

test('a difference in order keeps what it keeps, rightly or not', () => {
  const truth = truthOf(shuffled);
  assert.deepEqual(truth.unchanged, [true, true, true, false, true, true]);
  // onetwodrei,viertwoone → drei,fünftwooneonetwo, with the first paragraph kept where the last one stands.
  const parts = [[1, 15], [0, 6], [-1, 15]];
  assert.deepEqual(scoreWords(truth, stretchesOfParts(parts, truth.letters)), { kept: 0.4, right: 0.4 });
  const elsewhere = [[1, 9], [-1, 3], [0, 3], [-1, 15], [1, 9]];
  assert.deepEqual(scoreWords(truth, stretchesOfParts(elsewhere, truth.letters)), { kept: 0.2, right: 0 });
  assert.throws(() => stretchesOfParts([[0, 3]], truth.letters), /3 and 3 letters/);
});

test('a word is kept as a whole, across stretches that follow each other, or not at all', () => {
  const truth = truthOf({ a: ['abcd ef'], b: ['abcd ef'], order: [0] });
  const kept = stretches => scoreWords(truth, stretches).kept;
  assert.equal(kept([{ a: 2, b: 2, length: 4 }, { a: 0, b: 0, length: 2 }]), 1);
  assert.equal(kept([{ a: 0, b: 0, length: 3 }]), 0);
  assert.equal(kept([{ a: 0, b: 0, length: 5 }]), 0.5);
});

test('of unlike texts the longer one counts', () => {
  const truth = truthOf({ a: ['x'], b: ['y x', 'z'], order: null });
  assert.deepEqual(scoreWords(truth, [{ a: 0, b: 1, length: 1 }]), { kept: 1 / 3, right: null });
});

test('paragraphs of the same words stand for each other', () => {
  const truth = truthOf({ a: ['as is', 'other', 'as is'], b: ['as is', 'as is', 'other'], order: [1, 2, 0] });
  const stretches = [{ a: 0, b: 0, length: 4 }, { a: 4, b: 8, length: 5 }, { a: 9, b: 4, length: 4 }];
  assert.deepEqual(scoreWords(truth, stretches), { kept: 1, right: 1 });
});

test('numbers are read in bytes', () => {
  const a = ['é one', 'two'].join(BETWEEN);
  const found = readNumbers([1, 1, 0, 1, 1, 1, 1, 3, 7, 3, 9, 8, 7], a, 'two é one');
  assert.deepEqual(found.rows, [{ kind: 1, a: 0, countA: 1, b: 1, countB: 1 }]);
  assert.deepEqual(found.stretches, [{ a: 1, b: 4, length: 3 }]);
  assert.deepEqual(found.counts, { sentencePairs: 9, shared: 8, ledger: 7 });
  assert.throws(() => readNumbers([0, 1, 0, 0, 4], a, 'two é one'), /not the same/);
});

test('a paragraph is moved where it does not fit between level ones', () => {
  const truth = truthOf({ a: ['a', 'b', 'c'], b: ['b', 'c', 'a'], order: [2, 0, 1] });
  const rows = kinds => kinds.map((kind, a) => ({ kind, a, countA: 1, b: [2, 0, 1][a], countB: 1 }));
  const right = rows => scoreParagraphs(truth, rows).right;
  assert.equal(right(rows([1, 0, 0])), 3);
  assert.equal(right(rows([0, 1, 1])), 3);
  assert.equal(right(rows([0, 0, 0])), 0);
  assert.equal(right(rows([1, 1, 1])), 0);
  assert.equal(right(rows([1, 0])), 2);
  assert.equal(right([{ kind: 1, a: 0, countA: 1, b: 0, countB: 1 }, ...rows([1, 0, 0]).slice(1)]), 2);
});

test('growth is the slope of logarithms', () => {
  const points = power => [1000, 2500, 40_000].map(words => [words, 0.3 * words ** power]);
  assert.equal(exponent(points(1.5)).toFixed(6), '1.500000');
  assert.equal(exponent(points(1).slice(0, 1)), null);
});

test('targets are of the worst pair', () => {
  const engine = (ms, more) => ({ ms, kept: 1, right: 1, ...more });
  const pair = (kind, own, jsdiff, dmp, more) => (
    { kind, size: null, name: kind, engines: { demarche: engine(own, more), jsdiff: engine(jsdiff), dmp: engine(dmp) } });
  const pairs = [
    pair('unlike', 10, 1000, 100), pair('unlike', 10, 400, 60), pair('shuffled', 10, 600, 51), pair('near', 10, 1, 4),
    pair('edited', 10, 600, 49, { right: 0.95, paragraphs: { right: 9, all: 10 } }),
  ];
  const told = targets({ pairs }).map(({ what, got, met }) => `${what}: ${got}${met ? '' : ' missed'}`);
  assert.deepEqual(told, [
    'unlike, worst of 2, against jsdiff: 40× missed', 'unlike, worst of 2, against diff-match-patch: 6×',
    'shuffled, against jsdiff: 60×', 'shuffled, against diff-match-patch: 5.1×',
    'edited and shuffled, against jsdiff: 60×', 'edited and shuffled, against diff-match-patch: 4.9× missed',
    'nearly identical, against diff-match-patch: 2.5×',
    'shuffled, words kept or moved to where they are: 100 %', 'edited and shuffled, words kept or moved to where they are: 95 %',
    'edited and shuffled, paragraphs moved rightly: 9 of 10 missed',
  ]);
});
