// jsdiff by words.
import { diffWords } from '/lib/diff/libesm/index.js';
import { lettersOf } from './letters.mjs';

export const open = () => ({
  compare: (a, b) => diffWords(a, b),
  told: changes => ({ parts: changes.map(({ added, removed, value }) => [removed ? -1 : Number(Boolean(added)), lettersOf(value)]) }),
});
