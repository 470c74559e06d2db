import type { Kysely } from 'kysely';
import { GatewayError } from '../gateway-error.js';
import { LATEST, schemaOf } from '../storage/migrations/index.js';
import type { Secret } from '../storage/secret.js';
import type { Snapshot } from '../storage/snapshot.js';
import { databaseFile } from './database-file.js';
import { belongings, receipts } from './belongings.js';
import { daySheets } from './day-sheets.js';
import { projections } from './projections.js';
import { searchIndex } from './search.js';
import { sealedParts } from './sealed-parts.js';
import { slots } from './slots.js';
import { totals } from './totals.js';

/** What was looked at, and each thing in it that is not as it should be: by ids, never by what people wrote. */
export interface Finding {
  what: string;
  wrong: string[];
}

export type Check = (snapshot: Snapshot, secret: Secret) => Promise<Finding>;

const CHECKS: Check[] = [
  databaseFile,
  receipts,
  belongings,
  totals,
  daySheets,
  projections,
  searchIndex,
  slots,
  ...sealedParts,
];

/** Looks at everything that can be worked out a second time. */
export async function verifySnapshot(snapshot: Snapshot, secret: Secret): Promise<Finding[]> {
  const schema = await schemaOf(snapshot.db as unknown as Kysely<never>);
  if (schema !== LATEST)
    throw new GatewayError('The database is of another version: start the gateway of this one on it first.');
  const findings: Finding[] = [];
  for (const check of CHECKS) findings.push(await check(snapshot, secret));
  return findings;
}
