// The texts, one at a time, as every builder reads them.
import { createReadStream } from 'node:fs';

/** Every statement of a `texts.jsonl`, with its place as `id` and its year as a number. */
export async function* talks(path) {
  let id = 0;
  for await (const line of lines(path)) {
    const talk = JSON.parse(line);
    yield { ...talk, name: talk.id, id, year: Number(talk.date.slice(0, 4)) };
    id += 1;
  }
}

// Node's own readline also ends a line at U+2028, which JSON leaves as it is.
async function* lines(path) {
  let open = '';
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
    const parts = (open + chunk).split('\n');
    open = parts.pop();
    yield* parts;
  }
  if (open) yield open;
}
