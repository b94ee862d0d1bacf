// The pictures of the README: each screen, wide and on a phone, light and dark. Not a test.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { open, site } from './lib.mjs';

const out = site('OUT');
await mkdir(out, { recursive: true });
for (const colorScheme of ['light', 'dark']) {
  for (const [size, viewport] of [['wide', { width: 1280, height: 860 }], ['phone', { width: 390, height: 844 }]]) {
    const { page, url, view, close } = await open(site('DIST_DEFAULT'), { colorScheme, viewport });
    await page.goto(`${url}#/events`);
    await page.getByRole('heading', { level: 1, name: 'Events' }).waitFor();
    const event = page.getByRole('region', { name: /Lavrov.*Rubio|Rubio.*Lavrov/ }).first();
    const compare = await event.getByRole('link', { name: /^Compare/ }).first().getAttribute('href');
    const read = await event.getByRole('listitem').first().getByRole('link').first().getAttribute('href');
    const screens = { browse: '#/', search: '#/?q=%22root+causes%22', read: `${read}?q=ukraine`, compare, events: '#/events', about: '#/about' };
    for (const [name, hash] of Object.entries(screens)) {
      await page.goto(url + hash);
      await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: join(out, `${name}-${size}-${colorScheme}.png`) });
    }
    await close();
  }
}
