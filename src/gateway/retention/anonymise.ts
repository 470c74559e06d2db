import { STAGES, isClosed } from '../../model/index.js';
import { touchDay } from '../figures/sheets.js';
import { emptyDeliveries, forgetSamples } from '../levels/deliveries.js';
import { audit, type Actor } from '../loop/change.js';
import type { WriteContext } from '../storage/group-commit.js';
import type { Storage } from '../storage/index.js';
import { isPublic, type RequestRow } from '../storage/projection.js';
import { openPrivate, sealAddition, sealPrivate, sealWords, type PrivatePart } from '../storage/sealed.js';
import type { Secret } from '../storage/secret.js';
import { inParts, type Job, type Turn } from '../jobs.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const GATEWAY: Actor = { kind: 'gateway', id: 'retention' };
const CLOSED = STAGES.filter(isClosed);
/** Requests made anonymous in one transaction: others wait to write meanwhile. */
const AT_ONCE = 50;

/** Throws away what is private of requests that have been closed for as long as their board keeps it. */
export const anonymiseOld = (storage: Storage, now: () => number): Job => ({
  name: 'anonymise',
  every: HOUR,
  async run(turn) {
    const boards = await storage.db
      .selectFrom('board')
      .select(['key', 'retention_days'])
      .where('retention_days', 'is not', null)
      .execute();
    for (const { key, retention_days } of boards) {
      const at = now();
      const before = at - retention_days! * DAY;
      await inParts(turn, AT_ONCE, () => anonymiseSome(turn, storage, key, before, at));
    }
  },
});

/** Gives the number of requests that are anonymous now. */
function anonymiseSome(turn: Turn, storage: Storage, board: string, before: number, at: number) {
  return turn.write(async (context) => {
    const rows = await context.db
      .selectFrom('request')
      .selectAll()
      .where('board', '=', board)
      .where('stage', 'in', CLOSED)
      .where('updated_at', '<', before)
      // What has come to it since, when it was taken up again, is thrown away like what came first.
      .where((eb) =>
        eb.or([
          eb('anonymised_at', 'is', null),
          eb('anonymised_at', '<=', eb.ref('updated_at')),
          eb('id', 'in', commentedSince(context, board, before)),
        ]),
      )
      .orderBy('updated_at')
      .limit(AT_ONCE)
      .execute();
    for (const row of rows) await anonymise(context, storage, row, at);
    return rows.length;
  });
}

/** Where readers have said something after it was made anonymous, and as long ago: that does not touch the request itself. */
const commentedSince = ({ db }: WriteContext, board: string, before: number) =>
  db
    .selectFrom('comment')
    .innerJoin('request as of', (join) =>
      join.onRef('of.board', '=', 'comment.board').onRef('of.id', '=', 'comment.request'),
    )
    .select('comment.request')
    .where('comment.board', '=', board)
    .where('comment.at', '<', before)
    .whereRef('comment.at', '>=', 'of.anonymised_at');

/**
 * What stays is what the totals count and what the public may read anyway; that somebody agreed to it stays too. The text as
 * it was sent, contact, place and attributes go, and so does everything that was not public.
 */
async function anonymise(
  context: WriteContext,
  { secret, boards }: Storage,
  row: RequestRow,
  at: number,
): Promise<void> {
  const { db } = context;
  const { board, id } = row;
  const empty = { body: '', contact: { name: '', phone: '' }, consents: consentsOf(secret, row) };
  // One of the board's own streets and towns names nobody, and is counted by; anything else may have been typed in.
  const region = boards.get(board)!.board.regions.includes(row.region) ? row.region : '';
  await db
    .updateTable('request')
    .set({
      sealed: sealPrivate(secret, row, empty),
      category_raw: null,
      citizen: null,
      rating_words: null,
      ...(!isPublic(row) && { public_title: null, public_body: '', author: '', region }),
      anonymised_at: at,
    })
    .where('board', '=', board)
    .where('id', '=', id)
    .execute();

  if (!isPublic(row)) {
    if (region !== row.region) await touchDay(context, row.handler, row.received_at);
    await forgetSamples(context, board, id);
  }
  await emptyDeliveries(context, row, isPublic(row));

  const additions = await db
    .selectFrom('addition')
    .select(['board', 'id'])
    .where('board', '=', board)
    .where('request', '=', id)
    .execute();
  for (const addition of additions) {
    await db
      .updateTable('addition')
      .set({ sealed: sealAddition(secret, addition, '') })
      .where('board', '=', board)
      .where('id', '=', addition.id)
      .execute();
  }
  // What colleagues wrote to each other about somebody is about somebody.
  for (const table of ['note', 'proposal'] as const)
    await db.deleteFrom(table).where('board', '=', board).where('request', '=', id).execute();
  await db
    .updateTable('slip')
    .set({ sealed: null })
    .where('in_group', 'is', null)
    .where(
      'id',
      'in',
      db.selectFrom('slip_request').select('slip').where('board', '=', board).where('request', '=', id),
    )
    .execute();
  await db
    .updateTable('hotline_message')
    .set({ sealed: null })
    .where('board', '=', board)
    .where('request', '=', id)
    .execute();
  const comments = await db
    .selectFrom('comment')
    .select(['board', 'id'])
    .where('board', '=', board)
    .where('request', '=', id)
    .execute();
  for (const comment of comments) {
    await db
      .updateTable('comment')
      .set({
        sealed: sealWords(secret, 'comment', comment, ''),
        ...(!isPublic(row) && { public_body: '', author: '' }),
      })
      .where('board', '=', board)
      .where('id', '=', comment.id)
      .execute();
  }
  let replies = db
    .updateTable('reply')
    .set({ body: '' })
    .where('board', '=', board)
    .where('request', '=', id);
  if (isPublic(row)) replies = replies.where('audience', '<>', 'public');
  await replies.execute();

  const shown = db
    .selectFrom('public_attachment')
    .select('photo')
    .where('board', '=', board)
    .where('request', '=', id);
  const uploads = await db
    .selectFrom('upload')
    .select('photo')
    .where('board', '=', board)
    .where('request', '=', id)
    .where('photo', 'not in', shown)
    .execute();
  const photos = uploads.map(({ photo }) => photo);
  if (photos.length) {
    await db.deleteFrom('upload').where('photo', 'in', photos).execute();
    await db.deleteFrom('photo').where('id', 'in', photos).execute();
  }
  await audit(context, { actor: GATEWAY, action: 'anonymise', board, request: id, at });
}

/** What does not open goes all the same: one of them must not keep the others. */
function consentsOf(secret: Secret, row: RequestRow): PrivatePart['consents'] {
  try {
    return openPrivate(secret, row).consents;
  } catch {
    return undefined;
  }
}
