import { createHash } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import {
  boardRulesSchema,
  decode,
  deskSettingsSchema,
  type Board,
  type BoardRules,
  type DeskSettings,
  type Figures,
  type HomeSlot,
} from '../../model/index.js';
import type { GroupCommit, Together, WriteContext } from './group-commit.js';
import type { BoardTable, Tables } from './tables.js';

/** A board as the public sees it, and the number of the state it is in. */
export interface BoardState {
  board: Board & { figures: Figures };
  /** Goes up with every public change, and with nothing else: a private post must not show. */
  version: number;
  rules: BoardRules;
  /** The key of the level above. */
  parent?: string;
  /** How its desk works. Not public. */
  settings: DeskSettings;
}

export const figuresIn = (row: Selectable<BoardTable>): Figures => ({
  received: row.received,
  answeredOnline: row.answered_online,
  handedOver: row.handed_over,
  waiting: row.waiting,
  done: row.done,
});

interface BoardChange {
  key: string;
  /** Of the totals; none where something public has changed. */
  change?: Figures;
}

/** The boards, kept in memory: asking for one, or whether it has changed, reads no database. */
export class Boards {
  readonly #states = new Map<string, BoardState>();
  /** Versions of subtrees, until any board changes. */
  readonly #subtrees = new Map<string, string>();
  readonly #listeners = new Set<() => void>();
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /** Reads what has changed since: where several processes share the database, the others' changes too. */
  async refresh(): Promise<void> {
    const rows = await this.#db.selectFrom('board').select(['key', 'public_version']).execute();
    const changed = rows.filter((row) => row.public_version > (this.#states.get(row.key)?.version ?? 0));
    if (!changed.length) return;
    const keys = changed.map(({ key }) => key);
    const boards = await this.#db.selectFrom('board').selectAll().where('key', 'in', keys).execute();
    for (const row of boards) this.#remember(row);
  }

  /** The key of a desk's hotline of that name, where the gateway speaks to it; set once, when it starts. */
  hotlineNamed: (desk: string, name: string) => string | undefined = () => undefined;

  /** Calls back after every public change, of whichever process; until the function it gives is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  get(key: string): BoardState | undefined {
    return this.#states.get(key);
  }

  keys(): string[] {
    return [...this.#states.keys()];
  }

  /** The boards right below. */
  children(key: string): string[] {
    return this.keys().filter((other) => this.#states.get(other)!.parent === key);
  }

  /** The board and all below it, itself first. */
  subtree(key: string): string[] {
    const found = new Set([key]);
    for (const above of found) for (const child of this.children(above)) found.add(child);
    return [...found];
  }

  /** Changes with every public change of a board of the subtree, and when one comes or goes. */
  subtreeVersion(key: string): string {
    const known = this.#subtrees.get(key);
    if (known) return known;
    const state = this.subtree(key).map((one) => `${one}:${this.#states.get(one)!.version}`);
    const version = createHash('sha256').update(state.join(' ')).digest('base64url').slice(0, 16);
    this.#subtrees.set(key, version);
    return version;
  }

  /** Its rules, and its place in the tree where that is given (`''`: on its own). A public change: lists of the level above change. */
  async setLevel(context: WriteContext, key: string, rules: BoardRules, parent?: string): Promise<void> {
    await context.db
      .updateTable('board')
      .set({ rules: JSON.stringify(rules), ...(parent !== undefined && { parent: parent || null }) })
      .where('key', '=', key)
      .execute();
    await this.bump(context, key);
  }

  async insert(context: WriteContext, board: Board, at: number, parent?: string): Promise<void> {
    const { home, figures: _, ...definition } = board;
    const row = await context.db
      .insertInto('board')
      .values({
        key: board.key,
        definition: JSON.stringify(definition),
        home: home ? JSON.stringify(home) : null,
        figures: JSON.stringify({ received: 0, answeredOnline: 0, handedOver: 0, waiting: 0, done: 0 }),
        public_version: 1,
        created_at: at,
        ...(parent !== undefined && { parent }),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    context.afterCommit(() => this.#remember(row));
  }

  /** Changes what the editors define. A public change. */
  async update(context: WriteContext, key: string, change: Partial<Board>): Promise<void> {
    const row = await context.db
      .selectFrom('board')
      .select(['definition', 'home'])
      .where('key', '=', key)
      .executeTakeFirstOrThrow();
    const now = {
      ...(JSON.parse(row.definition) as Board),
      home: JSON.parse(row.home ?? 'null') ?? undefined,
    };
    const { home, figures: _, ...definition } = { ...now, ...change };
    await context.db
      .updateTable('board')
      .set({ definition: JSON.stringify(definition), home: home ? JSON.stringify(home) : null })
      .where('key', '=', key)
      .execute();
    await this.bump(context, key);
  }

  /** Changes how the desk works. It counts as a public change, because that is what every process follows. */
  async changeSettings(context: WriteContext, key: string, settings: DeskSettings): Promise<void> {
    await context.db
      .updateTable('board')
      .set({ settings: JSON.stringify(settings) })
      .where('key', '=', key)
      .execute();
    await this.bump(context, key);
  }

  /** How many days a closed request keeps its private part; `null` for ever. Gives whether there is such a board. */
  async keepFor({ db }: WriteContext, key: string, days: number | null): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable('board')
      .set({ retention_days: days })
      .where('key', '=', key)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0;
  }

  /** Adds to the totals; the public sees them with the next public change. */
  async count({ gather }: WriteContext, key: string, change: Figures): Promise<void> {
    gather(this.#write, { key, change });
  }

  /** The public state of the board has changed: a new version, with the totals of this moment. */
  async bump({ gather }: WriteContext, key: string): Promise<void> {
    gather(this.#write, { key });
  }

  /** One new version, and one change of the totals, for whatever is committed together. */
  readonly #write: Together<BoardChange> = async (changes, { db, afterCommit }) => {
    for (const key of new Set(changes.map((change) => change.key))) {
      const own = changes.filter((change) => change.key === key);
      const row = await db.selectFrom('board').selectAll().where('key', '=', key).executeTakeFirstOrThrow();
      const sum = (name: keyof Figures) =>
        own.reduce((total, { change }) => total + Number(change?.[name] ?? 0), 0);
      row.received += sum('received');
      row.answered_online += sum('answeredOnline');
      row.handed_over += sum('handedOver');
      row.waiting += sum('waiting');
      row.done += sum('done');
      const shown = own.some(({ change }) => !change);
      if (shown) {
        row.figures = JSON.stringify(figuresIn(row));
        row.public_version++;
      }
      const { received, answered_online, handed_over, waiting, done, figures, public_version } = row;
      await db
        .updateTable('board')
        .set({ received, answered_online, handed_over, waiting, done, figures, public_version })
        .where('key', '=', key)
        .execute();
      if (shown) afterCommit(() => this.#remember(row));
    }
  };

  /** Shows the totals of now, where they differ from what is shown. */
  async refreshFigures(writes: GroupCommit): Promise<void> {
    const rows = await this.#db.selectFrom('board').selectAll().execute();
    for (const row of rows) {
      if (row.figures !== JSON.stringify(figuresIn(row))) await writes.write((c) => this.bump(c, row.key));
    }
  }

  #remember(row: Selectable<BoardTable>): void {
    // What was read before our own last change came to be written is older than what we know.
    if (row.public_version < (this.#states.get(row.key)?.version ?? 0)) return;
    this.#subtrees.clear();
    const board = JSON.parse(row.definition) as Board;
    const home = row.home ? (JSON.parse(row.home) as HomeSlot) : undefined;
    const figures = JSON.parse(row.figures) as Figures;
    this.#states.set(row.key, {
      board: { ...board, ...(home && { home }), figures },
      version: row.public_version,
      rules: decode(boardRulesSchema, JSON.parse(row.rules))!,
      ...(row.parent && { parent: row.parent }),
      settings: decode(deskSettingsSchema, JSON.parse(row.settings))!,
    });
    for (const listener of this.#listeners) listener();
  }
}
