import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Tables } from '../storage/tables.js';
import { boardTerm, termsOf, type Sought } from './terms.js';

/**
 * The index of public texts: by pairs of characters, FTS5 on SQLite and a `tsvector` on PostgreSQL. It is derived from the
 * public projection and hangs on it by a foreign key, so what leaves public view leaves it in the same transaction, however it
 * goes. No backup holds it.
 */
export interface SearchIndex {
  /** Makes its tables. */
  create(db: Kysely<never>): Promise<void>;
  /** Numbers (column `n`) of what has all that is sought, the newest first. */
  all(sought: Sought): RawBuilder<unknown>;
  /** Numbers of those after `since` that have any of the terms, those with the most of them first. */
  any(board: string, terms: readonly string[], since: RawBuilder<unknown>): RawBuilder<unknown>;
  /** Merges a part of what posts have left in pieces; gives whether there is more. Left out where the database does so itself. */
  tidy?(db: Kysely<Tables>): Promise<boolean>;
  /** How many entries a board's own term finds. */
  count(board: string): RawBuilder<{ n: number }>;
}

/** The entry of a public request: written where it differs from the one before. */
export async function indexText(
  db: Kysely<Tables>,
  { board, id, words }: { board: string; id: string; words: string },
): Promise<void> {
  await sql`insert into public_search (board, id, terms) values (${board}, ${id}, ${termsOf(board, words)})
    on conflict (board, id) do update set terms = excluded.terms where public_search.terms <> excluded.terms`.execute(
    db,
  );
}

const PAGE = 200;
/** Pages merged in one transaction: some milliseconds. */
const TIDY_PAGES = 100;

/** Every public text, a page at a time. */
export async function* publicTexts(db: Kysely<Tables>) {
  let last = { board: '', id: '' };
  for (;;) {
    const rows = await db
      .selectFrom('public_request')
      .select(['board', 'id', 'words'])
      .where((eb) => eb(eb.refTuple('board', 'id'), '>', eb.tuple(last.board, last.id)))
      .orderBy('board')
      .orderBy('id')
      .limit(PAGE)
      .execute();
    yield* rows;
    if (rows.length < PAGE) return;
    last = rows.at(-1)!;
  }
}

/** Makes all entries anew from what is public. */
export async function rebuildIndex(db: Kysely<Tables>): Promise<void> {
  await sql`delete from public_search`.execute(db);
  for await (const row of publicTexts(db)) await indexText(db, row);
}

/** Takes the tables away, before those that they hang on. */
export async function dropIndex(db: Kysely<Tables>): Promise<void> {
  for (const table of ['public_search_fts', 'public_search'])
    await db.schema.dropTable(table).ifExists().execute();
}

/** FTS5 beside a table that holds the terms; triggers keep the two in step. */
export const sqliteIndex: SearchIndex = {
  async create(db) {
    const steps = [
      `create table public_search (n integer primary key, board text not null, id text not null, terms text not null,
        unique (board, id), foreign key (board, id) references public_request (board, id) on delete cascade)`,
      'create index public_search_newest on public_search (board, n)',
      // Its own tokenizers know too few characters of Unicode: the terms are cut here, and to `ascii` all others are letters.
      // Where in a text a term stands is not asked, so it is not stored.
      `create virtual table public_search_fts using fts5 (terms, content = 'public_search', content_rowid = 'n',
        tokenize = 'ascii', detail = 'none', prefix = '1')`,
      `create trigger public_search_added after insert on public_search begin
        insert into public_search_fts (rowid, terms) values (new.n, new.terms); end`,
      `create trigger public_search_gone after delete on public_search begin
        insert into public_search_fts (public_search_fts, rowid, terms) values ('delete', old.n, old.terms); end`,
      `create trigger public_search_changed after update of terms on public_search begin
        insert into public_search_fts (public_search_fts, rowid, terms) values ('delete', old.n, old.terms);
        insert into public_search_fts (rowid, terms) values (new.n, new.terms); end`,
    ];
    for (const step of steps) await sql.raw(step).execute(db);
  },
  all({ board, terms, beginnings }) {
    const all = [boardTerm(board), ...terms].map(quoted);
    return matching([...all, ...beginnings.map((one) => `${quoted(one)} *`)].join(' AND '));
  },
  // A term at a time, each of them bounded by `since`: FTS5's own ranking would count every term in all of the index.
  any(board, terms, since) {
    const each = terms.map(
      (term) => sql`select rowid as n from public_search_fts
        where public_search_fts match ${`${quoted(boardTerm(board))} AND ${quoted(term)}`} and rowid > ${since}`,
    );
    return sql`select n from (${sql.join(each, sql` union all `)}) as each_term
      group by n order by count(*) desc, n desc`;
  },
  async tidy(db) {
    const changes = async (): Promise<number> => {
      const { rows } = await sql<{ n: number }>`select total_changes() as n`.execute(db);
      return rows[0]!.n;
    };
    const before = await changes();
    // Negative: all of it into one piece, not only where there are many of a size. Nothing left to do changes less than two rows.
    await sql`insert into public_search_fts (public_search_fts, rank) values ('merge', ${-TIDY_PAGES})`.execute(
      db,
    );
    return (await changes()) - before >= 2;
  },
  count: (board) =>
    sql<{
      n: number;
    }>`select count(*) as n from public_search_fts where public_search_fts match ${quoted(boardTerm(board))}`,
};

/** Terms are letters and digits: nothing in them ends a quotation. */
const quoted = (term: string): string => `"${term}"`;
const matching = (query: string): RawBuilder<unknown> =>
  sql`select rowid as n from public_search_fts where public_search_fts match ${query} order by rowid desc`;

export const postgresIndex: SearchIndex = {
  async create(db) {
    const steps = [
      `create table public_search (n bigint generated always as identity primary key, board text collate "C" not null,
        id text collate "C" not null, terms tsvector not null, unique (board, id),
        foreign key (board, id) references public_request (board, id) on delete cascade)`,
      'create index public_search_newest on public_search (board, n)',
      'create index public_search_terms on public_search using gin (terms)',
    ];
    for (const step of steps) await sql.raw(step).execute(db);
  },
  all: ({ board, terms, beginnings }) => {
    const all = [boardTerm(board), ...terms].map(lexeme);
    const query = [...all, ...beginnings.map((one) => `${lexeme(one)}:*`)].join(' & ');
    return sql`select n from public_search where terms @@ ${query}::tsquery order by n desc`;
  },
  any: (board, terms, since) => {
    const query = `${lexeme(boardTerm(board))} & (${terms.map(lexeme).join(' | ')})`;
    return sql`select n from public_search where terms @@ ${query}::tsquery and n > ${since}
      order by ts_rank(terms, ${query}::tsquery) desc, n desc`;
  },
  count: (board) =>
    sql<{
      n: number;
    }>`select count(*) as n from public_search where terms @@ ${lexeme(boardTerm(board))}::tsquery`,
};

const lexeme = (term: string): string => `'${term}'`;
