// The figures to reach, as ratios inside one run, and whether they are. What is measured does not live here.
import { exact, round } from '../lib/numbers.mjs';
import { quantile, spread } from './summary.mjs';

const LARGEST = 10_000;
/** Peers that can answer an exact phrase. */
const PHRASES = ['pagefind', 'sqlite', 'sqlite-prefix', 'scan'];

/** The warm times of two engines on the questions that both were asked. */
export function shared(one, other) {
  const both = one.summary.times.map((time, at) => time !== null && other.summary.times[at] !== null);
  const of = engine => spread(engine.summary.times.filter((_, at) => both[at]));
  return { one: of(one), other: of(other) };
}

/** Every target at one size: `{ what, wanted, got, met }`; none where the project itself was not measured. */
export function targets(size, questions) {
  const { engines } = size;
  const own = engines.demarche;
  if (!own) return [];
  const found = [];
  const add = (what, wanted, got, met) => found.push({ what, wanted, got, met });
  const isLargest = size.statements >= LARGEST;

  const faster = (key, factor) => {
    const peer = engines[key];
    if (!peer) return;
    const times = shared(own, peer);
    for (const part of ['p50', 'p95']) {
      const ratio = times.other[part] / times.one[part];
      const wanted = factor >= 1 ? `${peer.name} ≥ ${factor}× slower` : `≤ ${round(1 / factor)}× ${peer.name}`;
      // Where the peer may be faster, what is told is how often its time ours takes.
      add(`warm ${part}, ${times.one.n} questions`, wanted, `${exact(factor >= 1 ? ratio : 1 / ratio)}×`, ratio >= factor);
    }
  };
  faster('sqlite', 5);
  faster('pagefind', 20);
  if (isLargest) {
    faster('minisearch', 1);
    faster('flexsearch', 1 / 3);
    for (const name of ['letter by letter', 'typo']) {
      const p95 = quantile(own.summary.times.filter((_, at) => questions[at].class === name), 0.95);
      add(`${name}, p95`, '≤ 16 ms', `${exact(p95)} ms`, p95 <= 16);
    }
  }

  const pack = own.data.gzip;
  add('pack, gzip’d, against gzip -9 of the text', '≤ 1.6×', `${exact(pack / size.gzip)}×`, pack <= 1.6 * size.gzip);
  const smaller = (key, factor, wanted) => {
    if (!engines[key]) return;
    const ratio = pack / engines[key].data.gzip;
    add(`pack, gzip’d, against ${engines[key].name}`, wanted, `${exact(ratio)}×`, ratio <= factor);
  };
  smaller('sqlite', 0.5, '≤ 0.5×');
  smaller('pagefind', 1, '< 1×');

  const { cold, memory, counts } = own.summary;
  if (isLargest) {
    add('longest main-thread block while loading', '≤ 50 ms', `${exact(cold.longest)} ms`, cold.longest <= 50);
  } else if (size.statements <= 1000) {
    const peers = PHRASES.filter(key => engines[key]).map(key => engines[key]);
    const fastest = peers.sort((a, b) => a.summary.cold.first - b.summary.cold.first)[0];
    if (fastest) {
      const ratio = cold.first / fastest.summary.cold.first;
      add('navigation to first result', `≤ ${fastest.name}`, `${exact(ratio)}×`, ratio <= 1);
    }
  }
  const above = (memory.afterLoad - size.blank) / own.data.bytes;
  add('page memory after load above a blank page', '≤ 1.3 × pack', `${exact(above)} × pack`, above <= 1.3);
  if (engines.pagefind) {
    const time = engines.pagefind.build.seconds / own.build.seconds;
    const peak = own.build.peakBytes / engines.pagefind.build.peakBytes;
    add('pack build time', 'Pagefind ≥ 5× slower', `${exact(time)}×`, time >= 5);
    add('pack build memory', '≤ 0.5 × Pagefind', `${exact(peak)}×`, peak <= 0.5);
  }
  add('counts right', `${counts.asked} of ${questions.length}`, `${counts.right} (${counts.rightAcross} where phrases run over line ends)`,
    counts.asked === questions.length && Math.max(counts.right, counts.rightAcross) === questions.length);
  if (counts.hitsRight !== null) {
    const told = counts.hitsRight + counts.hitsWrong.length;
    const apart = one => `\`${one.words}\` ${one.said > one.is ? '+' : '−'}${Math.abs(one.said - one.is)}`;
    const which = counts.hitsWrong.map(apart).join(', ');
    add('hits right', `${told} of ${told}`, `${counts.hitsRight}${which && ` (${which})`}`, counts.hitsRight === told);
  }
  return found;
}
