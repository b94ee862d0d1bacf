// One scale for what all engines say: UTF-16 units that are no white space, because engines do as they please with spaces.

/** How many there are. */
export const lettersOf = text => text.replace(/\s+/gu, '').length;
