// node sqlite.mjs TEXTS OUT [PREFIXES]: the database as one file; with PREFIXES ("1 2 3") also FTS5's own indexes of
// beginnings.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sqlite3InitModule from '@sqlite.org/sqlite-wasm';
import { talks } from './texts.mjs';

const [texts, out, prefixes] = process.argv.slice(2);
const sqlite3 = await sqlite3InitModule();
const db = new sqlite3.oo1.DB(':memory:');
const prefix = prefixes ? `, prefix='${prefixes}'` : '';
db.exec(`CREATE VIRTUAL TABLE talks USING fts5(title, text, tokenize='unicode61 remove_diacritics 2'${prefix});
  CREATE TABLE scope (id INTEGER PRIMARY KEY, side TEXT, year INTEGER);
  BEGIN`);
const talk = db.prepare('INSERT INTO talks (rowid, title, text) VALUES (?, ?, ?)');
const scope = db.prepare('INSERT INTO scope VALUES (?, ?, ?)');
for await (const { id, title, text, side, year } of talks(texts)) {
  talk.bind([id, title, text]).stepReset();
  scope.bind([id, side, year]).stepReset();
}
talk.finalize();
scope.finalize();
db.exec(`COMMIT;
  INSERT INTO talks(talks) VALUES ('optimize');
  CREATE INDEX scope_side ON scope (side);
  CREATE INDEX scope_year ON scope (year);
  VACUUM`);
writeFileSync(join(out, 'talks.db'), sqlite3.capi.sqlite3_js_db_export(db));
