// How FlexSearch indexes; the page and the builder must say the same.
export const options = () => ({
  document: {
    id: 'id',
    index: [{ field: 'text', tokenize: 'strict', encoder: { normalize: true, dedupe: false, numeric: false } }],
    store: ['title', 'side', 'year'],
  },
});
