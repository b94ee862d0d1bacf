// node minisearch.mjs TEXTS OUT: the index as JSON.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import MiniSearch from 'minisearch';
import { options } from '../pages/minisearch-options.mjs';
import { talks } from './texts.mjs';

const [texts, out] = process.argv.slice(2);
const index = new MiniSearch(options);
for await (const talk of talks(texts)) index.add(talk);
writeFileSync(join(out, 'index.json'), JSON.stringify(index));
