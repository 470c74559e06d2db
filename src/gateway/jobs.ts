import type { FastifyBaseLogger } from 'fastify';
import type { WriteJob } from './storage/group-commit.js';
import type { Storage } from './storage/index.js';

/** Something that is to be done again and again, by one process however many there are. */
export interface Job {
  name: string;
  /** Milliseconds from the end of one run to the next. */
  every: number;
  run(turn: Turn): Promise<void>;
}

/** The right to do a job, for as long as nobody else has it. */
export interface Turn {
  /**
   * The only way for a job to write. What it writes is stored together with the proof that the turn is still its own, which
   * makes the turn last from then on anew: rejects with `TurnLostError` otherwise, and nothing is stored.
   */
  write<T>(job: WriteJob<T>): Promise<T>;
  /** The gateway ends: nothing new is to be begun. */
  readonly ending: boolean;
}

/** Does work in transactions of so many, because posts wait meanwhile, until one finds fewer; `some` gives how many it found. */
export async function inParts(
  turn: Pick<Turn, 'ending'>,
  atOnce: number,
  some: () => Promise<number>,
): Promise<void> {
  let done = atOnce;
  while (done === atOnce && !turn.ending) done = await some();
}

/** This process stood still for longer than its turn lasted, and another has taken over. */
export class TurnLostError extends Error {
  override name = 'TurnLostError';
}

/** A turn that nothing is heard of for this long is over. */
const TURN_MS = 60_000;

/**
 * The jobs of a gateway. Their turns are kept in the database, by its clock: a compare-and-set gives a turn to one process,
 * a number that goes up with each turn keeps late writes of an earlier one out, and what was due while nothing ran is done
 * at the next start.
 */
export class Jobs {
  readonly #storage: Storage;
  readonly #log: Pick<FastifyBaseLogger, 'error' | 'warn'>;
  readonly #jobs = new Map<string, Job>();
  #timer: NodeJS.Timeout | undefined;
  #starting: Promise<void> | undefined;
  #ending = false;
  /** By name. Each goes its own way: a hotline that does not answer must not hold up the clock. */
  readonly #running = new Map<string, Promise<void>>();

  constructor(storage: Storage, log: Pick<FastifyBaseLogger, 'error' | 'warn'>) {
    this.#storage = storage;
    this.#log = log;
  }

  get names(): string[] {
    return [...this.#jobs.keys()];
  }

  add(job: Job): void {
    this.#jobs.set(job.name, job);
  }

  /** From now on looks this often for jobs that are due. */
  start(every: number): void {
    const look = () => this.#jobs.forEach((job) => this.#look(job));
    this.#timer = setInterval(look, every).unref();
    this.#starting = this.#takeBack().then(look);
  }

  #look(job: Job): void {
    if (this.#running.has(job.name)) return;
    const run = this.#runDue(job).finally(() => this.#running.delete(job.name));
    this.#running.set(job.name, run);
  }

  /** Where a process has the database alone, turns that are still going are those of one that was killed. */
  async #takeBack(): Promise<void> {
    if (this.#storage.shared) return;
    await this.#storage.writes
      .write(({ db }) => db.updateTable('job').set({ until: 0 }).execute())
      .catch((error: unknown) => this.#log.error({ err: error }, 'old turns could not be taken back'));
  }

  /** Does a job now, due or not; gives whether it was done: another process may be at it. What it throws is thrown. */
  async run(name: string): Promise<boolean> {
    const job = this.#jobs.get(name);
    if (!job) throw new Error(`There is no job ${name}.`);
    return this.#take(job, { due: false });
  }

  /** Waits for what is under way; nothing new is begun. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#ending = true;
    this.#jobs.clear();
    await this.#starting;
    await Promise.all(this.#running.values());
  }

  async #runDue(job: Job): Promise<void> {
    try {
      // Closed in the meantime, perhaps.
      if ((await this.#isDue(job)) && this.#jobs.has(job.name)) await this.#take(job, { due: true });
    } catch (error) {
      if (error instanceof TurnLostError) this.#log.warn(error.message);
      else this.#log.error({ err: error, job: job.name }, 'a job failed');
    }
  }

  /** A look without a write: most looks find nothing to do. */
  async #isDue({ name }: Job): Promise<boolean> {
    const { db, clock } = this.#storage;
    const row = await db
      .selectFrom('job')
      .select('name')
      .where('name', '=', name)
      .where((eb) => eb.or([eb('due_at', '>', clock), eb('until', '>', clock)]))
      .executeTakeFirst();
    return row === undefined;
  }

  async #take(job: Job, { due }: { due: boolean }): Promise<boolean> {
    const { writes, clock } = this.#storage;
    const { name } = job;
    const row = await writes.write(async ({ db }) => {
      await db
        .insertInto('job')
        .values({ name, due_at: 0, turn: 0, until: 0 })
        .onConflict((oc) => oc.doNothing())
        .execute();
      let take = db
        .updateTable('job')
        .set((eb) => ({ turn: eb('turn', '+', 1), until: eb(clock, '+', TURN_MS) }))
        .where('name', '=', name)
        .where('until', '<=', clock);
      if (due) take = take.where('due_at', '<=', clock);
      return take.returning('turn').executeTakeFirst();
    });
    if (!row) return false;
    try {
      await job.run(this.#turn(name, row.turn));
    } finally {
      // After a failure too: the next run is another attempt.
      await writes.write(({ db }) =>
        db
          .updateTable('job')
          .set((eb) => ({ until: 0, due_at: eb(clock, '+', job.every) }))
          .where('name', '=', name)
          .where('turn', '=', row.turn)
          .execute(),
      );
    }
    return true;
  }

  #turn(name: string, turn: number): Turn {
    const { writes, clock } = this.#storage;
    const isEnding = () => this.#ending;
    return {
      get ending() {
        return isEnding();
      },
      write: (job) =>
        writes.write(async (context) => {
          const { numUpdatedRows } = await context.db
            .updateTable('job')
            .set((eb) => ({ until: eb(clock, '+', TURN_MS) }))
            .where('name', '=', name)
            .where('turn', '=', turn)
            .executeTakeFirstOrThrow();
          if (!numUpdatedRows) throw new TurnLostError(`another process has taken over ${name}`);
          return job(context);
        }),
    };
  }
}
