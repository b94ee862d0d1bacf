// What shows that text stayed text: a page that is watched from before its first script, and pages that are parsed but
// never run. Does not live here: what is planted (payloads.mjs), and where it should be seen (payloads.test.mjs).

/** Watches the page from before its first script: markup nobody wrote, and what the browser forbids. */
export function watch() {
  window.found = [];
  const tell = (what, more) => window.found.length < 20 && window.found.push(`${what}: ${String(more).slice(0, 200)}`);
  addEventListener('securitypolicyviolation', event => tell(event.violatedDirective, event.sample || event.blockedURI));
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) window[name] = (...args) => tell(`${name}()`, args);
  const foreign = 'script, img, iframe, object, embed, base, meta, link, form:not(.search, .paste__form), video, audio, math, template, portal, marquee, style';
  let isApp = false;
  // An address that the browser cannot read leads nowhere.
  const isAddress = value => (isApp
    ? /^(#|\.\/|https?:|mailto:|blob:)/i.test(value)
    : [undefined, 'http:', 'https:', 'mailto:', location.protocol].includes(URL.parse(value, document.baseURI)?.protocol));
  const look = element => {
    if (element.matches(foreign)) tell('markup', element.outerHTML);
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on') || name === 'srcdoc' || name === 'style' && /url|expression/.test(value)) tell('attribute', `${name}=${value}`);
      if (/^(href|src|action|xlink:href)$/.test(name) && !isAddress(value)) tell('address', value);
    }
  };
  // The parser is done, no program has started yet. Of the app that part is looked at which holds a corpus's words until
  // then; of a page without a program, all.
  addEventListener('DOMContentLoaded', () => {
    isApp = document.getElementById('loading') !== null;
    document.querySelectorAll(isApp ? '#loading *' : 'body *').forEach(look);
    new MutationObserver(records => {
      for (const { type, target, addedNodes } of records) {
        if (type === 'attributes') look(target);
        for (const node of addedNodes) {
          if (node.nodeType === Node.ELEMENT_NODE) [node, ...node.querySelectorAll('*')].forEach(look);
        }
      }
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
    window.isWatched = true;
  }, { once: true });
  /** Goes to an address and waits until the page has drawn it. */
  window.visit = async hash => {
    const arrived = new Promise(done => addEventListener('hashchange', done, { once: true }));
    if (location.hash === hash) return;
    location.hash = hash;
    await arrived;
    // Tasks run in order: what the address set going has run when this one comes back.
    for (let turn = 0; turn < 2; turn += 1) {
      await new Promise(done => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = done;
        port2.postMessage(0);
      });
    }
  };
}

/**
 * Runs in an empty page: parses pages as a browser without scripts does. Of each: what in it is nothing that publishing
 * writes, and the words that a reader is shown.
 */
export function parsed(pages) {
  const words = list => new Set(list.split(' '));
  const plain = words('header a main article h1 h2 h3 p dl dt dd bdi time span strong em code pre ul ol li blockquote br div nav footer cite');
  const attributes = words('lang dir id href rel class value datetime aria-label');
  const early = words('input');
  const earlyAttributes = words('type role placeholder autocomplete spellcheck hidden');
  const heads = /^(title|meta (charset|Content-Security-Policy|viewport|color-scheme|referrer|description|robots|og:[a-z_]+|twitter:card)|link (stylesheet|icon|canonical))$/;
  const appHeads = /^(style|script|meta (theme-color|application-name|demarche-[a-z-]+)|link (manifest|modulepreload|preload|apple-touch-icon))$/;
  const appParts = 'noscript, #loading, #failed, #stopped, link[rel="stylesheet"], script[type="application/octet-stream"]';
  const named = one => ['name', 'property', 'http-equiv', 'rel', 'charset'].find(name => one.hasAttribute(name));
  const label = one => {
    const by = ['meta', 'link'].includes(one.localName) ? named(one) : undefined;
    return [one.localName, by === 'charset' ? by : by && one.getAttribute(by)].filter(Boolean).join(' ');
  };
  // One that the browser cannot read leads nowhere.
  const isAddress = value => [undefined, 'http:', 'https:', 'mailto:'].includes(URL.parse(value, 'https://site.example/talks/statements/')?.protocol);
  return pages.map(([name, html]) => {
    const page = new DOMParser().parseFromString(html, 'text/html');
    const texts = selector => [...page.querySelectorAll(selector)].map(one => one.textContent);
    const content = name => page.querySelector(`meta[name="${name}"], meta[property="${name}"]`)?.content;
    const isApp = page.getElementById('loading') !== null;
    const wrong = [...page.head.querySelectorAll('*')].map(label).filter(one => !heads.test(one) && !(isApp && appHeads.test(one)));
    if (isApp) wrong.push(...[...page.body.children].filter(one => !one.matches(appParts)).map(one => one.outerHTML));
    const filled = page.body.querySelectorAll(isApp ? '#loading *, noscript *' : '*');
    for (const one of [page.documentElement, page.body, ...filled]) {
      const isOwn = [page.documentElement, page.body].includes(one) || plain.has(one.localName) || (isApp && early.has(one.localName));
      if (!isOwn) wrong.push(one.outerHTML);
      for (const { name, value } of one.attributes) {
        const isKnown = attributes.has(name) || (isApp && (earlyAttributes.has(name) || name.startsWith('data-')));
        if (!isKnown || (name === 'href' && !isAddress(value))) wrong.push(`${name}=${value}`);
      }
    }
    return {
      name,
      wrong: wrong.map(one => one.slice(0, 200)),
      title: page.querySelector('title').textContent,
      shared: content('og:title'),
      short: content('application-name'),
      headings: texts('h1'),
      passages: texts('article :is(p, pre)[id]'),
      facts: texts('dd'),
      rows: [...page.querySelectorAll('main li')].map(row => [row.querySelector('a')?.textContent ?? '', row.textContent]),
      cited: texts('cite'),
      footer: texts('footer').join(''),
      programs: page.querySelectorAll('script:not([type="application/octet-stream"])').length,
    };
  });
}
