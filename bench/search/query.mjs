// A question in the project's own query language.

/** `stems`: as a reader types it; otherwise words are marked as literal, so that counts can be held against a literal count. */
export function query({ kind, words, side, years }, stems) {
  const text = kind === 'phrase' ? `"${words.join(' ')}"`
    : kind === 'prefix' ? `${words[0]}*`
      : kind === 'typo' ? `${words[0]}~1`
        : words.map(word => (stems ? word : `=${word}`)).join(' ');
  return `${text}${side ? ` side:${side}` : ''}${years ? ` date:${years[0]}..${years[1]}` : ''}`;
}
