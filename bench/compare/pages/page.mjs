// Runs in the page of every engine: opens it, and times it on a pair of texts.

/** `open` gives { compare(a, b), told(result) }; only `compare` is timed, `told` says what came of it. */
export function run(open) {
  const opened = Promise.resolve().then(open);
  globalThis.bench = { opened, time: async question => time(await opened, question) };
}

/** Times of `cold` and `warm` runs; of `few` after the first one where that took longer than `slow` ms. */
async function time({ compare, told }, { a, b, cold, warm, slow, few }) {
  const times = [];
  let first = cold, wanted = cold + warm, result;
  while (times.length < wanted) {
    const before = performance.now();
    result = compare(a, b);
    times.push(performance.now() - before);
    if (times[0] > slow) [first, wanted] = [1, 1 + few];
    // Lets the page breathe between runs, as a reader would.
    await new Promise(done => setTimeout(done, 10));
  }
  return { cold: times.slice(0, first), warm: times.slice(first), told: told(result) };
}

/** A CommonJS package in a page. */
export async function required(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} is not there`);
  const module = { exports: {} };
  new Function('module', 'exports', await response.text())(module, module.exports);
  return module.exports;
}
