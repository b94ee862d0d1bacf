// Asks the browser to keep this site for reading offline, once the app has started, and tells the app how that stands.
//
// It tells by attributes of the page's root and the event `demarche-offline`:
//   data-offline   "keeping", "keeping N M" (so many of the pieces of a large corpus), "kept", "some N M MB", "refused"
//   data-newer     there once a newer edition of the site is ready, or a piece of this one is gone
// and listens to `demarche-started` (the app stands), `demarche-newer` (show the newer edition) and `demarche-keep` (keep
// all pieces).
// Nothing here may fail aloud: a page whose browser keeps nothing works as it did.

const page = document.documentElement;
const meta = name => document.querySelector(`meta[name="${name}"]`)?.content;
const edition = meta('demarche-edition');

/** A page that stays open asks no more often whether there is a newer edition. */
const HOUR = 3_600_000;

let registration;
let isReloading = false;
let checkedAt = 0;

function tell(name, value) {
  page.dataset[name] = value;
  dispatchEvent(new Event('demarche-offline'));
}

/** What a worker answers. One that is gone never does. */
function ask(worker, question) {
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    worker.postMessage({ ask: question, edition }, [port2]);
  });
}

/** The worker of this site; a page that was loaded past it is controlled by none, or by that of a site around it. */
function ownWorker() {
  const address = new URL('./sw.js', document.baseURI).href;
  return [navigator.serviceWorker.controller, registration?.active].find(worker => worker?.scriptURL === address);
}

/** Tells what the worker of this site has. */
async function report(worker = ownWorker()) {
  if (!worker) return;
  const state = await ask(worker, 'state');
  if (state.edition !== edition) {
    // A page that was loaded past an older worker is the newer one itself.
    if (worker !== navigator.serviceWorker.controller) return;
    tell('newer', '');
  }
  if (!state.isWhole) tell('offline', 'refused');
  else if (state.later === state.ofLater) tell('offline', 'kept');
  else tell('offline', `some ${state.later} ${state.ofLater} ${Math.ceil(state.bytes / 1e6)}`);
}

/** Has all pieces kept, and tells how many are. */
function keepAll() {
  const worker = ownWorker();
  if (!worker) return;
  tell('offline', 'keeping');
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => {
    if (data.isDone) report();
    else tell('offline', `keeping ${data.later} ${data.ofLater}`);
  };
  worker.postMessage({ ask: 'all', edition }, [port2]);
}

/** Offers what a worker that waits has, unless this page has come by it already. */
async function offer(worker) {
  if (await ask(worker, 'edition') !== edition) tell('newer', '');
  else await report(worker);
}

/** Follows a worker on its way in. */
function follow(worker) {
  if (!worker) return;
  const look = () => {
    if (worker.state === 'installed' && registration.active) offer(worker);
    if (worker.state === 'redundant' && !registration.active) tell('offline', 'refused');
  };
  worker.addEventListener('statechange', look);
  look();
}

/** Lets the reader go where the host has the site no more: the browser would show what it keeps for good. */
async function leaveIfWithdrawn() {
  const { status } = await fetch('./sw.js', { cache: 'no-store' });
  if (status !== 404 && status !== 410) return;
  await registration.unregister();
  await caches.delete(`demarche ${registration.scope}`);
}

/** Asks whether there is a newer edition. */
async function check() {
  if (document.hidden || Date.now() - checkedAt < HOUR) return;
  checkedAt = Date.now();
  try {
    await registration.update();
  } catch {
    checkedAt = 0;
    await leaveIfWithdrawn().catch(() => {});
  }
}

/** The worker's address, as a browser with Trusted Types wants it. */
function workerAddress() {
  const rules = {
    createScriptURL(url) {
      if (url === './sw.js') return url;
      throw new TypeError('a script that is not part of the site');
    },
  };
  return (globalThis.trustedTypes?.createPolicy('demarche-offline', rules) ?? rules).createScriptURL('./sw.js');
}

async function begin() {
  const { serviceWorker } = navigator;
  serviceWorker.addEventListener('controllerchange', () => {
    if (!isReloading) return void report();
    isReloading = false;
    location.reload();
  });
  tell('offline', 'keeping');
  registration = await serviceWorker.register(workerAddress(), { updateViaCache: 'none' });
  registration.addEventListener('updatefound', () => follow(registration.installing));
  follow(registration.installing);
  follow(registration.waiting);
  report();
  if (registration.active) await check();
  else checkedAt = Date.now();
  document.addEventListener('visibilitychange', check);
  addEventListener('online', check);
}

/** Loads the page anew, from the newer edition. */
async function renew() {
  // A page may meet the newer edition, by a piece that is gone, before the worker does; that would show the older one.
  if (registration?.active && !registration.waiting) await registration.update().catch(() => {});
  const coming = registration?.installing;
  if (coming) await new Promise(resolve => coming.addEventListener('statechange', resolve));
  const waiting = registration?.waiting;
  isReloading = Boolean(waiting);
  if (waiting) waiting.postMessage({ ask: 'apply' });
  else location.reload();
}

addEventListener('demarche-newer', renew);

addEventListener('demarche-keep', keepAll);

function start() {
  const idle = globalThis.requestIdleCallback ?? setTimeout;
  // Missing or refused: an insecure address, a private window, storage switched off.
  const keep = () => idle(() => begin().catch(() => tell('offline', 'refused')));
  // What a list is made of may be on its way over the same line, and goes first: a list is marked with its first answer, any
  // other screen as soon as it stands.
  const shown = new PerformanceObserver(marks => {
    if (marks.getEntriesByName('demarche-shown').length === 0) return;
    shown.disconnect();
    keep();
  });
  shown.observe({ type: 'mark', buffered: true });
}

if ('started' in page.dataset) start();
else addEventListener('demarche-started', start, { once: true });
