// The figures as a page of tables, ratios first. No sentence of a corpus is in it: questions are words.
import { round } from '../lib/numbers.mjs';
import { table, targetTable } from '../lib/tables.mjs';
import { shared, targets } from './targets.mjs';

const MB = 1e6;

/** The whole page. */
export function markdown(results) {
  const { sizes, questions, chromium, cores, browsers, passes, line } = results;
  const classes = [...new Set(questions.map(question => question.class))];
  const parts = [
    '# Search, measured against its peers',
    `Made by \`cargo xtask bench search\`; do not edit. One run in headless Chromium ${chromium}, ${cores} cores: the same texts and
the same ${questions.length} questions for every engine, ${browsers} fresh browser${browsers === 1 ? '' : 's'} each, ${passes} warm passes, medians. A question is answered
when its exact total and the ten best statements with titles (and snippets, where the engine has any) are there. Times compare
only inside this run.`,
    '![Growth of time, size and first result](search-growth.svg)',
    '## Targets', ...sizes.map(size => targetsAt(size, questions)),
    '## Ratios', 'Each peer against Démarche: 2× is twice as long, twice as large. Times are on the questions that both can be asked.',
    ...sizes.map(ratioTable),
    '## Figures',
    `*Bytes moved* and *first result*: an empty cache on a line of ${line}, until the answer to a common word is there. *Above blank*: the
page's memory after loading, less that of a blank page. *Counts right*: totals equal to a literal count of whole words, phrases inside
paragraphs (in brackets: where a phrase may run on over a line end), of the questions the engine can be asked.`,
    ...sizes.map(figureTable),
    '## Median time of each class of question, ms', ...sizes.map(size => classTable(size, classes)),
    '## What they cannot do', cannot(sizes),
    '## How it was measured', METHOD,
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

const METHOD = `- Texts: UN General Debate speeches, the newest by date, then id, made into corpus folders by \`demarche-bench prepare\`; every engine gets the plain text that is packed.
- Warm passes ask the same questions again, so that a passage they show was shown before; the first pass, told apart, shows each for the first time.
- Questions: drawn by \`demarche-bench queries\` from the smallest corpus with a fixed seed, so that each has an answer at every size. Words are asked of Démarche as \`=word\`, because stemming would widen them; the row with stems is what a reader types.
- Right answers: \`demarche-bench truth\` reads every word; a word is a run of letters and digits, in lower case, marks taken off.
- \`n*\` finds fewer hits than the literal count because \`U.N.\` and \`A.N.R.\` are one word here and three letters there; \`c*\` likewise because of \`D.C.\`. Statements are the same.
- Engines get their documented options: SQLite \`unicode61 remove_diacritics 2\`, snippets and bm25, with and without prefix indexes; MiniSearch \`prefix\`, \`fuzzy\` and \`filter\`; FlexSearch whole words; Pagefind its filters and, for phrases, quotation marks.
- Memory is the proportional set size of the page's process without mapped files, after a garbage collection; build memory is the sum of the high-water marks of all processes of a build. Builds of peers are kept from earlier runs on the same texts (marked *).`;

const title = size => `### ${size.statements.toLocaleString('en')} statements, ${round(size.bytes / MB)} MB of text (gzip -9: ${round(size.gzip / MB)} MB)`;

function targetsAt(size, questions) {
  const found = targets(size, questions);
  return found.length === 0 ? '' : `${title(size)}\n\n${targetTable(found)}`;
}

function ratioTable(size) {
  const own = size.engines.demarche;
  if (!own) return '';
  const peers = Object.entries(size.engines).filter(([key]) => !key.startsWith('demarche'));
  const ratio = (peer, pick) => `${round(pick(peer) / pick(own))}×`;
  const rows = peers.map(([, peer]) => {
    const times = shared(own, peer);
    return [
      `${peer.name} (${times.one.n})`, `${round(times.other.p50 / times.one.p50)}×`, `${round(times.other.p95 / times.one.p95)}×`,
      ratio(peer, one => one.data.gzip), ratio(peer, one => one.summary.cold.bytes), ratio(peer, one => one.summary.cold.first),
      ratio(peer, one => one.summary.memory.afterLoad - size.blank), ratio(peer, one => one.build.seconds), ratio(peer, one => one.build.peakBytes),
    ];
  });
  return `${title(size)}\n\n${table(
    ['(questions shared)', 'warm p50', 'warm p95', 'data gzip’d', 'bytes moved', 'first result', 'above blank', 'build time', 'build memory'], rows)}`;
}

function figureTable(size) {
  const rows = Object.values(size.engines).map(({ name, build, data, summary }) => {
    const { warm, firstPass, cold, memory, counts } = summary;
    return [
      name, `${round(build.seconds)}${build.kept ? '*' : ''}`, round(build.peakBytes / MB), round(data.bytes / MB), round(data.gzip / MB),
      round(cold.bytes / MB), round(cold.ready), round(cold.first), round(cold.longest),
      round((memory.afterLoad - size.blank) / MB), round((memory.afterQuestions - size.blank) / MB),
      round(warm.p50), round(warm.p95), round(warm.max), round(firstPass.p50), round(firstPass.p95),
      `${counts.right}${counts.rightAcross === counts.right ? '' : ` (${counts.rightAcross})`} of ${counts.asked}`,
    ];
  });
  const said = size.engines.demarche?.summary.errors ?? [];
  const told = said.length === 0 ? '' : `\n\nDémarche said beside its answers: ${said.map(one => one.replace(/\s+/g, ' ')).join('; ')}.`;
  return `${title(size)}\n\nA blank page takes ${round(size.blank / MB)} MB.\n\n${table(
    ['', 'build s', 'build MB', 'data MB', 'gzip’d', 'moved MB', 'ready ms', 'first result ms', 'longest block ms', 'above blank MB',
      'after questions MB', 'warm p50 ms', 'p95', 'max', 'first pass p50', 'first pass p95', 'counts right'], rows)}${told}${
    Object.values(size.failed ?? {}).map(({ name, why }) => `\n\n**${name}** failed ${why}.`).join('')}`;
}

function classTable(size, classes) {
  const engines = Object.values(size.engines);
  const rows = classes.map(name => [name, ...engines.map(({ summary }) => round(summary.byClass[name]?.p50))]);
  return `${title(size)}\n\n${table(['', ...engines.map(({ name }) => name)], rows)}`;
}

function cannot(sizes) {
  const engines = sizes.at(-1)?.engines ?? {};
  return Object.values(engines).filter(one => one.cannot.length > 0).map(({ name, cannot, summary }) => {
    const wrong = summary.counts.wrong.length;
    const counts = wrong === 0 ? 'every count is right' : `${wrong} of ${summary.counts.asked} counts are not those of the words asked for`;
    return `- **${name}**: ${cannot.join('; ')}; ${counts}.`;
  }).join('\n');
}
