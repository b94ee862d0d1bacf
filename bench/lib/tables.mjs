// Tables of a report, as Markdown. What stands in them does not live here.

/** The first column holds names, the others figures. */
export const table = (head, rows) => [
  `| ${head.join(' | ')} |`, `|${head.map((_, at) => (at ? '---:' : '---')).join('|')}|`, ...rows.map(row => `| ${row.join(' | ')} |`),
].join('\n');

/** What was wanted and what was found: [{ what, wanted, got, met }]. */
export const targetTable = found => table(['', 'wanted', 'found', ''],
  found.map(({ what, wanted, got, met }) => [what, wanted, got, met ? 'met' : '**missed**']));
