import type { Selectable } from 'kysely';
import { HelpBoardError } from '../../adapters/errors.js';
import type { Order } from '../../adapters/hotline/index.js';
import type { Job, Turn } from '../jobs.js';
import type { Storage } from '../storage/index.js';
import type { HotlineOrderTable } from '../storage/tables.js';
import { WINDOW_MS } from './callback.js';
import type { Connection, Connections } from './connections.js';
import { hear } from './heard.js';
import { inLanes, sideBySide } from './lanes.js';

/** Orders looked at in one run, of one hotline. */
const AT_ONCE = 50;
const RUN_MS = 20_000;

type OrderRow = Selectable<HotlineOrderTable>;

/** Asks hotlines how their open orders stand, the one that was asked about longest ago first. */
export const pollJob = (storage: Storage, connections: Connections, now: () => number): Job => ({
  name: 'hotline-poll',
  every: 60_000,
  async run(turn) {
    const asked = connections.all().filter(({ pollEvery }) => pollEvery);
    await sideBySide(asked, (connection) => poll(storage, connection, turn, now));
    await turn.write(({ db }) =>
      db
        .deleteFrom('hotline_nonce')
        .where('at', '<', now() - 2 * WINDOW_MS)
        .execute(),
    );
  },
});

/** The order as they have it now; nothing where they have none. */
export async function askAbout({ client }: Connection, order: OrderRow): Promise<Order | undefined> {
  if (order.remote_id === null || !client.can('get'))
    return client.can('find') ? client.find(order.id) : undefined;
  try {
    return await client.get(order.remote_id);
  } catch (error) {
    if ((error as HelpBoardError).code === 'not-found') return undefined;
    throw error;
  }
}

async function poll(storage: Storage, connection: Connection, turn: Turn, now: () => number): Promise<void> {
  const { board, key, pollEvery } = connection;
  const rows = await storage.db
    .selectFrom('hotline_order')
    .selectAll()
    .where('desk', '=', board)
    .where('hotline', '=', key)
    .where('closed_at', 'is', null)
    .where('checked_at', '<=', now() - pollEvery)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('hotline_message')
          .select('id')
          .whereRef('hotline_message.board', '=', 'hotline_order.board')
          .whereRef('hotline_message.hotline_order', '=', 'hotline_order.id')
          .where('kind', '=', 'submit')
          .where('state', '=', 'sent'),
      ),
    )
    .orderBy('checked_at')
    .limit(AT_ONCE)
    .execute();
  const until = Date.now() + RUN_MS;
  let there = true;
  const goOn = () => !turn.ending && there && Date.now() < until;
  await inLanes(rows, goOn, async (row) => {
    try {
      const said = await askAbout(connection, row);
      await turn.write((context) =>
        said ? hear(context, storage, connection, row, said, now()) : checked(context.db, row, now()),
      );
    } catch (error) {
      if (!(error instanceof HelpBoardError)) throw error;
      // Nobody there: the others are asked later.
      if (error.code === 'network' || error.code === 'unauthorized') there = false;
      else await turn.write((context) => checked(context.db, row, now()));
    }
  });
}

const checked = async (db: Storage['db'], { board, id }: OrderRow, at: number): Promise<void> =>
  void (await db
    .updateTable('hotline_order')
    .set({ checked_at: at })
    .where('board', '=', board)
    .where('id', '=', id)
    .execute());
