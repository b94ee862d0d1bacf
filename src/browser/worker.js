// Starts the app's program a second time, as the page's worker, and lends it two things that only JavaScript can do
// in a few words: fetching a piece of the corpus with the browser's own inflater, and letting waiting messages in.

self.demarcheFetch = async (url) => {
  const response = await fetch(url);
  // Whether the site has it no more is all that is asked.
  if (!response.ok) throw response.status === 404 || response.status === 410;
  const bytes = new Uint8Array(await response.arrayBuffer());
  // Some servers inflate what they take for a compressed page themselves.
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(inflated).arrayBuffer());
};

const { port1, port2 } = new MessageChannel();
const resumed = [];
port1.onmessage = () => resumed.shift()();

self.demarcheYield = () =>
  new Promise((resolve) => {
    resumed.push(resolve);
    port2.postMessage(0);
  });

// The first message names the program; the program then takes the messages itself.
self.onmessage = async ({ data }) => {
  const app = await import(data.glue);
  await app.default({ module_or_path: data.module });
};
