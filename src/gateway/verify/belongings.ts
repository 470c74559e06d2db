import { sql } from 'kysely';
import { TABLES } from '../storage/tables.js';
import type { Check } from './index.js';

interface Found {
  board: string;
  id: string;
}

/** A receipt is a promise: its request is there, or the receipt says that it was deleted. */
export const receipts: Check = async ({ db }) => {
  const lost = await sql<Found>`
    select board, request as id from receipt where deleted_at is null and not exists
      (select 1 from request where request.board = receipt.board and request.id = receipt.request)`.execute(
    db,
  );
  const undead = await sql<Found>`
    select receipt.board, request as id from receipt join request
      on request.board = receipt.board and request.id = receipt.request
      where deleted_at is not null`.execute(db);
  const without = await sql<Found>`
    select board, id from request where not exists
      (select 1 from receipt where receipt.board = request.board and receipt.request = request.id)`.execute(
    db,
  );
  const { rows } = await sql<{ n: number }>`select count(*) as n from receipt`.execute(db);
  return {
    what: `receipts (${rows[0]!.n}): each has its request, or says that it was deleted`,
    wrong: [
      ...lost.rows.map(({ board, id }) => `${board} ${id}: answered with a receipt, and not there`),
      ...undead.rows.map(({ board, id }) => `${board} ${id}: deleted, and still there`),
      ...without.rows.map(({ board, id }) => `${board} ${id}: there, and no receipt`),
    ],
  };
};

/** What belongs to a request has one. */
export const belongings: Check = async ({ db }) => {
  const wrong: string[] = [];
  for (const [table, column] of Object.entries(TABLES)) {
    if (!column || table === 'request') continue;
    const orphans = await sql<Found>`
      select board, ${sql.ref(column)} as id from ${sql.table(table)} as t
        where ${sql.ref(column)} is not null and not exists
          (select 1 from request where request.board = t.board and request.id = ${sql.ref(`t.${column}`)})`.execute(
      db,
    );
    wrong.push(...orphans.rows.map(({ board, id }) => `${table} of ${board} ${id}: no such request`));
  }
  const steps = await sql<Found>`
    select board, id from request where not exists
      (select 1 from timeline where timeline.board = request.board and timeline.request = request.id)`.execute(
    db,
  );
  wrong.push(...steps.rows.map(({ board, id }) => `${board} ${id}: nobody knows how it came`));
  return { what: 'what belongs to a request has one, and each request knows how it came', wrong };
};
