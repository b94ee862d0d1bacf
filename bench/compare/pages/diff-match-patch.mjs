// diff-match-patch by words, without a limit of time: each different word, mark and space becomes one character, as its own
// documentation does it with lines.
import { lettersOf } from './letters.mjs';
import { required } from './page.mjs';

const PIECE = /[\p{L}\p{N}]+|\s+|[^\p{L}\p{N}\s]/gu;

export async function open() {
  const DiffMatchPatch = await required('/lib/diff-match-patch/index.js');
  const engine = new DiffMatchPatch();
  engine.Diff_Timeout = 0;
  return {
    compare(a, b) {
      const numbers = new Map(), pieces = [];
      const [charsA, charsB] = [a, b].map(text => encode(text, numbers, pieces));
      const spell = chars => Array.from({ length: chars.length }, (_, at) => pieces[chars.charCodeAt(at)]).join('');
      return engine.diff_main(charsA, charsB, false).map(diff => [diff[0], spell(diff[1])]);
    },
    told: diffs => ({ parts: diffs.map(([tag, text]) => [tag, lettersOf(text)]) }),
  };
}

function encode(text, numbers, pieces) {
  let chars = '';
  for (const piece of text.match(PIECE) ?? []) {
    let number = numbers.get(piece);
    if (number === undefined) {
      number = pieces.push(piece) - 1;
      if (number > 0xffff) throw new Error('more different words than there are characters');
      numbers.set(piece, number);
    }
    chars += String.fromCharCode(number);
  }
  return chars;
}
