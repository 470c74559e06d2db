import { HelpBoardError } from '../../adapters/errors.js';
import type { Storage } from '../storage/index.js';
import { storeProjection } from '../storage/projection.js';
import { findRequest, loadRequest } from './change.js';

/** Counted at once, shown at most this often: a request that thousands share must not empty every cache with each of them. */
const SHOW_EVERY_MS = 1000;

/** 我也遇到: once per device, by a hash that is worth nothing elsewhere. */
export class MeToo {
  readonly #storage: Storage;
  readonly #now: () => number;
  readonly #changed = new Map<string, { board: string; id: string }>();
  #timer: NodeJS.Timeout | undefined;

  constructor(storage: Storage, now: () => number) {
    this.#storage = storage;
    this.#now = now;
  }

  /** The count after this device has been counted, for the first time or again. */
  async add(board: string, id: string, device: string): Promise<number> {
    const { writes, secret } = this.#storage;
    const at = this.#now();
    return writes.write(async (context) => {
      const { db } = context;
      const shown = await db
        .selectFrom('public_request')
        .select('id')
        .where('board', '=', board)
        .where('id', '=', id)
        .executeTakeFirst();
      if (!shown) throw new HelpBoardError('not-found');
      const added = await db
        .insertInto('me_too')
        .values({ board, request: id, device_hash: secret.hash('device', board, id, device), at })
        .onConflict((oc) => oc.doNothing())
        .returning('at')
        .executeTakeFirst();
      if (!added) return (await loadRequest(context, board, id)).me_too;
      const row = await db
        .updateTable('request')
        .set((eb) => ({ me_too: eb('me_too', '+', 1) }))
        .where('board', '=', board)
        .where('id', '=', id)
        .returning('me_too')
        .executeTakeFirstOrThrow();
      context.afterCommit(() => this.#later(board, id));
      return row.me_too;
    });
  }

  /** Counts that were stored but not shown yet when the process ended. */
  async recover(): Promise<void> {
    const rows = await this.#storage.db
      .selectFrom('public_request')
      .innerJoin('request', (join) =>
        join
          .onRef('request.board', '=', 'public_request.board')
          .onRef('request.id', '=', 'public_request.id'),
      )
      .select(['request.board', 'request.id'])
      .whereRef('request.me_too', '<>', 'public_request.me_too')
      .execute();
    for (const { board, id } of rows) this.#changed.set(`${board} ${id}`, { board, id });
    await this.show();
  }

  /** Brings the counts before the public: one version for all of them. */
  async show(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const changed = [...this.#changed.values()];
    this.#changed.clear();
    if (!changed.length) return;
    const { writes, boards } = this.#storage;
    await writes.write(async (context) => {
      for (const { board, id } of changed) {
        const row = await findRequest(context, board, id);
        // Deleted since.
        if (row) await storeProjection(context, row, row.updated_at);
      }
      for (const board of new Set(changed.map((of) => of.board))) await boards.bump(context, board);
    });
  }

  #later(board: string, id: string): void {
    this.#changed.set(`${board} ${id}`, { board, id });
    // A count that could not be shown is shown with the next one, or after the next start.
    this.#timer ??= setTimeout(() => void this.show().catch(() => {}), SHOW_EVERY_MS);
    this.#timer.unref();
  }
}
