// The growth of the figures that matter with the number of statements. How a chart is drawn does not live here.
import { chart } from '../lib/chart.mjs';

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

export function growthChart({ sizes }) {
  const panels = PANELS.map(({ title, pick }) => ({
    title,
    lines: Object.entries(STYLES).map(([key, style]) => {
      const measured = sizes.filter(size => size.engines[key]);
      const name = measured.at(-1)?.engines[key].name.replace(/ [\d.]+(-build\d+)?$/, '');
      return { name, style, points: measured.map(size => [size.statements, pick(size.engines[key])]) };
    }),
  }));
  const title = 'How time to answer, size and time to the first result grow with the number of statements';
  return chart({ title, panels, xs: sizes.map(size => size.statements), unit: 'statements' });
}
