// Growth as an SVG that reads in both themes: panels side by side, both axes logarithmic, every line named at its end and
// told apart by its dashes as well as by its colour. Which figures grow does not live here.

const WIDTH = 400, HEIGHT = 330, LEFT = 46, RIGHT = 118, TOP = 40, BOTTOM = 40;

/**
 * `panels`: [{ title, lines: [{ name, style: { colour, dash, width? }, points: [[x, y]] }] }]; `xs`: the values marked on
 * the lower axis, `unit` what they are.
 */
export function chart({ title, panels, xs, unit }) {
  const drawn = panels.map((panel, at) => `<g transform="translate(${at * WIDTH} 0)">${draw(panel, xs, unit)}</g>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH * panels.length} ${HEIGHT}" role="img" aria-labelledby="t">
<title id="t">${title}</title>
<style>
  svg { --text: #222; --rule: #ccc; --own: #b3261e; --a: #1f5fa8; --b: #6a4fb3; --c: #1b7a4b; --d: #8a5a00; --e: #666; background: #fff; }
  @media (prefers-color-scheme: dark) {
    svg { --text: #e6e6e6; --rule: #444; --own: #ff8a80; --a: #82b4f0; --b: #b9a5f0; --c: #7fd1a5; --d: #e0b25c; --e: #aaa; background: #1b1b1b; }
  }
  text { font: 11px system-ui, sans-serif; fill: var(--text); } .title { font-size: 13px; font-weight: 600; }
  .rule { stroke: var(--rule); } .line { fill: none; }
</style>
${drawn.join('\n')}
</svg>
`;
}

function draw({ title, lines: all }, xs, unit) {
  const lines = all.map(line => ({ ...line, points: line.points.filter(([, value]) => value > 0) })).filter(({ points }) => points.length > 0);
  const values = lines.flatMap(({ points }) => points.map(([, value]) => value));
  if (values.length === 0) return '';
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
  const names = spaced(lines.map(({ points, name, style }) => {
    const [last, value] = points.at(-1);
    return { x: x(last) + 8, y: y(value), name, colour: style.colour };
  }));
  return [
    `<text class="title" x="${LEFT}" y="20">${title}</text>`, ...rules, ...ticks,
    ...lines.map(({ points, style }) => {
      const path = points.map(([at, value]) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`);
      const dots = path.map(point => `<circle cx="${point.split(',')[0]}" cy="${point.split(',')[1]}" r="3" fill="var(--${style.colour})"/>`);
      return `<polyline class="line" stroke="var(--${style.colour})" stroke-width="${style.width ?? 1.6}" stroke-dasharray="${style.dash}" points="${path.join(' ')}"/>${dots.join('')}`;
    }),
    ...names.map(({ x, y, name, colour }) => `<text x="${x.toFixed(1)}" y="${(y + 4).toFixed(1)}" style="fill: var(--${colour})">${name}</text>`),
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 6}" text-anchor="middle">${unit}</text>`,
  ].join('\n');
}

/** Moves names apart that would stand on each other, downwards, in the order of their lines. */
function spaced(names) {
  const sorted = [...names].sort((a, b) => a.y - b.y);
  for (let at = 1; at < sorted.length; at += 1) sorted[at].y = Math.max(sorted[at].y, sorted[at - 1].y + 13);
  return sorted;
}
