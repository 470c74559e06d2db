import type { Secret } from './secret.js';
import { SecretError } from './secret-file.js';
import type { Reader } from './tables.js';

/** `sealing`: the number of the key that seals; `resealed`: the one that nothing is sealed with an older one than. */
type Mark = 'sealing' | 'resealed';

/** In a database that knows nothing of it everything is sealed with the first key. */
export async function readMark({ db }: Reader, name: Mark): Promise<number> {
  const row = await db.selectFrom('meta').select('value').where('name', '=', name).executeTakeFirst();
  return Number(row?.value ?? 1);
}

export async function storeMark({ db }: Reader, name: Mark, version: number): Promise<void> {
  const value = String(version);
  await db
    .insertInto('meta')
    .values({ name, value })
    .onConflict((oc) => oc.column('name').doUpdateSet({ value }))
    .execute();
}

/** Seals with the key that the database says, which another process may have changed. */
export async function followSealing({ db, secret: { seal } }: Reader & { secret: Secret }): Promise<void> {
  const version = await readMark({ db }, 'sealing');
  if (version === seal.version) return;
  if (!seal.has(version))
    throw new SecretError(
      `This database is sealed with key ${version}: add its line to the secret of this process.`,
    );
  seal.use(version);
}
