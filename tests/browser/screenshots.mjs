// The pictures of the README and for review: each screen, wide and on a phone, light and dark, in the fonts of the tests
// so that a machine's own make no difference. Not a test.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { site } from './lib.mjs';
import { inPalette, studio } from './pictures.mjs';

const SCREENS = {
  browse: 'first page', search: 'phrase', concordance: 'concordance', chart: 'chart', groups: 'groups', read: 'statement',
  compare: 'comparison', events: 'events', event: 'event', about: 'about',
};

const out = site('OUT');
await mkdir(out, { recursive: true });
const { take, close } = await studio();
for (const theme of ['light', 'dark']) {
  for (const [size, viewport] of [['wide', { width: 1280, height: 860 }], ['phone', { width: 390, height: 844 }]]) {
    for (const [name, screen] of Object.entries(SCREENS)) {
      await writeFile(join(out, `${name}-${size}-${theme}.png`), inPalette(await take({ screen, viewport, theme }), 256));
    }
  }
}
await close();
