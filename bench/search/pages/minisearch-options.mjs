// How MiniSearch indexes; the page and the builder must say the same.
import { fold } from './common.mjs';

export const options = {
  fields: ['title', 'text'],
  storeFields: ['title', 'side', 'year'],
  processTerm: fold,
  // Its own rule takes a tab for a part of a word.
  tokenize: text => text.split(/[^\p{L}\p{N}\p{M}]+/u),
};
