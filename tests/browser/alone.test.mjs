// The released command, copied alone into an empty folder and run with an empty environment: from nothing to a site that
// a browser opens. Does not live here: what the commands refuse (crates/cli/tests/publish).
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { site } from './lib.mjs';

const run = promisify(execFile);

/** A folder that holds the command and nothing else, and a way to run it there without any variable set. */
async function alone(t) {
  const folder = await mkdtemp(join(tmpdir(), 'demarche-alone-'));
  t.after(() => rm(folder, { recursive: true }));
  const command = join(folder, 'demarche');
  await copyFile(site('DEMARCHE_BIN'), command);
  const options = { cwd: folder, env: {} };
  return { folder, say: async (...args) => (await run(command, args, options)).stdout, command, options };
}

/** Starts a server and gives its address, once it has said it. */
async function serving(t, { command, options }, ...args) {
  const server = spawn(command, ['serve', ...args, '--port', '0'], { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(server, 'exit');
  t.after(() => server.kill('SIGKILL'));
  server.stdout.setEncoding('utf8');
  let said = '';
  for await (const part of server.stdout.iterator({ destroyOnReturn: false })) {
    said += part;
    if (said.includes('\n')) break;
  }
  const url = said.match(/http:\/\/127\.0\.0\.1:\d+\//)?.[0];
  assert.ok(url, said);
  return { url, interrupt: async () => { server.kill('SIGINT'); return (await ended)[0]; } };
}

/** Opens an address and resolves once the corpus has been opened and counted. */
async function opens(t, url, statements) {
  const browser = await chromium.launch({ executablePath: site('CHROMIUM'), args: ['--no-sandbox', '--disable-gpu'] });
  t.after(() => browser.close());
  const page = await browser.newPage();
  const asked = [];
  page.on('request', request => asked.push(request.url()));
  await page.goto(url);
  await page.getByRole('status').first().filter({ hasText: new RegExp(`^${statements} statements`) }).waitFor();
  return { page, asked };
}

test('the command alone goes from an empty folder to a site', async t => {
  const desk = await alone(t);
  assert.match(await desk.say('new', 'mine', '--with-pages', '--repository', 'someone/fork'), /^a corpus with 5 example/);
  assert.equal(await desk.say('check', 'mine'), 'no errors and no warnings in 6 files\n');
  assert.match(await desk.say('site', 'mine', '-o', 'site'), /^5 statements in site, /);
  assert.match(await desk.say('site', 'mine', '--single-file', '-o', 'mine.html'), /^5 statements in mine\.html, /);
  assert.deepEqual((await readdir(desk.folder)).sort(), ['demarche', 'mine', 'mine.html', 'site']);

  const server = await serving(t, desk, 'site');
  const { page, asked } = await opens(t, server.url, 5);
  assert.equal(await page.title(), 'Talks in Port Alder');
  await page.getByRole('searchbox', { name: 'Search statements' }).fill('lindholm');
  await page.getByRole('status').first().filter({ hasText: /^\d of 5 statements/ }).waitFor();
  assert.deepEqual(asked.filter(url => !url.startsWith(server.url)), [], 'nothing is asked of anybody else');
  const wasm = asked.find(url => url.endsWith('.wasm'));
  const reply = await fetch(wasm);
  assert.equal(reply.headers.get('content-type'), 'application/wasm');
  assert.equal(reply.headers.get('content-encoding'), 'gzip');
  assert.match(reply.headers.get('cache-control'), /immutable/);
  const again = await fetch(wasm, { headers: { 'if-none-match': reply.headers.get('etag') } });
  assert.equal(again.status, 304);
  const missing = await fetch(new URL('no/such/page', server.url));
  assert.equal(missing.status, 404);
  assert.equal(await missing.text(), await readFile(join(desk.folder, 'site/404.html'), 'utf8'));
  assert.equal(await server.interrupt(), 0, 'Ctrl-C is how it is meant to end');
});

test('the command alone serves a corpus as it would be published', async t => {
  const desk = await alone(t);
  await desk.say('new', 'mine');
  const server = await serving(t, desk, 'mine');
  await opens(t, server.url, 5);
  assert.deepEqual((await readdir(desk.folder)).sort(), ['demarche', 'mine'], 'nothing is written');
});

test('one file made by the command alone opens from disk', async t => {
  const desk = await alone(t);
  await desk.say('new', 'mine');
  await desk.say('site', 'mine', '--single-file');
  const url = pathToFileURL(join(desk.folder, 'mine.html')).href;
  const { asked } = await opens(t, url, 5);
  assert.deepEqual(asked.filter(other => !other.startsWith(url) && !/^(data|blob):/.test(other)), []);
});

test('documents become a site too', async t => {
  const desk = await alone(t);
  const fixtures = new URL('../../crates/import/fixtures/', import.meta.url);
  const names = (await readdir(fixtures)).filter(name => name.endsWith('.txt'));
  for (const name of names) await copyFile(new URL(name, fixtures), join(desk.folder, name));
  await desk.say('import', ...names, '--into', 'mine');
  const statements = Number((await desk.say('site', 'mine', '-o', 'site', '--json')).match(/"statements":(\d+)/)[1]);
  assert.ok(statements > 5);
  const server = await serving(t, desk, 'site');
  await opens(t, server.url, statements);
});
