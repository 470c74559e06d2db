import type { ControlledTransaction, Transaction } from 'kysely';
import type { Database } from './database/index.js';
import type { Tables } from './tables.js';

/** What a write job works with. */
export interface WriteContext {
  db: Transaction<Tables>;
  /** Runs once the job's rows are on disk, before the job's caller is answered. */
  afterCommit(effect: () => void): void;
}

/** May be run more than once, where the database asks for it: what it does outside of the database belongs in `afterCommit`. */
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
    // Everything that arrives within this turn of the event loop goes into the first batch.
    await new Promise((next) => setImmediate(next));
    while (this.#waiting.length) await this.#commit(this.#waiting.splice(0, BATCH));
    this.#running = undefined;
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

  /** Runs and commits all jobs; gives what their callers are to be told. */
  async #attempt(batch: Queued[]): Promise<(() => void)[]> {
    const transaction = await this.#database.db.startTransaction().execute();
    try {
      await this.#database.takeTurn(transaction);
      const answers: (() => void)[] = [];
      for (const queued of batch) answers.push(await this.#runJob(transaction, queued));
      await transaction.commit().execute();
      return answers;
    } catch (failure) {
      if (!transaction.isCommitted && !transaction.isRolledBack)
        await transaction
          .rollback()
          .execute()
          .catch(() => {});
      throw failure;
    }
  }

  async #runJob(transaction: ControlledTransaction<Tables>, { job, resolve, reject }: Queued) {
    const effects: (() => void)[] = [];
    const savepoint = await transaction.savepoint('job').execute();
    try {
      const result = await job({ db: transaction, afterCommit: (effect) => void effects.push(effect) });
      await savepoint.releaseSavepoint('job').execute();
      return () => {
        for (const effect of effects) effect();
        resolve(result);
      };
    } catch (failure) {
      if (this.#database.mayRunAgain(failure)) throw failure;
      await savepoint.rollbackToSavepoint('job').execute();
      await savepoint.releaseSavepoint('job').execute();
      return () => reject(failure);
    }
  }
}
