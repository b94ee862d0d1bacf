// Serves the pages, the engines and their data, on a line as fast or as slow as asked, and counts what goes over it.
// What is measured does not live here.
import { createServer } from 'node:http';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm',
  '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml',
};
/** What a host of static pages compresses on the way. Everything else is sent as it lies there. */
const COMPRESSED = new Set(['.html', '.js', '.mjs', '.wasm', '.css', '.json', '.svg', '.db']);
const CHUNK = 32 * 1024;
const gzipped = new Map();

/** A line: all answers share `bitsPerSecond`, each waits `latency` ms first. */
export class Line {
  constructor({ bitsPerSecond = Infinity, latency = 0 } = {}) {
    this.bytesPerMs = bitsPerSecond / 8000;
    this.latency = latency;
    this.freeAt = 0;
  }
  async send(response, body) {
    if (!Number.isFinite(this.bytesPerMs)) return void response.end(body);
    for (let at = 0; at < body.length; at += CHUNK) {
      const chunk = body.subarray(at, at + CHUNK);
      const now = performance.now();
      // Whoever asks next gets the next slot, so that parallel answers share the line evenly.
      this.freeAt = Math.max(now, this.freeAt) + chunk.length / this.bytesPerMs;
      await pause(this.freeAt - now);
      if (response.destroyed) return;
      response.write(chunk);
    }
    response.end();
  }
}

const pause = ms => (ms > 0 ? new Promise(done => setTimeout(done, ms)) : undefined);

/**
 * Serves `mounts` (prefix → folder; the longest prefix wins) and `pages` (path → HTML). `served` counts requests and the
 * bytes of their bodies as sent, with 300 bytes a request for its headers; `headers` come with every answer.
 */
export async function serve(mounts, pages, line = new Line(), headers = {}) {
  const prefixes = Object.keys(mounts).sort((a, b) => b.length - a.length);
  const served = { requests: 0, bytes: 0, paths: [] };
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    await pause(line.latency);
    const found = pages[path] === undefined ? await find(mounts, prefixes, path) : pageBody(pages[path]);
    if (!found) return void response.writeHead(404).end();
    served.requests += 1;
    served.bytes += found.body.length + 300;
    served.paths.push([path, found.body.length]);
    response.writeHead(200, {
      'content-type': found.type,
      'content-length': found.body.length,
      ...(found.gzip && { 'content-encoding': 'gzip' }),
      'cache-control': 'no-store',
      // Clocks in pages are exact to 5 µs instead of 100 µs with these.
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      ...headers,
    });
    await line.send(response, found.body);
  });
  server.keepAliveTimeout = 300_000;
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    served,
    close: () => { server.closeAllConnections(); server.close(); },
  };
}

const pageBody = html => ({ body: gzipSync(html), type: TYPES['.html'], gzip: true });

async function find(mounts, prefixes, path) {
  const prefix = prefixes.find(prefix => path.startsWith(prefix));
  if (prefix === undefined) return undefined;
  let rest = normalize(path.slice(prefix.length)) || '.';
  if (rest.startsWith('..')) return undefined;
  if (rest === '.' || rest.endsWith('/')) rest = join(rest, 'index.html');
  const file = join(mounts[prefix], rest);
  const type = TYPES[extname(file)] ?? 'application/octet-stream';
  try {
    if (!COMPRESSED.has(extname(file))) return { body: await readFile(file), type };
    const { mtimeMs, size } = await stat(file);
    const key = `${file} ${mtimeMs} ${size}`;
    if (!gzipped.has(key)) {
      const ready = await readFile(`${file}.gz`).catch(() => undefined);
      gzipped.set(key, ready ?? gzipSync(await readFile(file), { level: 9 }));
    }
    return { body: gzipped.get(key), type, gzip: true };
  } catch {
    return undefined;
  }
}

/** Lets go of what was compressed; between two engines, so that hundreds of megabytes do not pile up. */
export const forget = () => gzipped.clear();
