// The screens look as their references do, which readers of the code have looked at. `cargo xtask screenshots
// --references` makes these anew after a change on purpose. Does not live here: how pictures are made (pictures.mjs).
import test from 'node:test';
import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PICTURES, REFERENCES, TOLERANCE, compare, studio } from './pictures.mjs';

/** Where what differs can be looked at. */
const OUT = process.env.PICTURES_OUT ?? join(import.meta.dirname, 'out');

test('each screen looks as its reference does', async t => {
  const { take, close } = await studio();
  t.after(close);
  const wrong = [];
  for (const picture of PICTURES) {
    const now = await take(picture);
    const { part, where, picture: difference } = compare(await readFile(join(REFERENCES, `${picture.name}.png`)), now);
    if (part <= TOLERANCE) continue;
    await mkdir(OUT, { recursive: true });
    const file = join(OUT, `${picture.name}.difference.png`);
    await writeFile(file, difference);
    await writeFile(join(OUT, `${picture.name}.png`), now);
    wrong.push(`${picture.name}: ${(part * 100).toFixed(2)} % of it differs, ${where}; see ${file}`);
  }
  assert.deepEqual(wrong, []);
});

test('there is a small reference for every picture, and no other', async () => {
  const files = (await readdir(REFERENCES)).sort();
  assert.deepEqual(files, PICTURES.map(({ name }) => `${name}.png`).sort());
  for (const file of files) {
    const { length } = await readFile(join(REFERENCES, file));
    assert.ok(length <= 60_000, `${file} has ${length} bytes`);
  }
});

test('a changed padding is seen', async t => {
  const { take, close } = await studio('.header { padding-block-end: calc(var(--s2) + 3px) !important; }');
  t.after(close);
  const { screen, viewport, theme, name } = PICTURES.find(picture => picture.screen === 'search');
  const { part } = compare(await readFile(join(REFERENCES, `${name}.png`)), await take({ screen, viewport, theme }));
  assert.ok(part > 3 * TOLERANCE, `only ${(part * 100).toFixed(2)} % differs`);
});
