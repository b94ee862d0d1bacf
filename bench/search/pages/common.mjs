// Small things that several engines' pages need.

/** Lower case without the marks of letters: what a search box is expected to forgive. */
export const fold = text => text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '');
