import { rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { FastifyBaseLogger } from 'fastify';
import { GatewayError } from '../gateway-error.js';
import type { Gateway } from '../gateway.js';
import { LOCAL_CALLS, type LocalAnswer, type LocalCall, type LocalQuestion } from './calls.js';

export const socketFile = (dataDir: string): string => join(dataDir, 'gateway.sock');

/** Longest path that a socket's address holds, everywhere. */
const PATH_MAX = 103;

export interface LocalServer {
  /** Lets go of everybody: what is under way is finished, but not answered any more. */
  close(): Promise<void>;
}

/**
 * Takes calls of commands on this machine, at a socket that only the owner of the folder can open. Called by the process that
 * has the database, so a socket that is there already is left from one that was killed.
 */
export async function serveLocal(
  dataDir: string,
  gateway: Gateway,
  log: Pick<FastifyBaseLogger, 'error' | 'warn'>,
): Promise<LocalServer | undefined> {
  const file = socketFile(dataDir);
  if (Buffer.byteLength(file) > PATH_MAX) {
    log.warn('the path of the data folder is too long for a socket: commands work only while nothing runs');
    return undefined;
  }
  rmSync(file, { force: true });
  const connections = new Set<Socket>();
  const running = new Set<Promise<unknown>>();
  const server = createServer((socket) => {
    connections.add(socket);
    const gone = new AbortController();
    socket.on('close', () => {
      connections.delete(socket);
      gone.abort();
    });
    // A command that was interrupted is no matter of ours.
    socket.on('error', () => {});
    const answer = (line: string): Promise<void> => {
      const done = run(gateway, line, gone.signal, log).then((said) => {
        if (socket.writable) socket.write(`${JSON.stringify(said)}\n`);
      });
      running.add(done);
      return done.finally(() => running.delete(done));
    };
    // One after the other.
    let turn = Promise.resolve();
    createInterface(socket).on('line', (line) => void (turn = turn.then(() => answer(line))));
  });
  // The rights are there from the first moment on: the address is made inside of `listen`.
  const umask = process.umask(0o177);
  try {
    await new Promise<void>((listening, failed) =>
      server.once('error', failed).listen(file, () => listening()),
    );
  } finally {
    process.umask(umask);
  }
  return {
    async close() {
      const closed = new Promise((done) => server.close(done));
      for (const socket of connections) socket.destroy();
      await Promise.allSettled(running);
      await closed;
    },
  };
}

async function run(
  gateway: Gateway,
  line: string,
  gone: AbortSignal,
  log: Pick<FastifyBaseLogger, 'error'>,
): Promise<LocalAnswer> {
  try {
    const { call, input } = JSON.parse(line) as LocalQuestion;
    if (!Object.hasOwn(LOCAL_CALLS, call))
      throw new GatewayError(`The running gateway knows no call ${call}: it is of another version.`);
    const work: LocalCall = LOCAL_CALLS[call as keyof typeof LOCAL_CALLS];
    return { answer: (await work(gateway, input as never, gone)) ?? null };
  } catch (error) {
    if (error instanceof GatewayError) return { error: error.message, forPeople: true };
    log.error({ err: error }, 'a local call failed');
    return { error: (error as Error).message, forPeople: false };
  }
}
