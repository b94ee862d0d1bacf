// fast-diff: by characters, the only way it has.
import { lettersOf } from './letters.mjs';
import { required } from './page.mjs';

export async function open() {
  const diff = await required('/lib/fast-diff/diff.js');
  return { compare: (a, b) => diff(a, b), told: diffs => ({ parts: diffs.map(([tag, text]) => [tag, lettersOf(text)]) }) };
}
