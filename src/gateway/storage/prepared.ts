import { CompiledQuery, type Compilable, type Insertable, type Kysely } from 'kysely';
import type { Tables } from './tables.js';

/** What has been compiled for a database, by its adapter: that is the same for the database and all of its transactions. */
const compiled = new WeakMap<object, Map<unknown, string>>();

function textOf(db: Kysely<Tables>, name: unknown, make: () => Compilable): string {
  const { adapter } = db.getExecutor();
  const texts = compiled.get(adapter) ?? new Map<unknown, string>();
  compiled.set(adapter, texts);
  let text = texts.get(name);
  if (text === undefined) texts.set(name, (text = make().compile().sql));
  return text;
}

/** Runs a statement on the one connection there is, at once, and gives its first row. */
export type AtOnce = (text: string, values: readonly unknown[]) => unknown;

const atOnce = new WeakMap<object, AtOnce>();

/** Lets the statements of transactions past all that Kysely does for one: it costs more than to write the row. */
export const runAtOnce = (db: Kysely<Tables>, run: AtOnce): void =>
  void atOnce.set(db.getExecutor().adapter, run);

/** Outside of a transaction a statement waits for its turn: what it reads has been committed. */
async function firstRow(db: Kysely<Tables>, text: string, values: readonly unknown[]): Promise<unknown> {
  const run = db.isTransaction ? atOnce.get(db.getExecutor().adapter) : undefined;
  if (run) return run(text, values);
  const { rows } = await db.executeQuery(CompiledQuery.raw(text, [...values]));
  return rows[0];
}

/**
 * A query of the path that every post takes, for one row: compiled once, which costs more than to run it, and then run with
 * other values. The arguments of `make` are the query's parameters, in the order in which they stand in it.
 */
export function prepared<Values extends readonly unknown[], Row>(
  make: (db: Kysely<Tables>, ...values: Values) => Compilable<Row>,
): (db: Kysely<Tables>, ...values: Values) => Promise<Row | undefined> {
  return async (db, ...values) => {
    const text = textOf(db, make, () => make(db, ...values));
    return (await firstRow(db, text, values)) as Row | undefined;
  };
}

/** Rows a statement: few sizes, so that few statements have to be kept. */
const SIZES = [64, 8, 1];

/** Inserts rows that all have the same columns, with statements that are compiled once. */
export async function insertRows<Table extends keyof Tables>(
  db: Kysely<Tables>,
  table: Table,
  rows: readonly Insertable<Tables[Table]>[],
): Promise<void> {
  for (let from = 0; from < rows.length;) {
    const size = SIZES.find((n) => n <= rows.length - from)!;
    const some = rows.slice(from, from + size);
    const name = `${table} ${size} ${Object.keys(some[0]!).join()}`;
    const text = textOf(db, name, () => db.insertInto(table).values(some));
    const values = some.flatMap((row) => Object.values(row) as unknown[]);
    await firstRow(db, text, values);
    from += size;
  }
}
