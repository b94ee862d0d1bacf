// Builds what each engine searches, once for each corpus and version of the engine, and keeps how long that took and how
// much memory, so that a later run need not wait for it again. How engines are asked does not live here.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { talks } from './builders/texts.mjs';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const packages = join(here, '../node_modules');
const version = name => JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8')).version;
const node = (script, ...args) => [process.execPath, '--max-old-space-size=12000', join(here, 'builders', script), ...args];

/** The peers: how each is built, and what its page fetches at once. `null` where a page brings its own loader. */
export const PEERS = {
  pagefind: {
    name: 'Pagefind', version: () => version('pagefind'), early: null, code: [],
    build: (texts, out, work) => [pagefindProgram(), '--site', work, '--output-path', out],
    before: async (texts, work) => void await run(node('pages.mjs', texts, work)),
    cannot: ['near spellings', 'counts of whole words only (stems and beginnings always match)', 'a phrase beside other words'],
    can: question => question.kind !== 'typo',
  },
  minisearch: {
    name: 'MiniSearch', version: () => version('minisearch'), early: '/data/index.json', code: ['/lib/minisearch/dist/es/index.js'],
    build: (texts, out) => node('minisearch.mjs', texts, out),
    cannot: ['phrases', 'snippets', 'showing a text'],
    can: question => question.kind !== 'phrase',
  },
  flexsearch: {
    name: 'FlexSearch', version: () => version('flexsearch'), early: '/data/index.json',
    code: ['/lib/flexsearch/dist/flexsearch.bundle.module.min.mjs'],
    build: (texts, out) => node('flexsearch.mjs', texts, out),
    cannot: ['phrases', 'near spellings', 'snippets', 'beginnings of words (but with an index several times larger)'],
    can: question => question.kind === 'words',
  },
  sqlite: {
    name: 'SQLite FTS5', version: () => version('@sqlite.org/sqlite-wasm'), early: '/data/talks.db',
    code: ['/lib/@sqlite.org/sqlite-wasm/dist/index.mjs'],
    build: (texts, out) => node('sqlite.mjs', texts, out),
    cannot: ['near spellings'],
    can: question => question.kind !== 'typo',
  },
  'sqlite-prefix': {
    name: 'SQLite FTS5 with prefix indexes', page: 'sqlite', version: () => version('@sqlite.org/sqlite-wasm'), early: '/data/talks.db',
    code: ['/lib/@sqlite.org/sqlite-wasm/dist/index.mjs'],
    build: (texts, out) => node('sqlite.mjs', texts, out, '1 2 3'),
    cannot: ['near spellings'],
    can: question => question.kind !== 'typo',
  },
  scan: {
    name: 'Plain scan', version: () => '1', early: '/data/texts.json', code: [],
    build: (texts, out) => node('scan.mjs', texts, out),
    cannot: ['near spellings', 'ranking'],
    can: question => question.kind !== 'typo',
  },
};

/** The corpus's own name for the cache, and the sizes that everything is held against. */
export async function corpusFigures(folder) {
  const texts = join(folder, 'texts.jsonl');
  const hash = createHash('sha256').update(readFileSync(texts)).digest('hex').slice(0, 12);
  return { hash, texts };
}

/** Bytes of the texts alone, and of gzip -9 of them in one piece. */
export async function textFigures(texts, cache) {
  const kept = join(cache, 'text.json');
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8'));
  let statements = 0, bytes = 0, gzip = 0;
  const squeeze = createGzip({ level: 9 });
  squeeze.on('data', chunk => { gzip += chunk.length; });
  await pipeline(async function* () {
    for await (const { text } of talks(texts)) {
      const line = Buffer.from(`${text}\n`);
      statements += 1;
      bytes += line.length;
      yield line;
    }
  }, squeeze);
  const figures = { statements, bytes, gzip };
  mkdirSync(cache, { recursive: true });
  writeFileSync(kept, JSON.stringify(figures));
  return figures;
}

/** Changes with whatever says how a peer is built, so that nothing built in another way is taken for it. */
export function recipe(key) {
  const hash = createHash('sha256');
  const page = PEERS[key].page ?? key;
  for (const file of [`builders/${key === 'pagefind' ? 'pages' : page}.mjs`, `pages/${page}-options.mjs`]) {
    if (existsSync(join(here, file))) hash.update(readFileSync(join(here, file)));
  }
  return hash.digest('hex').slice(0, 8);
}

/** Builds one peer, or takes what was built before. Gives the folder of its data and the figures. */
export async function buildPeer(key, texts, cache) {
  const peer = PEERS[key];
  const out = join(cache, `${key}-${peer.version()}-${recipe(key)}`);
  const figures = join(out, 'figures.json');
  const data = join(out, 'data');
  if (existsSync(figures)) return { data, figures: { ...JSON.parse(readFileSync(figures, 'utf8')), kept: true } };
  rmSync(out, { recursive: true, force: true });
  mkdirSync(data, { recursive: true });
  const work = join(out, 'work');
  if (peer.before) await peer.before(texts, work);
  const built = await run(peer.build(texts, data, work));
  rmSync(work, { recursive: true, force: true });
  const all = { ...built, ...await dataFigures(data) };
  writeFileSync(figures, JSON.stringify(all));
  return { data, figures: all };
}

/** Bytes in a folder as they lie there and with gzip -9 of each file; what gzip makes larger is sent as it is. */
export async function dataFigures(folder) {
  let bytes = 0, gzip = 0, files = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || (entry.name.endsWith('.gz') && existsSync(join(entry.parentPath ?? entry.path, entry.name.slice(0, -3))))) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const size = statSync(path).size;
    files += 1;
    bytes += size;
    gzip += Math.min(size, await gzipSize(path));
  }
  return { bytes, gzip, files };
}

async function gzipSize(path) {
  let size = 0;
  const squeeze = createGzip({ level: 9 });
  squeeze.on('data', chunk => { size += chunk.length; });
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), squeeze);
  return size;
}

/** Runs a program to its end. Peak memory is the sum of the high-water marks of it and every process it starts. */
export async function run([program, ...args], options = {}) {
  const started = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], ...options });
  let said = '';
  child.stderr.on('data', chunk => { said = (said + chunk).slice(-4000); });
  const peaks = new Map();
  const look = () => {
    for (const pid of family(child.pid)) {
      const peak = highWaterMark(pid);
      if (peak) peaks.set(pid, peak);
    }
  };
  look();
  const watch = setInterval(look, 20);
  const code = await new Promise((done, failed) => { child.on('close', done); child.on('error', failed); });
  clearInterval(watch);
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}: ${said}`);
  return { seconds, peakBytes: [...peaks.values()].reduce((sum, peak) => sum + peak, 0) };
}

function family(pid) {
  const all = [pid];
  try {
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      const children = readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').trim();
      if (children) all.push(...children.split(' ').flatMap(child => family(Number(child))));
    }
  } catch {
    // It has ended meanwhile.
  }
  return all;
}

function highWaterMark(pid) {
  try {
    const found = readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmHWM:\s+(\d+) kB/);
    return found ? Number(found[1]) * 1024 : 0;
  } catch {
    return 0;
  }
}

/** Pagefind's own program, without the script of its package around it. */
export function pagefindProgram() {
  const platform = `@pagefind/${process.platform}-${process.arch}`;
  const folder = createRequire(join(packages, 'pagefind/package.json')).resolve(`${platform}/package.json`);
  const programs = join(folder, '../bin');
  const name = readdirSync(programs).find(name => /^pagefind(_extended)?(\.exe)?$/.test(name));
  return join(programs, name);
}
