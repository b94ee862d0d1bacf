// MiniSearch in a page: beginnings, near spellings and filters as documented; it has no phrases and no snippets.
import MiniSearch from '/lib/minisearch/dist/es/index.js';
import { options } from './minisearch-options.mjs';

export async function open() {
  const index = MiniSearch.loadJSON(await (await globalThis.early).text(), options);
  return async ({ kind, words, side, years }) => {
    const filter = side ? found => found.side === side
      : years ? found => found.year >= years[0] && found.year <= years[1] : undefined;
    const found = index.search(words.join(' '), {
      combineWith: 'AND', prefix: kind === 'prefix', fuzzy: kind === 'typo' ? 1 : false, filter,
    });
    return {
      total: found.length,
      top: found.slice(0, 10).map(({ id, title }) => ({ id, title, snippet: '' })),
    };
  };
}
