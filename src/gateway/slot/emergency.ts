import type { SlotEmergency, SlotEmergencyAnswer } from '../../model/index.js';
import { audit } from '../loop/change.js';
import type { WriteContext } from '../storage/group-commit.js';
import type { Reader } from '../storage/tables.js';
import { pagesOf } from './arrivals.js';
import { changeShown, cutShort, inForce, showSlot, shownBy } from './showings.js';
import type { SlotOptions } from './versions.js';

/** The boards that the switch is about, with what their pages would say. */
async function boardsOf(
  reader: Reader,
  { boards, board, at }: SlotOptions,
  { on, scope, headline }: SlotEmergency,
) {
  const about = [];
  for (const key of scope === 'subtree' ? boards.subtree(board) : [board]) {
    const { title } = boards.get(key)!.board;
    const now = await inForce(reader, key, at);
    if (!on && now?.reason !== 'emergency') continue;
    const shown = now && (await shownBy(reader, now)).headline;
    const { live, behind } = await pagesOf(reader, key, now?.version, at);
    about.push({ key, title, headline: (on && headline) || shown || title, pages: live + behind, now });
  }
  return about;
}

/**
 * Puts the board before everything else on all pages of a board, or of all boards below it too, and takes it off again.
 * Nothing is switched before somebody has seen which boards it is about: the answer to the question without `confirm` holds
 * it, and where something has changed since, it does not fit any more and the question is answered anew.
 */
export async function switchEmergency(
  context: WriteContext,
  options: SlotOptions,
  wish: SlotEmergency,
): Promise<SlotEmergencyAnswer> {
  const { secret, board, actor, at } = options;
  const { on, scope, headline, lead } = wish;
  const about = await boardsOf(context, options, wish);
  const standing = about.map(({ key, now }) => `${key}:${now?.id ?? ''}`);
  const confirm = secret
    .mac('slot-emergency', board, String(on), scope, headline ?? '', lead ?? '', ...standing)
    .toString('base64url')
    .slice(0, 16);
  const answer = {
    confirm,
    boards: about.map(({ now: _, ...board }) => board),
  };
  if (wish.confirm !== confirm) return { ...answer, done: false };

  for (const { key, now } of about) {
    const own = { ...options, board: key };
    if (on)
      await changeShown(
        context,
        own,
        { on: true, ...(headline && { headline }), ...(lead && { lead }) },
        'emergency',
      );
    else await endEmergency(context, own, now!.board);
    await audit(context, { actor, action: 'slot-emergency', board: key, at, detail: { on, from: board } });
  }
  return { ...answer, done: true };
}

/** All of them: one that was worded anew lies upon the one before. */
async function endEmergency(context: WriteContext, options: SlotOptions, board: string): Promise<void> {
  const rows = await context.db
    .selectFrom('slot_showing')
    .selectAll()
    .where('board', '=', board)
    .where('reason', '=', 'emergency')
    .where('until_at', 'is', null)
    .execute();
  for (const row of rows) await cutShort(context, row, options);
  await showSlot(context, options.boards, board, options.at);
}
