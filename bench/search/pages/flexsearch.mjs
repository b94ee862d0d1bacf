// FlexSearch in a page: whole words, its answers filtered by what it stores (its own tags gave too few); no phrases and
// no snippets, and an index of beginnings of words is several times larger, so it is not asked for them.
import { Document } from '/lib/flexsearch/dist/flexsearch.bundle.module.min.mjs';
import { options } from './flexsearch-options.mjs';

export async function open() {
  const index = new Document(options());
  const parts = await (await globalThis.early).json();
  for (const [key, value] of parts) index.import(key, value);
  return async ({ words, side, years }) => {
    let ids = index.search(words.join(' '), { limit: 1_000_000 })[0]?.result ?? [];
    if (side) ids = ids.filter(id => index.get(id).side === side);
    if (years) ids = ids.filter(id => index.get(id).year >= years[0] && index.get(id).year <= years[1]);
    return {
      total: ids.length,
      top: ids.slice(0, 10).map(id => ({ id, title: index.get(id).title, snippet: '' })),
    };
  };
}
