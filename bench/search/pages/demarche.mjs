// The project's own search without its views: the site's worker, started as the site's page starts it, and the bytes
// that go through its port. `encoded` holds the questions as the worker takes them; a reply's first numbers are its totals.

/** The lane of answers that come whole, in which a newer question ends an older one. */
const SEARCH_LANE = 0;

export async function open({ glue, wasm, encoded }) {
  const [module, questions] = await Promise.all([
    WebAssembly.compileStreaming(fetch(wasm)),
    fetch(encoded).then(response => response.json()),
  ]);
  const worker = new Worker('/worker.js', { type: 'module' });
  const next = () => new Promise((done, failed) => {
    worker.onmessage = ({ data }) => done(data);
    worker.onerror = event => failed(new Error(event.message || 'the worker has failed'));
  });
  const started = next();
  worker.postMessage({ glue: new URL(glue, location).href, module });
  await started;

  const bytes = questions.map(({ bytes }) => Uint8Array.from(bytes.match(/../g), pair => Number.parseInt(pair, 16)));
  let number = 0;
  return async ({ at }) => {
    number += 1;
    const message = Uint8Array.from([...varint(number), SEARCH_LANE, ...bytes[at]]);
    const reply = next();
    worker.postMessage(message);
    const data = await reply;
    const read = reader(data);
    if (read() !== number) throw new Error('a reply to another question');
    if (read() !== 0) throw new Error(new TextDecoder().decode(data.subarray(3)));
    if (read() !== 0) throw new Error('a reply of another kind');
    // Totals: statements, those perhaps of the days asked for, passages, hits.
    const [statements, , , hits] = [read(), read(), read(), read()];
    return { total: statements, hits, raw: data };
  };
}

/** Seven bits a byte, the lowest first. */
function varint(number) {
  const bytes = [];
  for (let rest = number; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}

function reader(bytes) {
  let at = 0;
  return () => {
    let number = 0;
    for (let weight = 1; ; weight *= 128) {
      const byte = bytes[at];
      at += 1;
      number += (byte % 128) * weight;
      if (byte < 128) return number;
    }
  };
}
