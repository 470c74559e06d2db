import type { ControlledTransaction, Transaction } from 'kysely';
import type { Database } from './database/index.js';
import type { Tables } from './tables.js';

/** What a write job works with. */
export interface WriteContext {
  db: Transaction<Tables>;
  /** Runs once the job's rows are on disk, before the job's caller is answered. */
  afterCommit(effect: () => void): void;
  /**
   * Leaves something to be written with its like of all jobs that are committed together: `together` is called once for
   * them, when the jobs are through. For what no job reads: each statement that is not run makes room for a post.
   */
  gather<T>(together: Together<T>, item: T): void;
}

/** Writes what jobs have gathered. */
export type Together<T> = (items: T[], context: Omit<WriteContext, 'gather'>) => Promise<void>;

/** May be run more than once, where the database or the failure of another job asks for it: what it does outside of the database belongs in `afterCommit`. */
export type WriteJob<T> = (context: WriteContext) => Promise<T>;

interface Queued {
  job: WriteJob<unknown>;
  resolve(value: unknown): void;
  reject(reason: unknown): void;
}

/** One fsync for at most this many jobs: the first of them must not wait for ever. */
const BATCH = 256;
/** A batch that came into the way of another process is run again, this often in all. */
const ATTEMPTS = 4;

/**
 * The only way to write. All jobs of a tick share one transaction, each in a savepoint of its own, and nobody is answered
 * before COMMIT has come back from the disk: at 64 in flight, one fsync pays for all of them.
 */
export class GroupCommit {
  readonly #database: Database;
  #waiting: Queued[] = [];
  #running: Promise<void> | undefined;
  #closed = false;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Resolves with the job's result after COMMIT; rejects with what the job threw, and then nothing of it is stored. */
  write<T>(job: WriteJob<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('The storage is closed.'));
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ job, resolve: resolve as (value: unknown) => void, reject });
      this.#running ??= this.#run();
    });
  }

  /** Writes what is waiting, then takes nothing more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length) {
      await this.#gather();
      await this.#commit(this.#waiting.splice(0, BATCH));
    }
    this.#running = undefined;
  }

  /**
   * What arrives within this turn of the event loop goes into the batch, and what arrives in the next ones too, for as long as
   * each brings something: a commit holds the loop up, and those behind it come in one after the other. Alone, nobody waits.
   */
  async #gather(): Promise<void> {
    let before: number;
    do {
      before = this.#waiting.length;
      await new Promise((next) => setImmediate(next));
    } while (this.#waiting.length > before && this.#waiting.length < BATCH);
  }

  async #commit(batch: Queued[]): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        const answers = await this.#attempt(batch);
        for (const answer of answers) answer();
        return;
      } catch (failure) {
        if (attempt < ATTEMPTS && this.#database.mayRunAgain(failure)) continue;
        // The disk is full, or the database gone: nothing of this batch is stored, and everybody is told so.
        for (const queued of batch) queued.reject(failure);
        return;
      }
    }
  }

  /**
   * Runs and commits all jobs; gives what their callers are to be told. Few jobs fail, so the first attempt does without
   * savepoints: one that fails is undone with the whole batch, which is then run again with a savepoint for each.
   */
  async #attempt(batch: Queued[], careful = false): Promise<(() => void)[]> {
    const transaction = await this.#database.db.startTransaction().execute();
    try {
      await this.#database.takeTurn(transaction);
      const answers: (() => void)[] = [];
      const gathered: Gathered = new Map();
      for (const queued of batch) {
        const run = careful ? this.#runCarefully(transaction, queued) : runJob(transaction, queued);
        const done = await run;
        answers.push(done.answer);
        for (const [together, items] of done.gathered)
          gathered.set(together, [...(gathered.get(together) ?? []), ...items]);
      }
      const effects: (() => void)[] = [];
      const afterCommit = (effect: () => void) => void effects.push(effect);
      for (const [together, items] of gathered)
        await together(items as never[], { db: transaction, afterCommit });
      await transaction.commit().execute();
      return [...effects, ...answers];
    } catch (failure) {
      if (!transaction.isCommitted && !transaction.isRolledBack)
        await transaction
          .rollback()
          .execute()
          .catch(() => {});
      if (careful || !(failure instanceof JobFailure)) throw failure;
      if (this.#database.mayRunAgain(failure.cause)) throw failure.cause;
      if (batch.length > 1) return this.#attempt(batch, true);
      return [() => batch[0]!.reject(failure.cause)];
    }
  }

  async #runCarefully(transaction: ControlledTransaction<Tables>, queued: Queued): Promise<Done> {
    const savepoint = await transaction.savepoint('job').execute();
    try {
      const done = await runJob(transaction, queued);
      await savepoint.releaseSavepoint('job').execute();
      return done;
    } catch (failure) {
      const { cause } = failure as JobFailure;
      if (this.#database.mayRunAgain(cause)) throw cause;
      await savepoint.rollbackToSavepoint('job').execute();
      await savepoint.releaseSavepoint('job').execute();
      return { answer: () => queued.reject(cause), gathered: new Map() };
    }
  }
}

/** What a job threw, and not the database around it. */
class JobFailure extends Error {}

type Gathered = Map<Together<never>, unknown[]>;

interface Done {
  /** Tells the job's caller. */
  answer: () => void;
  gathered: Gathered;
}

async function runJob(db: ControlledTransaction<Tables>, { job, resolve }: Queued): Promise<Done> {
  const effects: (() => void)[] = [];
  const gathered: Gathered = new Map();
  const context: WriteContext = {
    db,
    afterCommit: (effect) => void effects.push(effect),
    gather(together, item) {
      const items = gathered.get(together);
      if (items) items.push(item);
      else gathered.set(together, [item]);
    },
  };
  try {
    const result = await job(context);
    const answer = () => {
      for (const effect of effects) effect();
      resolve(result);
    };
    return { answer, gathered };
  } catch (cause) {
    throw new JobFailure('a job failed', { cause });
  }
}
