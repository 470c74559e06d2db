import type { Selectable } from 'kysely';
import { HelpBoardError } from '../../adapters/errors.js';
import type { Order } from '../../adapters/hotline/index.js';
import { TurnLostError, type Job, type Turn } from '../jobs.js';
import { findRequest } from '../loop/change.js';
import type { WriteContext } from '../storage/group-commit.js';
import type { Storage } from '../storage/index.js';
import type { HotlineMessageKind, HotlineMessageTable, HotlineOrderTable } from '../storage/tables.js';
import type { Connection, Connections } from './connections.js';
import { inLanes, sideBySide } from './lanes.js';
import { messageValues } from './message-values.js';
import { mayRepeat, outcomeOf } from './outcome.js';

type Message = Selectable<HotlineMessageTable>;
type Values = Awaited<ReturnType<typeof messageValues>>;

/** For so long one run begins with new ones. */
const RUN_MS = 20_000;
/** After so many calls in a row that nobody answered, the others are spared. */
const SILENT_MAX = 3;
/** What has to be through before the next message about the same order may go. */
const UNFINISHED = ['waiting', 'sending', 'unknown', 'dead'] as const;

/** Tells hotlines what is to be told to them: for each order in turn, and again until it is through or a person must look. */
export const forwardJob = (storage: Storage, connections: Connections, now: () => number): Job => ({
  name: 'hotline-forward',
  every: 10_000,
  async run(turn) {
    await sideBySide(connections.all(), (connection) => new Run(storage, connection, turn, now).run());
  },
});

/** One go at what one hotline is to be told. */
class Run {
  private silent = 0;

  constructor(
    private readonly storage: Storage,
    private readonly connection: Connection,
    private readonly turn: Turn,
    private readonly now: () => number,
  ) {}

  async run(): Promise<void> {
    await this.takeUp();
    const until = Date.now() + RUN_MS;
    const goOn = () => !this.turn.ending && this.silent < SILENT_MAX && Date.now() < until;
    // What was through has made way for what comes after it.
    for (let due = await this.due(); due.length && goOn(); due = await this.due())
      await inLanes(due, goOn, (message) => this.send(message));
  }

  /** Calls that were under way when a process ended: nobody knows what became of them. */
  private async takeUp(): Promise<void> {
    const { board: desk, key } = this.connection;
    const { db } = this.storage;
    const left = await db
      .selectFrom('hotline_message')
      .selectAll()
      .where('desk', '=', desk)
      .where('hotline', '=', key)
      .where('state', '=', 'sending')
      .execute();
    for (const message of left) {
      const state = mayRepeat(message.kind, this.connection) ? 'waiting' : 'unknown';
      await this.turn.write((context) => set(context, message, { state, problem: 'interrupted' }));
    }
  }

  /** The first of each order that is not through. */
  private due(): Promise<Message[]> {
    const { board: desk, key } = this.connection;
    return this.storage.db
      .selectFrom('hotline_message')
      .selectAll()
      .where('desk', '=', desk)
      .where('hotline', '=', key)
      .where('state', '=', 'waiting')
      .where('due_at', '<=', this.now())
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('hotline_message as earlier')
              .select('earlier.id')
              .whereRef('earlier.board', '=', 'hotline_message.board')
              .whereRef('earlier.hotline_order', '=', 'hotline_message.hotline_order')
              .whereRef('earlier.id', '<', 'hotline_message.id')
              .where('earlier.state', 'in', UNFINISHED),
          ),
        ),
      )
      .orderBy('due_at')
      .orderBy('id')
      .limit(50)
      .execute();
  }

  private async send(message: Message): Promise<void> {
    const { storage, connection, turn, now } = this;
    const attempts = message.attempts + 1;
    // On the disk before it goes: a process that ends now leaves a call of which nobody knows.
    const ready = await turn.write(async (context) => {
      const order = await orderOf(context, message);
      const row = await findRequest(context, message.board, message.request);
      const gone =
        !row || row.anonymised_at !== null || (message.kind === 'submit' && row.slip !== order.slip);
      const unheard = !connection.client.can(message.kind) && 'unsupported';
      const problem = gone ? 'not theirs any more' : unheard;
      await set(context, message, problem ? { state: 'dropped', problem } : { state: 'sending', attempts });
      return problem ? undefined : { order, row: row! };
    });
    if (!ready) return;
    let said = false;
    try {
      const values = await messageValues(storage, connection, message, ready.order, ready.row);
      const before = await this.lookedUp(message, values, ready.order.id);
      said = true;
      const answered = before ?? (await this.say(message.kind, values));
      this.silent = 0;
      const at = now();
      await turn.write(async (context) => {
        await set(context, message, { state: 'sent', sent_at: at, problem: null });
        await heardOf(context, message, answered?.remoteId, at);
      });
    } catch (error) {
      // Another process goes on with it.
      if (error instanceof TurnLostError) throw error;
      this.silent = (error as HelpBoardError).code === 'network' ? this.silent + 1 : 0;
      const outcome = outcomeOf(error, { kind: message.kind, attempts, said }, connection, now());
      await turn.write((context) => set(context, message, outcome));
    }
  }

  /**
   * What has to be known before it is said: whether an earlier try of an order has arrived, where that can be looked for, and
   * the number that they want to hear with everything else.
   */
  private async lookedUp(
    { kind, attempts }: Message,
    values: Values,
    own: string,
  ): Promise<Order | undefined> {
    const { client, dedupe, profile } = this.connection;
    if (kind === 'submit') return dedupe === 'lookup' && attempts > 0 ? client.find(values.ownId) : undefined;
    const { path, fields } = profile.operations[kind]!;
    if (values.remoteId || !(fields?.remoteId || path.includes('{remoteId}'))) return undefined;
    values.remoteId = client.can('find') ? (await client.find(own))?.remoteId : undefined;
    if (!values.remoteId) throw new HelpBoardError('rate-limited', { fields: { remoteId: 'not yet' } });
    return undefined;
  }

  private async say(kind: HotlineMessageKind, values: Values): Promise<Order | undefined> {
    const { client } = this.connection;
    if (kind === 'submit') return client.submit(values);
    await client.call(kind, values);
    return undefined;
  }
}

const orderOf = ({ db }: WriteContext, { board, hotline_order }: Message) =>
  db
    .selectFrom('hotline_order')
    .selectAll()
    .where('board', '=', board)
    .where('id', '=', hotline_order)
    .executeTakeFirstOrThrow();

/** Their number, once they have said it. */
async function heardOf(
  { db }: WriteContext,
  { board, hotline_order, kind }: Message,
  remoteId: string | undefined,
  at: number,
): Promise<void> {
  const change = {
    ...(remoteId && { remote_id: remoteId }),
    ...(kind === 'submit' && { checked_at: at }),
    // What we have taken back is no concern of theirs.
    ...((kind === 'withdraw' || kind === 'return') && { closed_at: at }),
  };
  if (!Object.keys(change).length) return;
  await db
    .updateTable('hotline_order')
    .set(change)
    .where('board', '=', board)
    .where('id', '=', hotline_order)
    .execute();
}

const set = (
  { db }: WriteContext,
  { board, id }: Pick<HotlineOrderTable, 'board' | 'id'>,
  change: Partial<Pick<Message, 'state' | 'attempts' | 'due_at' | 'problem' | 'sent_at'>>,
) => db.updateTable('hotline_message').set(change).where('board', '=', board).where('id', '=', id).execute();
