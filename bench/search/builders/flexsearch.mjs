// node flexsearch.mjs TEXTS OUT: the parts FlexSearch exports, as one JSON file.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Document } from 'flexsearch';
import { options } from '../pages/flexsearch-options.mjs';
import { talks } from './texts.mjs';

const [texts, out] = process.argv.slice(2);
const index = new Document(options());
for await (const { id, title, text, side, year } of talks(texts)) index.add({ id, title, text: `${title}\n${text}`, side, year });
const parts = [];
await index.export((key, value) => parts.push([key, value]));
writeFileSync(join(out, 'index.json'), JSON.stringify(parts));
