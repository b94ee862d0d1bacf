// SQLite's FTS5 in wasm, the database whole in memory. Beginnings of words as documented; no near spellings.
import sqlite3InitModule from '/lib/@sqlite.org/sqlite-wasm/dist/index.mjs';

export async function open() {
  const [sqlite3, bytes] = await Promise.all([
    sqlite3InitModule(),
    globalThis.early.then(response => response.arrayBuffer()),
  ]);
  const { capi, wasm, oo1 } = sqlite3;
  const db = new oo1.DB(':memory:');
  const memory = wasm.allocFromTypedArray(bytes);
  const flags = capi.SQLITE_DESERIALIZE_FREEONCLOSE | capi.SQLITE_DESERIALIZE_READONLY;
  db.checkRc(capi.sqlite3_deserialize(db.pointer, 'main', memory, bytes.byteLength, bytes.byteLength, flags));

  const statements = new Map();
  const rows = (sql, bind) => {
    if (!statements.has(sql)) statements.set(sql, db.prepare(sql));
    const statement = statements.get(sql);
    const found = [];
    statement.bind(bind);
    while (statement.step()) found.push(statement.get([]));
    statement.reset();
    return found;
  };
  return async ({ kind, words, side, years }) => {
    const match = kind === 'phrase' ? `"${words.join(' ')}"`
      : kind === 'prefix' ? `"${words[0]}" *` : words.map(word => `"${word}"`).join(' AND ');
    // Few statements are of one side, so they are looked up in the index; many are of a year, so it is the other way.
    const join = years ? 'CROSS JOIN scope ON scope.id = talks.rowid' : '';
    const where = side ? 'AND rowid IN (SELECT id FROM scope WHERE side = ?2)'
      : years ? 'AND scope.year BETWEEN ?2 AND ?3' : '';
    const bind = [match, ...(side ? [side] : years ?? [])];
    const [[total]] = rows(`SELECT count(*) FROM talks ${join} WHERE talks MATCH ?1 ${where}`, bind);
    const top = rows(
      `SELECT talks.rowid, title, snippet(talks, 1, '<b>', '</b>', '…', 30) FROM talks ${join}
       WHERE talks MATCH ?1 ${where}
       ORDER BY rank LIMIT 10`, bind);
    return { total, top: top.map(([id, title, snippet]) => ({ id, title, snippet })) };
  };
}
