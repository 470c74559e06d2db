import type { Selectable } from 'kysely';
import { HelpBoardError } from '../../adapters/errors.js';
import {
  slipLabel,
  slipName,
  type Assignee,
  type Slip,
  type SlipEntry,
  type Stage,
} from '../../model/index.js';
import type { WriteContext } from '../storage/group-commit.js';
import { randomId } from '../storage/ids.js';
import { toInstant, type RequestRow } from '../storage/projection.js';
import { openWords, sealWords } from '../storage/sealed.js';
import type { Secret } from '../storage/secret.js';
import type { Reader, SlipRequestTable, SlipTable } from '../storage/tables.js';
import { changeRequest, deskOf, type ChangeOptions } from './change.js';
import { dispatch } from './moves/handing-over.js';

/** China Standard Time, without daylight saving: the year on a slip is the one of the office. */
const ZONE = 8 * 3_600_000;

export interface HandingOver {
  to: Assignee;
  /** Words to the unit. */
  words?: string;
  group?: string;
}

/**
 * Hands requests over with one new slip of the desk: all of them or none. Slips are written in turns like everything else, so the next
 * number is the last one plus one, and one that comes to nothing leaves no gap.
 */
export async function handOver(
  context: WriteContext,
  { to, words, group }: HandingOver,
  requests: readonly ChangeOptions[],
): Promise<{ slip: string; rows: RequestRow[] }> {
  const { db } = context;
  const { boards, secret, at, actor } = requests[0]!;
  const board = deskOf(requests[0]!);
  const year = new Date(at + ZONE).getUTCFullYear();
  const last = await db
    .selectFrom('slip')
    .select('number')
    .where('board', '=', board)
    .where('year', '=', year)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  const number = (last?.number ?? 0) + 1;
  const { settings, board: definition } = boards.get(board)!;
  const id = randomId();
  await db
    .insertInto('slip')
    .values({
      board,
      id,
      year,
      number,
      label: slipLabel(settings.slipName ?? slipName(definition.region), year, number),
      kind: to.kind,
      name: to.name,
      at,
      who: actor.name ?? actor.kind,
      in_group: group ?? null,
      sealed: words ? sealWords(secret, 'slip', { board, id }, words) : null,
    })
    .execute();
  const rows: RequestRow[] = [];
  for (const options of requests) {
    rows.push(
      await changeRequest(context, options, dispatch({ slip: id, to: { kind: to.kind, name: to.name } })),
    );
    await db
      .insertInto('slip_request')
      .values({
        ...{ desk: board, slip: id, board: options.board, request: options.id, at },
        claimed_at: null,
        returned_at: null,
        answered_at: null,
      })
      .execute();
  }
  return { slip: id, rows };
}

/** A request on a slip, and where it stands now. */
export type SlipRow = Selectable<SlipRequestTable> & { stage: Stage };

function stateOf({ stage, claimed_at, returned_at, answered_at }: SlipRow): SlipEntry['state'] {
  if (answered_at) return 'answered';
  if (returned_at) return 'returned';
  if (stage === 'withdrawn' || stage === 'merged') return stage;
  return claimed_at ? 'claimed' : 'handed-over';
}

const entryOf = (row: SlipRow): SlipEntry => ({
  request: row.request,
  state: stateOf(row),
  ...(row.claimed_at !== null && { claimedAt: toInstant(row.claimed_at) }),
  ...(row.returned_at !== null && { returnedAt: toInstant(row.returned_at) }),
  ...(row.answered_at !== null && { answeredAt: toInstant(row.answered_at) }),
});

const slipOf = (secret: Secret, row: Selectable<SlipTable>, requests: SlipRow[]): Slip => ({
  id: row.id,
  year: row.year,
  number: row.number,
  label: row.label,
  to: { kind: row.kind as Assignee['kind'], name: row.name },
  at: toInstant(row.at),
  by: row.who,
  requests: requests.filter(({ slip }) => slip === row.id).map(entryOf),
  ...(row.in_group && { group: row.in_group }),
  ...(row.sealed && {
    words: openWords(secret, 'slip', { board: row.board, id: row.id, sealed: row.sealed }),
  }),
});

export interface SlipQuery {
  /** Those to this unit. */
  unit?: string;
  /** `next` of the page before. */
  cursor?: string;
  limit?: number;
}

/** Units that look: they see slips on which something is their own, and nothing else on them. Left out: the newsroom. */
export type Units = readonly Assignee[];

/** A desk's slips, the newest first. */
export async function listSlips(
  { db, secret }: Reader & { secret: Secret },
  desk: string,
  { unit, cursor, limit = 20 }: SlipQuery,
  units?: Units,
): Promise<{ items: Slip[]; next?: string }> {
  let from = db.selectFrom('slip').selectAll().where('board', '=', desk);
  if (units) from = from.where('id', 'in', entriesOf({ db }, desk, units).select('slip_request.slip'));
  if (unit) from = from.where('name', '=', unit);
  if (cursor) {
    const place = /^(\d{4})-(\d{1,9})$/.exec(cursor);
    if (!place) throw new HelpBoardError('invalid', { fields: { cursor: 'unknown' } });
    const [year, number] = [Number(place[1]), Number(place[2])];
    from = from.where((eb) =>
      eb.or([eb('year', '<', year), eb.and([eb('year', '=', year), eb('number', '<', number)])]),
    );
  }
  const rows = await from
    .orderBy('year', 'desc')
    .orderBy('number', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const ids = page.map(({ id }) => id);
  const requests = await requestsOn({ db }, desk, ids, units);
  return {
    items: page.map((row) => slipOf(secret, row, requests)),
    ...(last && { next: `${last.year}-${last.number}` }),
  };
}

export async function getSlip(
  { db, secret }: Reader & { secret: Secret },
  desk: string,
  id: string,
  units?: Units,
): Promise<{ slip: Slip; requests: SlipRow[] }> {
  const row = await db
    .selectFrom('slip')
    .selectAll()
    .where('board', '=', desk)
    .where('id', '=', id)
    .executeTakeFirst();
  const requests = await requestsOn({ db }, desk, [id], units);
  if (!row || (units && !requests.length)) throw new HelpBoardError('not-found');
  return { slip: slipOf(secret, row, requests), requests };
}

/** What is on a desk's slips; for units what is on one of them and theirs at this moment. */
function entriesOf({ db }: Reader, desk: string, units?: Units) {
  const from = db
    .selectFrom('slip_request')
    .innerJoin('request', (join) =>
      join.onRef('request.board', '=', 'slip_request.board').onRef('request.id', '=', 'slip_request.request'),
    )
    .where('slip_request.desk', '=', desk);
  if (!units) return from;
  return from
    .whereRef('request.slip', '=', 'slip_request.slip')
    .where('request.handler', '=', desk)
    .where(
      'request.assignee',
      'in',
      units.map((unit) => JSON.stringify(unit)),
    );
}

const requestsOn = (reader: Reader, desk: string, slips: string[], units?: Units) =>
  entriesOf(reader, desk, units)
    .selectAll('slip_request')
    .select('request.stage')
    .where('slip_request.slip', 'in', ['', ...slips])
    .orderBy('slip_request.at')
    .orderBy('slip_request.request')
    .execute();
