// Shared by the browser tests: a static server, a Chromium that remembers every request, error and policy report,
// and ways to name what a reader sees; a page from disk in Chromium or Firefox; a corpus that is searched in a worker.
// What a test asserts does not live here.
import { createServer } from 'node:http';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, firefox } from 'playwright-core';

export const TYPES = {
  '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm', '.css': 'text/css',
  '.json': 'application/json', '.svg': 'image/svg+xml',
};
export const ARGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

/** Where the task runner put a site; a missing one is an error, never a skipped test. */
export function site(name) {
  const path = process.env[name];
  if (!path) throw new Error(`${name} is not set: run the tests with cargo xtask test`);
  return path;
}

/** Serves a folder below `base`; `missing` paths are answered with 404. */
export async function serve(dir, { base = '/', missing = () => false } = {}) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    if (!path.startsWith(base) || missing(path)) return void response.writeHead(404).end();
    let file = normalize(path.slice(base.length)) || '.';
    if (file === '.' || file.endsWith('/')) file = join(file, 'index.html');
    try {
      const body = await readFile(join(dir, file));
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${server.address().port}${base}`, close: () => server.close() };
}

/** Opens a browser on a site. `seen` fills up with what the page asked for and complained of. */
export async function open(dir, { base, missing, browser = 'Chromium', ...context } = {}) {
  const server = await serve(dir, { base, missing });
  const { page, seen, close: closeBrowser } = await BROWSERS[browser](context);
  const close = async () => { await closeBrowser(); server.close(); };
  return { page, seen, url: server.url, close, view: view(page) };
}

/** Opens a browser for a page on disk. `seen` as in `open`; the reports of the policy come from the page itself. */
export async function openFile(path, name = 'Chromium', context = {}) {
  const { page, seen, close } = await BROWSERS[name](context);
  await page.addInitScript(() => {
    window.reports = [];
    addEventListener('securitypolicyviolation', event => window.reports.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  return { page, seen, url: pathToFileURL(path).href, close, view: view(page) };
}

/** The browsers, each with one page that is watched. Firefox is the one of the system, over WebDriver BiDi. */
export const BROWSERS = {
  Chromium: context => watched(chromium.launch({ executablePath: site('CHROMIUM'), args: ARGS }), context),
  Firefox: context => watched(firefox.launch({ executablePath: site('FIREFOX'), channel: 'moz-firefox' }), context),
};

async function watched(launching, context) {
  const browser = await launching;
  const page = await (await browser.newContext(context)).newPage();
  const seen = { requests: [], errors: [], policy: [], dialogs: [] };
  page.on('request', request => seen.requests.push(request.url()));
  page.on('pageerror', error => seen.errors.push(String(error)));
  page.on('dialog', dialog => { seen.dialogs.push(dialog.message()); dialog.dismiss(); });
  page.on('console', message => {
    if (message.type() !== 'error') return;
    (/Content Security Policy/.test(message.text()) ? seen.policy : seen.errors).push(message.text());
  });
  return { page, seen, close: () => browser.close() };
}

/** What stands on a page, by role and name. */
export function view(page) {
  const status = page.getByRole('status').first();
  return {
    searchbox: page.getByRole('searchbox', { name: 'Search statements' }),
    status,
    results: page.getByRole('list', { name: 'Results' }),
    facet: name => page.getByRole('group', { name, exact: true }),
    passages: page.locator('[data-passage]'),
    marks: page.locator('mark'),
    /** Resolves once the app stands: what the page shows before it has a search box, too. */
    ready: () => page.locator('html[data-started]').waitFor(),
    /** Resolves once the status begins with `start`. */
    says: start => status.filter({ hasText: new RegExp(`^${start}`) }).waitFor(),
    /** `N of M statements` as numbers. */
    counts: async () => {
      const text = await status.innerText();
      const found = text.match(/^([\d,]+)(?: of ([\d,]+))? statements?/);
      if (!found) throw new Error(`the status says: ${text}`);
      const number = digits => Number(digits.replaceAll(',', ''));
      return { shown: number(found[1]), all: number(found[2] ?? found[1]) };
    },
  };
}

/** The text of every passage, exactly as it stands in the page. */
export const passageTexts = async page =>
  page.locator('[data-passage]').evaluateAll(all => all.map(one => one.textContent));

/** A corpus of so many made-up words that it is cut in pieces. */
export async function large(dir) {
  await mkdir(join(dir, 'statements'), { recursive: true });
  await writeFile(join(dir, 'corpus.toml'), 'title = "Harbour talks at length"\n\n[[side]]\nid = "veltmark"\nname = "Veltmark"\n');
  let state = 7;
  const next = bound => { state = (state * 48271) % 2147483647; return state % bound; };
  const word = () => Array.from({ length: 2 + next(3) }, () => 'bdfgklmnprst'[next(12)] + 'aeiou'[next(5)]).join('');
  const words = Array.from({ length: 20000 }, word);
  for (let at = 0; at < 400; at++) {
    const paragraphs = Array.from({ length: 60 }, () => Array.from({ length: 60 }, () => words[next(words.length)]).join(' '));
    const date = new Date(Date.UTC(2020, 0, 1 + at)).toISOString().slice(0, 10);
    const head = `---\ntitle: Account number ${at}\ndate: ${date}\nside: veltmark\nkind: communique\nlang: en\ntext: full\n---\n\n`;
    await writeFile(join(dir, 'statements', `account-${at}.md`), `${head}${at % 100 ? '' : 'The harbour is open.\n\n'}${paragraphs.join('.\n\n')}.\n`);
  }
}
