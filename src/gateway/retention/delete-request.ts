import { audit, loadRequest, type ChangeOptions } from '../loop/change.js';
import { figuresChange } from '../loop/figures.js';
import { forgetSamples } from '../levels/deliveries.js';
import { partAll } from '../loop/merge.js';
import { touchChanged } from '../figures/sheets.js';
import type { WriteContext } from '../storage/group-commit.js';
import { isPublic } from '../storage/projection.js';
import { TABLES } from '../storage/tables.js';

/**
 * Deletes a request and all that belongs to it, photos included, wherever it is stored; it leaves public view with a new
 * version, and it counts nowhere any more. What stays: the receipt as a tombstone, so that a late retry of the same post
 * brings nothing back, and the audit log, which holds no text of anybody's.
 */
export async function deleteRequest(context: WriteContext, of: ChangeOptions): Promise<void> {
  const { db } = context;
  const { boards, board, id, actor, at } = of;
  const row = await loadRequest(context, board, id);
  // As if it had been withdrawn: such a one is in no total.
  const gone = { ...row, stage: 'withdrawn' as const };
  const figures = figuresChange(row, gone);
  if (figures) await boards.count(context, row.handler, figures);
  await touchChanged(context, row, gone);
  await partAll(context, of, row);
  await forgetSamples(context, board, id);

  // What was uploaded under its key belongs to it, asked for or not.
  const keys = db
    .selectFrom('receipt')
    .select('key_hash')
    .where('board', '=', board)
    .where('request', '=', id);
  const uploads = await db
    .selectFrom('upload')
    .select('photo')
    .where('board', '=', board)
    .where((eb) => eb.or([eb('request', '=', id), eb('key_hash', 'in', keys)]))
    .execute();
  const photos = uploads.map(({ photo }) => photo);
  if (photos.length) {
    await db.deleteFrom('public_attachment').where('photo', 'in', photos).execute();
    await db.deleteFrom('upload').where('photo', 'in', photos).execute();
    await db.deleteFrom('photo').where('id', 'in', photos).execute();
  }
  const slips = await db
    .selectFrom('slip_request')
    .select('slip')
    .where('board', '=', board)
    .where('request', '=', id)
    .execute();
  for (const [table, column] of Object.entries(TABLES).reverse()) {
    if (!column) continue;
    await db
      .deleteFrom(table as 'timeline')
      .where('board', '=', board)
      .where(column as 'request', '=', id)
      .execute();
  }
  // A slip that is left with no request says nothing any more; its number stays taken.
  await db
    .updateTable('slip')
    .set({ sealed: null })
    .where('id', 'in', ['', ...slips.map(({ slip }) => slip)])
    .where('id', 'not in', (eb) => eb.selectFrom('slip_request').select('slip'))
    .execute();
  await db
    .updateTable('receipt')
    .set({ deleted_at: at })
    .where('board', '=', board)
    .where('request', '=', id)
    .execute();
  await audit(context, { actor, action: 'delete', board, request: id, at });
  if (isPublic(row)) await boards.bump(context, board);
}
