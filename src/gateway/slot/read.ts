import type { SlotState } from '../../model/index.js';
import type { Reader } from '../storage/tables.js';
import type { Boards } from '../storage/boards.js';
import { pagesOf } from './arrivals.js';
import { inForce, showingOf, shownBy } from './showings.js';
import { versionOf } from './versions.js';

const LISTED_MAX = 100;

/** What is shown, what is planned, what was; who decided it, and on how many pages it has arrived. */
export async function readSlot(reader: Reader, board: string, at: number): Promise<SlotState> {
  const { db } = reader;
  const showings = await db
    .selectFrom('slot_showing')
    .selectAll()
    .where('board', '=', board)
    .orderBy('id', 'desc')
    .limit(LISTED_MAX)
    .execute();
  const now = await inForce(reader, board, at);
  const of = db.selectFrom('slot_version').selectAll().where('board', '=', board).orderBy('number', 'desc');
  const versions = await of.limit(LISTED_MAX).execute();
  // What was shown long before many drafts is needed to tell what it says.
  const last = versions.at(-1)?.number ?? 0;
  const earlier = [now, ...showings].flatMap((one) => (one && one.version < last ? one.version : []));
  if (earlier.length) versions.push(...(await of.where('number', 'in', earlier).execute()));
  return {
    versions: versions.map(versionOf),
    showings: showings.map(showingOf),
    pages: await pagesOf(reader, board, now?.version, at),
    ...(now && { now: now.id, shown: await shownBy(reader, now) }),
  };
}

/** How the slots of the boards below stand. */
export async function readBelow(reader: Reader, boards: Boards, board: string, at: number) {
  const below = [];
  for (const key of boards.subtree(board).filter((one) => one !== board)) {
    const { title } = boards.get(key)!.board;
    const now = await inForce(reader, key, at);
    const pages = await pagesOf(reader, key, now?.version, at);
    below.push({ key, title, emergency: now?.reason === 'emergency', pages });
  }
  return below;
}
