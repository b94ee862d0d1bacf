// The service worker of a site: keeps one edition of it whole in this browser, and answers from it.
//
// `demarche site` fills in the edition, and the digest of each of its files. Files are kept by digest, all editions in
// one store that carries the scope in its name: an edition is the list of its digests, and it is there once its list
// is stored, after the last of its files. So an edition that dies on its way in leaves the one before as it was, what
// has come of it is used the next time, and no page can get a file of another edition than its own.
'use strict';

const EDITION = '@EDITION@';
/** Name → SHA-256 in Base64 of what every edition has to have. */
const FILES = new Map(@FILES@);
/** The same of the pieces of a large corpus: kept once they were read, or all of them. */
const LATER = new Map(@LATER@);
/** What those weigh, and whether that is so little that everybody gets it. */
const LATER_BYTES = @BYTES@;
const IS_LITTLE = @LITTLE@;
const ALL = new Map([...FILES, ...LATER]);

const SCOPE = registration.scope;
const STORE = `demarche ${SCOPE}`;
/** Files loaded at once. */
const LANES = 6;
/** A store that was full is tried again after a day: how much room there is, browsers tell as they think fit. */
const TRIED_AGAIN = 24 * 3_600_000;

// Inside the store, everything has an address that no file of the site can have.
const fileKey = digest => `${SCOPE}?sha256=${encodeURIComponent(digest)}`;
const listKey = edition => `${SCOPE}?edition=${edition}`;
const CLIENTS_KEY = `${SCOPE}?clients`;
/** There once the reader has asked for all pieces. */
const ASKED_KEY = `${SCOPE}?asked`;
/** When this edition did not fit. */
const FULL_KEY = `${SCOPE}?full=${EDITION}`;

const isFull = error => error?.name === 'QuotaExceededError';
/** Whether the reader has told the browser to spare data. */
const isSparing = () => Boolean(navigator.connection?.saveData);

async function digestOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return btoa(String.fromCharCode(...digest));
}

/** What is kept of a response: all it says but how it came. */
function copyOf(response, bytes) {
  const headers = new Headers(response.headers);
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding', 'vary']) headers.delete(name);
  return new Response(bytes, { headers });
}

/** The address of a file; the page's own is the folder's, which every server knows. */
function addressOf(name) {
  return name === 'index.html' ? SCOPE : SCOPE + name.split('/').map(encodeURIComponent).join('/');
}

/** One at a time, where the browser has locks: an edition coming in and what sweeps must not meet. */
function alone(work, options = {}) {
  return navigator.locks ? navigator.locks.request(STORE, options, work) : work(true);
}

// ---- an edition comes in ----

addEventListener('install', event => event.waitUntil(alone(bringIn)));

async function bringIn() {
  const cache = await caches.open(STORE);
  const note = await cache.match(FULL_KEY);
  if (note && Date.now() - Number(await note.text()) < TRIED_AGAIN) throw new Error('the store was full a while ago');
  try {
    // A store that takes not even this is full: then nothing is loaded in vain.
    await cache.put(FULL_KEY, new Response('0'));
    // The plain pages say what the app says.
    await bringAll(cache, [...FILES].filter(([name]) => !isSparing() || !name.startsWith('statements/')));
    if (!isSparing() && (IS_LITTLE || await cache.match(ASKED_KEY))) await bringPieces(cache);
    await cache.put(listKey(EDITION), new Response(JSON.stringify([...ALL])));
    await cache.delete(FULL_KEY);
  } catch (error) {
    // What came over a line that broke is of use the next time; in a store that is full it is only in the way.
    if (isFull(error)) {
      await giveUp(cache).catch(() => {});
      await cache.put(FULL_KEY, new Response(String(Date.now()))).catch(() => {});
    }
    throw error;
  }
}

/** Sees to it that files are in the store; `said` is called after each. */
async function bringAll(cache, files, said = () => {}) {
  const waiting = [...files];
  let count = 0;
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await bring(cache, ...next);
      said(count += 1);
    }
  };
  const lanes = Array.from({ length: LANES }, () => lane().catch(error => {
    waiting.length = 0;
    throw error;
  }));
  const failed = (await Promise.allSettled(lanes)).find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
}

/** The same of all pieces. Where they do not fit, an edition goes without: they come as they are read. */
async function bringPieces(cache, said) {
  const before = new Set((await cache.keys()).map(({ url }) => url));
  try {
    await bringAll(cache, LATER, said);
  } catch (error) {
    if (!isFull(error)) throw error;
    for (const key of [...LATER.values()].map(fileKey)) if (!before.has(key)) await cache.delete(key);
    await cache.delete(ASKED_KEY);
  }
}

/** Sees to it that a file is in the store, with the right content. */
async function bring(cache, name, digest) {
  const kept = await cache.match(fileKey(digest));
  if (kept && await digestOf(await kept.arrayBuffer()) === digest) return;
  // The browser may hold an older file of that name: then past its cache.
  for (const way of ['default', 'reload']) {
    const response = await fetch(addressOf(name), { cache: way, credentials: 'same-origin' });
    const bytes = await response.arrayBuffer();
    if (response.ok && await digestOf(bytes) === digest) return cache.put(fileKey(digest), copyOf(response, bytes));
  }
  throw new Error(`${name} is not the file of this edition`);
}

/** Removes what came of this edition and belongs to no other. */
async function giveUp(cache) {
  const others = new Set();
  for (const { url } of await cache.keys()) {
    const edition = new URL(url).searchParams.get('edition');
    if (edition && edition !== EDITION) for (const digest of (await listOf(cache, edition)).values()) others.add(digest);
  }
  for (const digest of ALL.values()) if (!others.has(digest)) await cache.delete(fileKey(digest));
}

async function listOf(cache, edition) {
  if (edition === EDITION) return ALL;
  const list = await cache.match(listKey(edition));
  return new Map(list ? await list.json() : []);
}

// ---- which page is of which edition ----

/** Pages of other editions that were open when this one took over, and still may be: id → edition. */
let older;

function olderClients() {
  older ??= caches.open(STORE)
    .then(cache => cache.match(CLIENTS_KEY))
    .then(async kept => (kept ? await kept.json() : {}))
    .catch(() => ({}));
  return older;
}

async function setOlder(state) {
  older = Promise.resolve(state);
  const cache = await caches.open(STORE);
  await cache.put(CLIENTS_KEY, new Response(JSON.stringify(state)));
}

addEventListener('activate', event => event.waitUntil(takeOver()));

async function takeOver() {
  try {
    const { active, clients: known = {} } = await olderClients();
    const present = {};
    for (const { id, url } of await clients.matchAll({ type: 'all', includeUncontrolled: true })) {
      const edition = known[id] ?? active;
      if (url.startsWith(SCOPE) && edition && edition !== EDITION) present[id] = edition;
    }
    await setOlder({ active: EDITION, clients: present });
  } catch {
    // A store that refuses leaves every page with the network, as before.
  }
  await clients.claim();
}

/**
 * Removes what belongs neither to this edition nor to a page that is still open, in this site's own store. Once after
 * taking over: what has come since is of a newer edition that died on its way, and of use to the next one.
 */
async function sweep() {
  await alone(async lock => {
    // Another edition is on its way in: what it has brought would look like nobody's.
    if (!lock || registration.installing || registration.waiting) return;
    const cache = await caches.open(STORE);
    const { clients: known = {}, isSwept } = await olderClients();
    if (isSwept) return;
    const present = {};
    for (const [id, edition] of Object.entries(known)) if (await clients.get(id)) present[id] = edition;
    const keys = new Set([CLIENTS_KEY, ASKED_KEY]);
    for (const edition of new Set([EDITION, ...Object.values(present)])) {
      keys.add(listKey(edition));
      for (const digest of (await listOf(cache, edition)).values()) keys.add(fileKey(digest));
    }
    for (const { url } of await cache.keys()) if (!keys.has(url)) await cache.delete(url);
    await setOlder({ active: EDITION, clients: present, isSwept: Object.keys(present).length === 0 });
  }, { ifAvailable: true });
}

// ---- answering ----

addEventListener('fetch', event => {
  const name = nameOf(event.request);
  if (name === undefined) return;
  const isPage = event.request.mode === 'navigate';
  // A folder of the site that is no page of it may be anybody's.
  if (isPage && !ALL.has(name)) return;
  event.respondWith(answer(event, name, isPage));
});

/** The name in the site of what is asked for; `undefined` for what is none of the site's business. */
function nameOf({ method, mode, url }) {
  if (method !== 'GET' || !url.startsWith(SCOPE)) return undefined;
  const { pathname, search } = new URL(url);
  if (search && mode !== 'navigate') return undefined;
  try {
    const name = decodeURIComponent(pathname.slice(new URL(SCOPE).pathname.length));
    return name === '' || name.endsWith('/') ? `${name}index.html` : name;
  } catch {
    return undefined;
  }
}

async function answer(event, name, isPage) {
  let cache;
  let digest;
  try {
    cache = await caches.open(STORE);
    digest = isPage ? ALL.get(name) : await digestFor(cache, event.clientId, name);
    const kept = digest && await cache.match(fileKey(digest));
    if (kept) return kept;
  } catch {
    // Storage is refused or gone: the page works from the network, as before.
  }
  const response = await fetch(event.request);
  if (cache && digest && response.ok) event.waitUntil(keep(cache, name, digest, response.clone()).catch(() => {}));
  return response;
}

/** The digest of a file in the edition of the page that asks; `undefined` where the network has to answer. */
async function digestFor(cache, client, name) {
  const { clients: known = {} } = await olderClients();
  const own = known[client] ?? EDITION;
  // A worker of an older page is a client of its own that nobody knows: names made of their content are safe to find.
  for (const edition of new Set([own, EDITION, ...Object.values(known)])) {
    const digest = (await listOf(cache, edition)).get(name);
    if (digest || known[client]) return digest;
  }
  return undefined;
}

/** Keeps a file that was read, if it is what it should be: a network may answer with a page of its own. */
async function keep(cache, name, digest, response) {
  const bytes = await response.arrayBuffer();
  if (await digestOf(bytes) === digest) await cache.put(fileKey(digest), copyOf(response, bytes));
}

// ---- talking with the page ----

addEventListener('message', event => event.waitUntil(hear(event).catch(() => {})));

async function hear({ data, ports, source }) {
  if (data?.ask === 'edition') ports[0].postMessage(EDITION);
  if (data?.ask === 'apply') await skipWaiting();
  if (data?.ask === 'all') await bringAsked(ports[0]);
  if (data?.ask !== 'state') return;
  let isWhole = false;
  let later = 0;
  try {
    const cache = await caches.open(STORE);
    isWhole = Boolean(await cache.match(listKey(EDITION)));
    if (LATER.size > 0) {
      const kept = new Set((await cache.keys()).map(({ url }) => url));
      for (const digest of LATER.values()) later += kept.has(fileKey(digest));
    }
  } catch {
    // Said by what is answered.
  }
  ports[0].postMessage({ edition: EDITION, isWhole, later, ofLater: LATER.size, bytes: LATER_BYTES });
  const { clients: known = {} } = await olderClients();
  if (data.edition !== EDITION && source?.id && known[source.id] !== data.edition) {
    await setOlder({ active: EDITION, clients: { ...known, [source.id]: data.edition } });
  }
  await sweep();
  // The reader may have emptied the store, or made room.
  if (!isWhole) await alone(bringIn);
}

/** All pieces, for a reader who asks: of this edition and those to come. What fails is seen by what is kept. */
async function bringAsked(port) {
  try {
    const cache = await caches.open(STORE);
    await cache.put(ASKED_KEY, new Response(''));
    await alone(() => bringPieces(cache, later => port.postMessage({ later, ofLater: LATER.size })));
  } catch {
    // The line broke: what has come stays.
  }
  port.postMessage({ isDone: true });
}
