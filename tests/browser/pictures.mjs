// Pictures of screens that come out the same on every machine: fonts from packages in the place of the machine's, no
// motion, no caret. Reading, writing and comparing them; run by itself, it makes the references of pictures.test.mjs
// anew. Does not live here: what is compared with what (pictures.test.mjs).
import { createRequire } from 'node:module';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pixelmatch from 'pixelmatch';
import UPNG from 'upng-js';
import { open, site } from './lib.mjs';
import { SCREENS, settled, show } from './screens.mjs';

export const REFERENCES = join(import.meta.dirname, 'references');

const [WIDE, PHONE] = [{ width: 1280, height: 720 }, { width: 390, height: 780 }];
/** What a reader does on a screen before its picture is taken. */
export const STEPS = {
  filters: async page => {
    await page.getByRole('button', { name: /^Filters/ }).click();
    await page.getByRole('dialog').getByRole('checkbox').first().waitFor();
  },
  menu: async page => {
    await page.getByRole('button', { name: 'Actions for passage 1', exact: true }).click();
    await page.getByRole('menu').waitFor();
  },
  ledger: async page => {
    const ledger = page.getByRole('region', { name: 'Ledger', exact: true });
    await ledger.getByRole('table').first().waitFor();
    await ledger.evaluate(one => scrollBy(0, one.getBoundingClientRect().top - innerHeight / 4));
  },
};
/** What is looked at: each screen, in both sizes and both themes between them, and what opens on some. */
export const PICTURES = [
  ['first page', WIDE, 'light'], ['search', WIDE, 'dark'], ['search', PHONE, 'light'], ['concordance', WIDE, 'light'],
  ['statement', WIDE, 'light'], ['statement', PHONE, 'dark'], ['comparison', WIDE, 'light'], ['comparison', PHONE, 'light'],
  ['comparison with panels', WIDE, 'dark'], ['event', WIDE, 'light'], ['about', PHONE, 'dark'],
  ['read beside the list', { width: 1680, height: 720 }, 'light'], ['chart', WIDE, 'light'], ['groups', WIDE, 'dark'],
  ['events', WIDE, 'light'], ['first page', PHONE, 'dark', 'filters'], ['statement from its top', WIDE, 'dark', 'menu'],
  ['comparison with panels', WIDE, 'light', 'ledger'], ['own text', PHONE, 'light'],
].map(([screen, viewport, theme, step]) => {
  const name = [screen, step, viewport.width, theme].filter(Boolean).join('-').replaceAll(' ', '-');
  return { screen, viewport, theme, step, name };
});
/** So many colours has a reference: with a third of them the grounds of what was put in and taken out are grey. */
const COLOURS = 64;

/** The text faces of the tests by the names of the tokens, each in Latin and Cyrillic letters. */
const FACES = [
  ['Test Sans', 'inter', 'wght-normal', 'normal'],
  ['Test Serif', 'source-serif-4', 'wght-normal', 'normal'],
  ['Test Serif', 'source-serif-4', 'wght-italic', 'italic'],
];
const LETTERS = { latin: 'U+0000-024F, U+2000-206F, U+20A0-20CF, U+2190-21FF, U+2200-22FF', cyrillic: 'U+0400-052F' };
const LOOKS = `
  :root { --font-ui: "Test Sans", sans-serif; --font-text: "Test Serif", serif; --font-code: "Test Sans", monospace; }
  * { caret-color: transparent !important; transition: none !important; animation: none !important; scrollbar-width: none !important; }
`;

async function fonts() {
  const file = createRequire(import.meta.url).resolve;
  const found = FACES.flatMap(([family, name, cut, style]) => Object.entries(LETTERS).map(async ([letters, range]) => {
    const bytes = await readFile(file(`@fontsource-variable/${name}/files/${name}-${letters}-${cut}.woff2`));
    return { family, style, range, bytes: bytes.toString('base64') };
  }));
  return Promise.all(found);
}

/** Runs in the page before anything else in it. Faces made of bytes and sheets made by script need no leave of the policy. */
function dress([faces, looks]) {
  for (const { family, style, range, bytes } of faces) {
    const face = new FontFace(family, Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0)), { style, weight: '200 900', unicodeRange: range });
    document.fonts.add(face);
    face.load();
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(looks);
  document.adoptedStyleSheets = [sheet];
}

/** Opens the default site dressed like that. `take` gives the picture of a screen, `extra` is a sheet on top. */
export async function studio(extra = '') {
  const dressed = [await fonts(), LOOKS + extra];
  const { page, url, close } = await open(site('DIST_DEFAULT'), { reducedMotion: 'reduce', deviceScaleFactor: 1, locale: 'en-GB', timezoneId: 'UTC' });
  await page.addInitScript(dress, dressed);
  const take = async ({ screen, viewport, theme, step }) => {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme: theme });
    await page.goto('about:blank');
    await show(page, url, SCREENS[screen]);
    await page.evaluate(() => Promise.all([...document.fonts].map(face => face.loaded)));
    await settled(page);
    if (step) {
      await STEPS[step](page);
      await page.mouse.move(0, 0);
      await settled(page);
    }
    return page.screenshot();
  };
  return { take, close, page, url };
}

const pixels = png => new Uint8Array(UPNG.toRGBA8(UPNG.decode(png))[0]);
const size = png => { const { width, height } = UPNG.decode(png); return { width, height }; };

/** So large a part of the pixels may differ: letters are not drawn alike by every version of a browser. */
export const TOLERANCE = 0.004;
/** So large a part of the ground may: less, for it is the same whatever letters stand on it. */
export const GROUND_TOLERANCE = 0.0015;
/** Tiles of so many pixels a side, about the height of a letter. */
const TILE = 8;
/** A colour is another from so many of 255 steps on, in red, green or blue: what fewer colours take from a picture is less. */
const OTHER = 8;

/** The commonest colour of each tile: what letters stand on. */
function grounds(rgba, width, height) {
  const all = new Uint32Array(rgba.buffer);
  const found = [];
  for (let top = 0; top < height; top += TILE) {
    for (let left = 0; left < width; left += TILE) {
      const counts = new Map();
      for (let y = top; y < Math.min(top + TILE, height); y += 1) {
        for (const colour of all.subarray(y * width + left, y * width + Math.min(left + TILE, width))) {
          counts.set(colour, (counts.get(colour) ?? 0) + 1);
        }
      }
      found.push([...counts].reduce((most, one) => (one[1] > most[1] ? one : most))[0]);
    }
  }
  return found;
}

const isOther = (a, b) => [0, 8, 16].some(shift => Math.abs(((a >>> shift) & 255) - ((b >>> shift) & 255)) >= OTHER);

/** The parts of the pixels and of the ground that differ between two pictures, where that is, and a picture of it. */
export function compare(before, after) {
  const [{ width, height }, now] = [size(before), size(after)];
  if (width !== now.width || height !== now.height) {
    return { part: 1, ground: 1, isWrong: true, where: `the size is ${now.width} × ${now.height}`, picture: after };
  }
  const difference = new Uint8Array(width * height * 4);
  const [a, b] = [pixels(before), pixels(after)];
  const part = pixelmatch(a, b, difference, width, height, { threshold: 0.15 }) / (width * height);
  const mask = new Uint8Array(width * height * 4);
  pixelmatch(a, b, mask, width, height, { threshold: 0.15, diffMask: true });
  const places = [];
  for (let at = 0; at < width * height; at += 1) {
    if (mask[at * 4 + 3] !== 0) places.push([at % width, Math.floor(at / width)]);
  }
  const [old, present] = [grounds(a, width, height), grounds(b, width, height)];
  const across = Math.ceil(width / TILE);
  const others = old.flatMap((colour, at) => (isOther(colour, present[at]) ? [[(at % across) * TILE, Math.floor(at / across) * TILE]] : []));
  const ground = others.length / old.length;
  const where = `pixels ${within(places)}, the ground ${within(others)}`;
  const isWrong = part > TOLERANCE || ground > GROUND_TOLERANCE;
  return { part, ground, isWrong, where, picture: Buffer.from(UPNG.encode([difference.buffer], width, height, 0)) };
}

/** The box around some places, in words. */
function within(places) {
  if (places.length === 0) return 'nowhere';
  const ends = at => places.reduce(([low, high], place) => [Math.min(low, place[at]), Math.max(high, place[at])], [Infinity, 0]);
  const [[left, right], [top, bottom]] = [ends(0), ends(1)];
  return `between ${left}, ${top} and ${right}, ${bottom}`;
}

/** A picture in a palette of so many colours: a third of the bytes, and hardly a difference to the eye. */
export function inPalette(png, colours) {
  const { width, height } = size(png);
  return Buffer.from(UPNG.encode([pixels(png).buffer], width, height, colours));
}

async function renew() {
  await rm(REFERENCES, { recursive: true, force: true });
  await mkdir(REFERENCES, { recursive: true });
  const { take, close } = await studio();
  for (const picture of PICTURES) {
    const file = inPalette(await take(picture), COLOURS);
    await writeFile(join(REFERENCES, `${picture.name}.png`), file);
    console.log(`${picture.name}: ${Math.round(file.length / 1000)} KB`);
  }
  await close();
  console.log(`${(await readdir(REFERENCES)).length} references in ${REFERENCES}; look at each before you commit it`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await renew();
