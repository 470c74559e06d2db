import type { CallValues, HotlineFile } from '../../adapters/hotline/index.js';
import { orderOf } from '../../adapters/hotline/order-of.js';
import type { Rating, Submission } from '../../model/index.js';
import { seen } from '../people/seen.js';
import type { Storage } from '../storage/index.js';
import { photosOf, toInstant, type RequestRow } from '../storage/projection.js';
import { openPhoto, openPrivate, openWords } from '../storage/sealed.js';
import type { HotlineMessageTable, HotlineOrderTable } from '../storage/tables.js';
import type { Connection } from './connections.js';
import { additionHasId } from './outcome.js';
import type { Selectable } from 'kysely';

/** What is said with a message, worked out when it goes: what has been corrected since then goes corrected. */
export async function messageValues(
  storage: Storage,
  connection: Connection,
  message: Selectable<HotlineMessageTable>,
  order: Selectable<HotlineOrderTable>,
  row: RequestRow,
): Promise<CallValues & { ownId: string }> {
  const { board, id, sealed, kind } = message;
  const words = sealed ? openWords(storage.secret, 'hotline_message', { board, id, sealed }) : undefined;
  // An addition has an id of its own, under which it is known again.
  const ownId = kind === 'add' && additionHasId(connection.profile) ? id : order.id;
  const known = { ownId, ...(order.remote_id !== null && { remoteId: order.remote_id }) };
  if (kind === 'submit') return { ...(await orderValues(storage, connection, order, row)), ...known };
  const rating = row.rating ? (JSON.parse(row.rating) as Rating) : undefined;
  return {
    ...known,
    ...(words && { words }),
    ...(kind === 'rate' && rating && ratingValues(rating)),
  };
}

const RESOLUTIONS = { yes: 'resolved', partly: 'partly', no: 'unresolved' } as const;

/** Whether it is solved and how satisfied somebody is are two things: the one is never made of the other. */
const ratingValues = ({ solved, attitude, speed }: Rating): CallValues => ({
  resolution: RESOLUTIONS[solved],
  ...(attitude !== undefined && { attitude }),
  ...(speed !== undefined && { speed }),
});

async function orderValues(
  storage: Storage,
  connection: Connection,
  order: Selectable<HotlineOrderTable>,
  row: RequestRow,
): Promise<CallValues> {
  const { secret, boards } = storage;
  const part = openPrivate(secret, row);
  const confidential = row.confidential === 1;
  // The unit that handles a confidential one never learns who asks: it is told what an editor has let through, and nothing else.
  const told = seen(part, confidential ? 'released' : 'whole', row);
  const submission = {
    ...{ category: row.category, urgency: row.urgency, region: row.region, confidential },
    ...{ title: told.title, body: told.body, contact: told.contact, tried: told.tried ?? [] },
    ...{ forSomebodyElse: told.forSomebodyElse, attributes: told.attributes ?? {}, location: told.location },
    composedAt: toInstant(row.received_at),
  } as unknown as Submission;
  const values: CallValues = orderOf(submission, order.id, boards.get(row.board)!.board);
  values.dueAt = toInstant(row.due_at);
  if (confidential)
    for (const field of ['name', 'phone', 'address', 'location', 'latitude', 'longitude'] as const)
      delete values[field];
  const { files, more } = await picturesOf(storage, connection, row);
  const notes = [await slipWords(storage, order), more].filter(Boolean);
  if (notes.length) values.content = [values.content, ...notes].join('\n\n');
  return { ...values, files };
}

/** What the desk wrote to the unit on the slip. */
async function slipWords({ db, secret }: Storage, { desk, slip }: Selectable<HotlineOrderTable>) {
  const row = await db
    .selectFrom('slip')
    .select(['board', 'id', 'sealed'])
    .where('board', '=', desk)
    .where('id', '=', slip ?? '')
    .executeTakeFirst();
  return row?.sealed ? `交办意见：${openWords(secret, 'slip', { ...row, sealed: row.sealed })}` : undefined;
}

/** Its pictures in the way that the hotline takes them; those that cannot go are at least told of. */
async function picturesOf(storage: Storage, { profile, site, client }: Connection, row: RequestRow) {
  const { db, secret } = storage;
  const all = (await photosOf(storage, row.board, row.id)).filter(({ withheld }) => !withheld);
  const { send, most = 9, bytes: limit = Infinity } = profile.attachments ?? {};
  const files: HotlineFile[] = [];
  for (const { id, type } of send ? all.slice(0, most) : []) {
    const name = `${id}.${type === 'image/jpeg' ? 'jpg' : type.slice(6)}`;
    if (send === 'urls') {
      // An address is for whoever has it: only what the public may see has one.
      const shown = await db
        .selectFrom('public_attachment')
        .select('id')
        .where('board', '=', row.board)
        .where('id', '=', id)
        .executeTakeFirst();
      if (site && shown) files.push({ name, type, url: `${site}/api/boards/${row.board}/attachments/${id}` });
      continue;
    }
    const photo = await db
      .selectFrom('photo')
      .select(['id', 'bytes'])
      .where('id', '=', id)
      .executeTakeFirst();
    const bytes = photo && openPhoto(secret, photo);
    if (!bytes || bytes.length > limit) continue;
    const blob = new Blob([Uint8Array.from(bytes)], { type });
    if (send === 'base64') files.push({ name, type, base64: bytes.toString('base64') });
    else if (send === 'multipart') files.push({ name, type, blob });
    else files.push({ name, type, url: await client.upload({ name, type, blob }) });
  }
  const left = all.length - files.length;
  return { files, more: left ? `另有照片 ${left} 张，可向求助平台索取。` : undefined };
}
