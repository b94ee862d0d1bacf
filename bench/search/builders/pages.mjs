// node pages.mjs TEXTS OUT: one HTML page a statement, which is what Pagefind indexes. Not part of its build time.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { talks } from './texts.mjs';

const [texts, out] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const escape = text => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
for await (const { name, title, side, year, text } of talks(texts)) {
  const paragraphs = text.split('\n\n').map(line => `<p>${escape(line)}</p>`).join('\n');
  writeFileSync(join(out, `${name}.html`), `<!DOCTYPE html><html lang="en"><head><title>${escape(title)}</title>
<meta data-pagefind-filter="side[content]" content="${escape(side)}">
<meta data-pagefind-filter="year[content]" content="${year}"></head>
<body><main data-pagefind-body><h1>${escape(title)}</h1>
${paragraphs}
</main></body></html>`);
}
