// node scan.mjs TEXTS OUT: the texts as one JSON file.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { talks } from './texts.mjs';

const [texts, out] = process.argv.slice(2);
const all = [];
for await (const { id, title, side, year, text } of talks(texts)) all.push({ id, title, side, year, text });
writeFileSync(join(out, 'texts.json'), JSON.stringify(all));
