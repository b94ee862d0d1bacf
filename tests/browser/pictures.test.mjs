// The screens look as their references do, which readers of the code have looked at. `cargo xtask screenshots
// --references` makes these anew after a change on purpose. Does not live here: how pictures are made (pictures.mjs).
import test from 'node:test';
import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GROUND_TOLERANCE, PICTURES, REFERENCES, TOLERANCE, compare, studio } from './pictures.mjs';

const reference = ({ name }) => readFile(join(REFERENCES, `${name}.png`));
const percent = part => `${(part * 100).toFixed(2)} %`;

/** Where what differs can be looked at. */
const OUT = process.env.PICTURES_OUT ?? join(import.meta.dirname, 'out');

test('each screen looks as its reference does', async t => {
  const { take, close } = await studio();
  t.after(close);
  const wrong = [];
  for (const picture of PICTURES) {
    const now = await take(picture);
    const { part, ground, isWrong, where, picture: difference } = compare(await reference(picture), now);
    if (!isWrong) continue;
    await mkdir(OUT, { recursive: true });
    const file = join(OUT, `${picture.name}.difference.png`);
    await writeFile(file, difference);
    await writeFile(join(OUT, `${picture.name}.png`), now);
    wrong.push(`${picture.name}: ${percent(part)} of it differs, ${percent(ground)} of its ground, ${where}; see ${file}`);
  }
  assert.deepEqual(wrong, []);
});

/** Most references are smaller than the first of these; those full of words and marks may have the second. */
const [MOST_BYTES, MOST_BYTES_OF_FULL, MOST_BYTES_IN_ALL] = [60_000, 85_000, 1_000_000];
const FULL = ['comparison-1280-light', 'comparison-with-panels-1280-dark', 'concordance-1280-light', 'events-1280-light', 'read-beside-the-list-1680-light'];

test('there is a small reference for every picture, and no other', async () => {
  const files = (await readdir(REFERENCES)).sort();
  assert.deepEqual(files, PICTURES.map(({ name }) => `${name}.png`).sort());
  let all = 0;
  for (const file of files) {
    const { length } = await readFile(join(REFERENCES, file));
    const most = FULL.includes(file.replace(/\.png$/, '')) ? MOST_BYTES_OF_FULL : MOST_BYTES;
    assert.ok(length <= most, `${file} has ${length} bytes, more than ${most}`);
    all += length;
  }
  assert.ok(all <= MOST_BYTES_IN_ALL, `${all} bytes in all`);
});

/** How far a picture is from its reference where a rule is added to the style. */
async function changed(t, name, rule) {
  const { take, close } = await studio(rule);
  t.after(close);
  const picture = PICTURES.find(picture => picture.name === name);
  return compare(await reference(picture), await take(picture));
}

test('a changed padding is seen', async t => {
  const { part } = await changed(t, 'search-1280-dark', '.header { padding-block-end: calc(var(--s2) + 3px) !important; }');
  assert.ok(part > 3 * TOLERANCE, `only ${percent(part)} differs`);
});

for (const name of ['comparison-1280-light', 'comparison-with-panels-1280-dark']) {
  for (const element of ['ins', 'del']) {
    test(`a changed colour of ${element} is seen in ${name}`, async t => {
      const { ground } = await changed(t, name, `${element} { background-color: transparent !important; }`);
      assert.ok(ground > 1.5 * GROUND_TOLERANCE, `only ${percent(ground)} of the ground differs`);
    });
  }
}
