// Pagefind in a page, as its documentation has it. It matches stems and beginnings of words by design.
export async function open() {
  const pagefind = await import('/data/pagefind.js');
  await pagefind.options({ baseUrl: '/' });
  await pagefind.init();
  return async ({ kind, words, side, years }) => {
    const filters = {};
    if (side) filters.side = side;
    if (years) {
      filters.year = { any: Array.from({ length: years[1] - years[0] + 1 }, (_, at) => String(years[0] + at)) };
    }
    const text = kind === 'phrase' ? `"${words.join(' ')}"` : words.join(' ');
    const found = await pagefind.search(text, { filters });
    const top = await Promise.all(found.results.slice(0, 10).map(result => result.data()));
    return {
      total: found.results.length,
      top: top.map(({ url, meta, excerpt }) => ({ id: url, title: meta.title, snippet: excerpt })),
    };
  };
}
