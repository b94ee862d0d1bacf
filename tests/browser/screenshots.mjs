// The pictures of the README and for review: each screen, wide and on a phone, light and dark, and what opens on some, in
// the fonts of the tests so that a machine's own make no difference. Not a test.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { site } from './lib.mjs';
import { inPalette, studio } from './pictures.mjs';

const WIDE = { wide: { width: 1280, height: 860 } };
const PHONE = { phone: { width: 390, height: 844 } };
const BOTH = { ...WIDE, ...PHONE };

/** By the name of its files: the screen, the sizes, and what a reader does on it first. */
const SHOTS = {
  browse: ['first page', BOTH],
  search: ['phrase', BOTH],
  nothing: ['nothing found', BOTH],
  filters: ['first page', PHONE, 'filters'],
  beside: ['read beside the list', { widest: { width: 1680, height: 950 } }],
  concordance: ['concordance', BOTH],
  chart: ['chart', BOTH],
  groups: ['groups', BOTH],
  read: ['statement from its top', BOTH],
  menu: ['statement from its top', BOTH, 'menu'],
  compare: ['comparison', BOTH],
  ledger: ['comparison with panels', BOTH, 'ledger'],
  paste: ['text to paste', BOTH],
  own: ['own text', BOTH],
  events: ['events', BOTH],
  event: ['event', BOTH],
  about: ['about', BOTH],
};

const out = site('OUT');
await mkdir(out, { recursive: true });
const { take, close } = await studio();
for (const theme of ['light', 'dark']) {
  for (const [name, [screen, sizes, step]] of Object.entries(SHOTS)) {
    for (const [size, viewport] of Object.entries(sizes)) {
      await writeFile(join(out, `${name}-${size}-${theme}.png`), inPalette(await take({ screen, viewport, theme, step }), 256));
    }
  }
}
await close();
