// From single times to figures: medians over browsers and passes for each question, then quantiles over questions.

export const median = values => quantile(values, 0.5);

/** The value below which this share lies, between neighbours in proportion; `null` of nothing. */
export function quantile(values, share) {
  const sorted = values.filter(value => value !== null && value !== undefined).sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const place = (sorted.length - 1) * share;
  const low = Math.floor(place);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (sorted[high] - sorted[low]) * (place - low);
}

/** p50, p95 and the largest of a few questions' medians. */
export const spread = times => ({ p50: median(times), p95: quantile(times, 0.95), max: quantile(times, 1), n: times.filter(time => time !== null).length });

/** What one engine came to at one size. */
export function summary({ warmRuns, coldRuns }, questions, truth) {
  // The first pass is told apart: there, caches and blocks are still empty.
  const perQuestion = (pick) => questions.map((_, at) => median(warmRuns.flatMap(run => pick(run.times).map(pass => pass[at]))));
  const times = perQuestion(all => all.slice(1));
  const firstTimes = perQuestion(all => all.slice(0, 1));
  const { totals, hits, filled, errors } = warmRuns[0];
  const classes = [...new Set(questions.map(question => question.class))];
  const byClass = Object.fromEntries(classes.map(name => [name, spread(times.filter((_, at) => questions[at].class === name))]));
  const asked = questions.map((_, at) => at).filter(at => totals[at] !== undefined && totals[at] !== null);
  const right = asked.filter(at => totals[at] === truth[at].statements);
  const rightAcross = asked.filter(at => totals[at] === truth[at].statements_across_lines);
  const toldHits = asked.filter(at => typeof hits[at] === 'number');
  const hitsWrong = toldHits.filter(at => hits[at] !== truth[at].hits);
  const told = pick => median(warmRuns.map(pick));
  return {
    times,
    warm: spread(times),
    firstPass: spread(firstTimes),
    byClass,
    counts: {
      asked: asked.length, right: right.length, rightAcross: rightAcross.length,
      hitsRight: toldHits.length > 0 ? toldHits.length - hitsWrong.length : null,
      hitsWrong: hitsWrong.map(at => ({ class: questions[at].class, words: questions[at].words.join(' '), said: hits[at], is: truth[at].hits })),
      wrong: asked.filter(at => !right.includes(at) && !rightAcross.includes(at))
        .map(at => ({ class: questions[at].class, words: questions[at].words.join(' '), said: totals[at], is: truth[at].statements })),
    },
    titles: asked.every(at => filled[at]?.titles === Math.min(10, totals[at])),
    snippets: asked.every(at => filled[at]?.snippets === Math.min(10, totals[at])),
    memory: { afterLoad: told(run => run.afterLoad), afterQuestions: told(run => run.afterQuestions) },
    cold: {
      bytes: median(coldRuns.map(run => run.bytes)), requests: median(coldRuns.map(run => run.requests)),
      ready: median(coldRuns.map(run => run.ready)), first: median(coldRuns.map(run => run.first)),
      longest: median(coldRuns.map(run => run.longest)),
    },
    errors,
  };
}
