import { homeOf } from '../loop/reach.js';
import type { Storage } from '../storage/index.js';
import { toInstant } from '../storage/projection.js';
import type { Reader } from '../storage/tables.js';

export interface AuditQuery {
  request?: string;
  action?: string;
  actor?: string;
  cursor?: string;
  limit?: number;
}

/**
 * A page of the audit log of a desk, newest first. Ids are in the order of time. About one request that it may work on, what
 * other desks have done with it stands there too.
 */
export async function listAudit({ db }: Storage, board: string, query: AuditQuery) {
  const limit = query.limit ?? 50;
  let from = db
    .selectFrom('audit')
    .selectAll()
    .where('board', 'in', await desksOf({ db }, board, query.request));
  if (query.request) from = from.where('request', '=', query.request);
  if (query.action) from = from.where('action', '=', query.action);
  if (query.actor) from = from.where('actor', '=', query.actor);
  if (query.cursor) from = from.where('id', '<', query.cursor);
  const rows = await from
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const shown = rows.slice(0, limit);
  const names = await namesOf(
    db,
    shown.map(({ actor }) => actor),
  );
  const items = shown.map(({ id, at, actor, action, request, detail }) => ({
    ...{ id, at: toInstant(at), actor, action, detail: JSON.parse(detail) as Record<string, unknown> },
    ...(names.has(actor) && { name: names.get(actor)! }),
    ...(request && { request }),
  }));
  return { items, ...(rows.length > limit && { next: shown.at(-1)!.id }) };
}

/** Whose entries are shown: the desk's own, and with one request those of every desk that has had it. */
async function desksOf({ db }: Reader, desk: string, request?: string): Promise<string[]> {
  const home = request && (await homeOf({ db }, desk, request));
  if (!home) return [desk];
  const routed = await db
    .selectFrom('routing')
    .select('to_board')
    .where('board', '=', home)
    .where('request', '=', request)
    .execute();
  return [home, ...routed.map(({ to_board }) => to_board)];
}

async function namesOf(db: Storage['db'], actors: string[]): Promise<Map<string, string>> {
  const ids = [
    ...new Set(actors.filter((actor) => actor.startsWith('desk:')).map((actor) => actor.slice(5))),
  ];
  if (!ids.length) return new Map();
  const accounts = await db
    .selectFrom('account')
    .select(['id', 'display_name as name'])
    .where('id', 'in', ids)
    .execute();
  const tokens = await db.selectFrom('desk_token').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map([...accounts, ...tokens].map(({ id, name }) => [`desk:${id}`, name]));
}
