// The sites of the peers, as a careful user of each library makes them: a first page that names the newest statements in
// its HTML, a page for each statement, no request that waits for another without need. What is measured does not live here.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pagefindProgram, run } from '../search/build.mjs';
import { talks } from '../search/builders/texts.mjs';

const require = createRequire(import.meta.url);
const NEWEST = 20;
/** What the project's own page says: kept the same, so that first screens hold about as much. */
const WORDS = {
  default: ['Statements of autumn 2024 and 2025', 'Speeches, interviews, readouts, posts and press reports on diplomacy between October 2024 and September 2025.'],
  speeches: ['UN General Debate', 'Statements in the general debate of the General Assembly.'],
};

/** The statements of a corpus folder, the newest first: { id, title, date, lang, text }. */
export async function statements(folder) {
  const all = [];
  if (existsSync(join(folder, 'texts.jsonl'))) {
    for await (const { name, title, date, text } of talks(join(folder, 'texts.jsonl'))) all.push({ id: name, title, date, lang: 'en', text });
  } else {
    for (const entry of readdirSync(join(folder, 'statements'), { recursive: true }).filter(name => name.endsWith('.md'))) {
      const [, front, body] = readFileSync(join(folder, 'statements', entry), 'utf8').split(/^---$/m);
      const value = key => front.match(new RegExp(`^${key}: *"?(.*?)"?$`, 'm'))?.[1] ?? '';
      const text = body.trim().replace(/^(#+|>|[-*]) /gm, '');
      all.push({ id: entry.replace(/^.*\/|\.md$/g, ''), title: value('title'), date: value('date'), lang: value('lang') || 'en', text });
    }
  }
  return all.sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
}

/** Writes both sites below `dir`; gives their folders, and what the texts weigh. */
export async function peers(corpus, all, dir) {
  rmSync(dir, { recursive: true, force: true });
  const pages = all.map(one => [`statements/${one.id}.html`, statementPage(one)]);
  const sites = {};
  for (const [key, { head, script, extra }] of Object.entries(PEERS)) {
    const site = join(dir, key);
    mkdirSync(join(site, 'statements'), { recursive: true });
    for (const [name, html] of pages) writeFileSync(join(site, name), html);
    await extra(site, all);
    writeFileSync(join(site, 'index.html'), firstPage(WORDS[corpus], all, head, script));
    sites[key] = site;
  }
  const gzip = bytes => gzipSync(bytes, { level: 9 }).length;
  const texts = {
    statements: all.length,
    pages: pages.reduce((sum, [, html]) => sum + gzip(html), 0),
    oneStream: gzip(all.map(({ text }) => text).join('\n')),
  };
  return { sites, texts };
}

const escape = text => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const STYLE = `body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:44rem;padding:1rem}input{font:inherit;width:100%;
min-height:2.5rem;box-sizing:border-box}ol{list-style:none;padding:0}li{padding:.5rem 0;border-top:1px solid #ccc}h2{font-size:1rem;margin:0}
p{margin:.25rem 0}a{color:#174a84}`;
const head = (title, description) => `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="description" content="${escape(description)}">
<link rel="icon" href="data:,"><title>${escape(title)}</title><style>${STYLE}</style>`;

const item = ({ id, title, date, lang }) =>
  `<li><h2><a href="statements/${id}.html" lang="${lang}">${escape(title)}</a></h2><p>${date}</p></li>`;

function firstPage([title, description], all, links, script) {
  return `${head(title, description)}${links}</head><body><header><h1>${escape(title)}</h1><p>${escape(description)}</p></header>
<main><input id="box" type="search" aria-label="Search statements" placeholder="Search statements" autocomplete="off">
<p role="status" id="status">${all.length} statements</p>
<ol id="results" aria-label="Results">${all.slice(0, NEWEST).map(item).join('\n')}</ol></main>
<script type="module">${script}</script></body></html>`;
}

function statementPage({ title, date, lang, text }) {
  const paragraphs = text.split(/\n\s*\n/).map(part => `<p>${escape(part)}</p>`).join('\n');
  return `${head(title, title)}</head><body><p><a href="../">All statements</a></p>
<main data-pagefind-body lang="${lang}"><h1>${escape(title)}</h1><p data-pagefind-meta="date">${date}</p>
${paragraphs}</main></body></html>`;
}

/** What both pages do alike: an answer is shown as soon as the engine and the word are there. */
const LOOP = `const box = document.getElementById('box'), list = document.getElementById('results'), status = document.getElementById('status');
const first = list.innerHTML, said = status.textContent; let isReady = false, turn = 0;
const element = (name, properties) => Object.assign(document.createElement(name), properties);
const show = (li, { url, title, note, excerpt }) => { const h2 = element('h2', {}); h2.append(element('a', { href: url, textContent: title }));
  li.replaceChildren(h2, element('p', excerpt ? { innerHTML: excerpt } : { textContent: note })); };
async function answer() { const words = box.value.trim(), mine = ++turn; if (!isReady) return;
  if (!words) { list.innerHTML = first; status.textContent = said; delete list.dataset.of; return; }
  await ask(words, () => mine === turn); }
function fill(words, total, rows) { list.replaceChildren(...rows); list.dataset.of = words; status.textContent = total + ' statements'; }
box.addEventListener('input', answer);
const ready = () => { isReady = true; performance.mark('ready'); if (box.value) answer(); };`;

const OPTIONS = { fields: ['title', 'text'], storeFields: ['id', 'title', 'date'] };
const PEERS = {
  pagefind: {
    head: '<link rel="modulepreload" href="pagefind/pagefind.js">',
    script: `import * as pagefind from './pagefind/pagefind.js'; ${LOOP}
async function ask(words, isMine) { const found = await pagefind.search(words); if (!isMine()) return;
  fill(words, found.results.length, found.results.slice(0, 10).map(one => { const li = element('li', {});
    one.data().then(({ url, meta, excerpt }) => show(li, { url, title: meta.title, excerpt })); return li; })); }
await pagefind.init(); ready();`,
    extra: site => run([pagefindProgram(), '--site', site, '--output-path', join(site, 'pagefind')]),
  },
  minisearch: {
    head: '<link rel="modulepreload" href="minisearch.js"><link rel="preload" href="index.json" as="fetch" crossorigin>',
    script: `import MiniSearch from './minisearch.js'; ${LOOP}
const index = MiniSearch.loadJSON(await (await fetch('index.json')).text(), ${JSON.stringify(OPTIONS)});
function ask(words) { const found = index.search(words, { prefix: true, combineWith: 'AND' });
  fill(words, found.length, found.slice(0, 10).map(({ id, title, date }) => { const li = element('li', {});
    show(li, { url: 'statements/' + id + '.html', title, note: date }); return li; })); }
ready();`,
    async extra(site, all) {
      const MiniSearch = require('minisearch');
      const index = new MiniSearch(OPTIONS);
      index.addAll(all);
      writeFileSync(join(site, 'index.json'), JSON.stringify(index));
      // Its package holds nothing smaller; whoever publishes it takes at least the comments out.
      const code = readFileSync(require.resolve('minisearch').replace('/cjs/index.cjs', '/es/index.js'), 'utf8');
      const lean = code.replace(/^\s*\/\*\*[\s\S]*?\*\/\n/gm, '').replace(/^\s*\/\/.*\n/gm, '').replace(/^\s+/gm, '');
      writeFileSync(join(site, 'minisearch.js'), lean);
    },
  },
};
export const NAMES = { demarche: 'Démarche', pagefind: 'Pagefind 1.6.0', minisearch: 'MiniSearch 7.2.0' };
