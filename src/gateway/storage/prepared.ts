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

/**
 * A query of the path that every post takes: compiled once, which costs more than to run it, and then run with other
 * values. The arguments of `make` are the query's parameters, in the order in which they stand in it.
 */
export function prepared<Values extends readonly unknown[], Row>(
  make: (db: Kysely<Tables>, ...values: Values) => Compilable<Row>,
): (db: Kysely<Tables>, ...values: Values) => Promise<Row[]> {
  return async (db, ...values) => {
    const text = textOf(db, make, () => make(db, ...values));
    const { rows } = await db.executeQuery<Row>(CompiledQuery.raw(text, [...values]));
    return rows;
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
    await db.executeQuery(
      CompiledQuery.raw(
        text,
        some.flatMap((row) => Object.values(row)),
      ),
    );
    from += size;
  }
}
