// The growth of the figures that matter with the number of statements, as an SVG that reads in both themes: both axes
// logarithmic, every line named at its end and told apart by its dashes as well as by its colour.

const PANELS = [
  { title: 'Median warm answer, ms', pick: engine => engine.summary.warm.p50 },
  { title: 'Data, gzip’d, MB', pick: engine => engine.data.gzip / 1e6 },
  { title: 'Navigation to first result, s', pick: engine => engine.summary.cold.first / 1000 },
];
const STYLES = {
  demarche: { colour: 'own', dash: '', width: 3 },
  pagefind: { colour: 'a', dash: '7 3' },
  minisearch: { colour: 'b', dash: '2 3' },
  flexsearch: { colour: 'c', dash: '9 3 2 3' },
  sqlite: { colour: 'd', dash: '5 2' },
  scan: { colour: 'e', dash: '1 4' },
};
const WIDTH = 400, HEIGHT = 330, LEFT = 46, RIGHT = 118, TOP = 40, BOTTOM = 40;

export function growthChart({ sizes }) {
  const panels = PANELS.map((panel, at) => `<g transform="translate(${at * WIDTH} 0)">${draw(panel, sizes)}</g>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH * PANELS.length} ${HEIGHT}" role="img" aria-labelledby="t">
<title id="t">How time to answer, size and time to the first result grow with the number of statements</title>
<style>
  svg { --text: #222; --rule: #ccc; --own: #b3261e; --a: #1f5fa8; --b: #6a4fb3; --c: #1b7a4b; --d: #8a5a00; --e: #666; background: #fff; }
  @media (prefers-color-scheme: dark) {
    svg { --text: #e6e6e6; --rule: #444; --own: #ff8a80; --a: #82b4f0; --b: #b9a5f0; --c: #7fd1a5; --d: #e0b25c; --e: #aaa; background: #1b1b1b; }
  }
  text { font: 11px system-ui, sans-serif; fill: var(--text); } .title { font-size: 13px; font-weight: 600; }
  .rule { stroke: var(--rule); } .line { fill: none; }
</style>
${panels.join('\n')}
</svg>
`;
}

function draw({ title, pick }, sizes) {
  const lines = Object.entries(STYLES).map(([key, style]) => ({
    key, style, name: undefined,
    points: sizes.filter(size => size.engines[key]).map(size => [size.statements, pick(size.engines[key]), size.engines[key].name])
      .filter(([, value]) => value > 0),
  })).filter(({ points }) => points.length > 0);
  const values = lines.flatMap(({ points }) => points.map(([, value]) => value));
  if (values.length === 0) return '';
  const xs = sizes.map(size => size.statements);
  const [low, high] = [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))];
  const [from, to] = [Math.log10(Math.min(...xs)), Math.log10(Math.max(...xs))];
  const x = value => LEFT + (to > from ? (Math.log10(value) - from) / (to - from) : 0.5) * (WIDTH - LEFT - RIGHT);
  const y = value => HEIGHT - BOTTOM - ((Math.log10(value) - low) / Math.max(1, high - low)) * (HEIGHT - TOP - BOTTOM);
  const rules = [];
  for (let power = low; power <= high; power += 1) {
    const at = y(10 ** power).toFixed(1);
    rules.push(`<line class="rule" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}"/>
<text x="${LEFT - 6}" y="${Number(at) + 4}" text-anchor="end">${Number((10 ** power).toPrecision(1))}</text>`);
  }
  const ticks = xs.map(value => `<text x="${x(value).toFixed(1)}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${value.toLocaleString('en')}</text>`);
  const names = spaced(lines.map(({ points, style }) => {
    const [statements, value, name] = points.at(-1);
    return { x: x(statements) + 8, y: y(value), name: name.replace(/ [\d.]+(-build\d+)?$/, ''), colour: style.colour };
  }));
  return [
    `<text class="title" x="${LEFT}" y="20">${title}</text>`, ...rules, ...ticks,
    ...lines.map(({ points, style }) => {
      const path = points.map(([statements, value]) => `${x(statements).toFixed(1)},${y(value).toFixed(1)}`);
      const dots = path.map(point => `<circle cx="${point.split(',')[0]}" cy="${point.split(',')[1]}" r="3" fill="var(--${style.colour})"/>`);
      return `<polyline class="line" stroke="var(--${style.colour})" stroke-width="${style.width ?? 1.6}" stroke-dasharray="${style.dash}" points="${path.join(' ')}"/>${dots.join('')}`;
    }),
    ...names.map(({ x, y, name, colour }) => `<text x="${x.toFixed(1)}" y="${(y + 4).toFixed(1)}" style="fill: var(--${colour})">${name}</text>`),
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 6}" text-anchor="middle">statements</text>`,
  ].join('\n');
}

/** Moves names apart that would stand on each other, downwards, in the order of their lines. */
function spaced(names) {
  const sorted = [...names].sort((a, b) => a.y - b.y);
  for (let at = 1; at < sorted.length; at += 1) sorted[at].y = Math.max(sorted[at].y, sorted[at - 1].y + 13);
  return sorted;
}
