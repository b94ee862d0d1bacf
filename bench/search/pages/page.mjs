// What every engine's page does alike: open the engine, ask the first question, tell when that was.
const started = { longest: 0 };
new PerformanceObserver(list => {
  for (const task of list.getEntries()) started.longest = Math.max(started.longest, task.duration);
}).observe({ type: 'longtask', buffered: true });

/** `open` gives a function from a question to `{ total, top: [{ id, title, snippet }] }`. */
export function run(open) {
  globalThis.bench = {
    started,
    opened: (async () => {
      const ask = await open();
      globalThis.bench.ask = ask;
      started.ready = performance.now();
      const first = new URL(location).searchParams.get('first');
      if (first) {
        started.firstTotal = (await ask(JSON.parse(first))).total;
        started.first = performance.now();
      }
      return started;
    })(),
  };
}
