// The engines that are measured: how each is called, and the page it runs in.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const packages = join(here, '../node_modules');
const version = name => JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8')).version;

/** `short` for lines of a chart; the project's own first. */
export const ENGINES = {
  demarche: { name: () => 'Démarche', short: 'Démarche', page: 'demarche', style: { colour: 'own', dash: '', width: 3 } },
  jsdiff: { name: () => `jsdiff ${version('diff')}, \`diffWords\``, short: 'jsdiff', page: 'jsdiff', style: { colour: 'a', dash: '7 3' } },
  dmp: {
    name: () => `diff-match-patch ${version('diff-match-patch')}, by words, no limit`, short: 'diff-match-patch',
    page: 'diff-match-patch', style: { colour: 'b', dash: '2 3' },
  },
  fastdiff: {
    name: () => `fast-diff ${version('fast-diff')}, by characters`, short: 'fast-diff', page: 'fast-diff',
    style: { colour: 'c', dash: '9 3 2 3' },
  },
};

/** The folders that are served, and the pages. */
export const mounts = wasm => ({ '/pages/': join(here, 'pages'), '/lib/': packages, '/wasm/': wasm });
export const pages = ({ statements, frequencies }) => ({
  '/frequencies.json': JSON.stringify({ statements, frequencies }),
  ...Object.fromEntries(Object.entries(ENGINES).map(([key, { page }]) => [`/${key}.html`,
    `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>${key}</title>
<script type="module">import { run } from '/pages/page.mjs'; import { open } from '/pages/${page}.mjs'; run(open)</script></html>`])),
});
