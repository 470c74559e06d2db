import type { Kysely } from 'kysely';
import { randomId } from './ids.js';
import type { Tables } from './tables.js';

export const newEpoch = (): string => randomId().slice(0, 6);

/** Part of every ETag; made with the database, and anew when it is restored. */
export async function openEpoch(db: Kysely<Tables>): Promise<string> {
  await db
    .insertInto('meta')
    .values({ name: 'epoch', value: newEpoch() })
    .onConflict((oc) => oc.doNothing())
    .execute();
  const of = db.selectFrom('meta').select('value').where('name', '=', 'epoch');
  return (await of.executeTakeFirstOrThrow()).value;
}
