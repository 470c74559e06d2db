import { GatewayError } from '../gateway-error.js';
import type { Gateway, NewBoard } from '../gateway.js';
import type { Grant } from '../people/person.js';
import type { NewToken } from '../storage/desk-tokens.js';

/**
 * What commands can have done. With a gateway running on the folder it does it, asked through its socket; else the command
 * does it itself. What goes in and comes out is JSON.
 *
 * `gone` is aborted when the command has ended, for what lasts as long as it does.
 */
export type LocalCall = (gateway: Gateway, input: never, gone: AbortSignal) => Promise<unknown>;

export const LOCAL_CALLS = {
  createBoard: async (gateway: Gateway, board: NewBoard) => void (await gateway.createBoard(board)),
  seed: (gateway: Gateway, { board }: { board: string }) => gateway.seed(board),
  createToken: (gateway: Gateway, token: NewToken) => gateway.createToken(token),
  listTokens: (gateway: Gateway, _input: null) => gateway.listTokens(),
  revokeToken: (gateway: Gateway, { id }: { id: string }) => gateway.revokeToken(id),
  placeBoard: (gateway: Gateway, { board, parent }: { board: string; parent: string | null }) =>
    gateway.placeBoard(board, parent),
  listKeys: ({ keys }: Gateway, _input: null) => keys.list(),
  rotateKey: ({ keys }: Gateway, _input: null) => keys.rotate(),
  retireKeys: ({ keys }: Gateway, _input: null) => keys.retire(),
  addUser: ({ people }: Gateway, account: { name: string; displayName: string }) => people.add(account),
  setUserRole: (
    { people }: Gateway,
    { name, grant, given }: { name: string; grant: Grant; given: boolean },
  ) => people.setRole(name, grant, given),
  lockUser: ({ people }: Gateway, { name, locked }: { name: string; locked: boolean }) =>
    people.setLocked(name, locked),
  resetPassword: ({ people }: Gateway, { name }: { name: string }) => people.resetPassword(name),
  listUsers: ({ people }: Gateway, _input: null) => people.list(),
  keepFor: async ({ storage }: Gateway, { board, days }: { board: string; days: number | null }) => {
    const { writes, boards } = storage;
    if (!(await writes.write((context) => boards.keepFor(context, board, days))))
      throw new GatewayError(`There is no board ${board}.`);
  },
  reconcile: (gateway: Gateway, of: { board: string; days: number }) => gateway.reconcile(of),
  /** Until the command has ended, SQLite's file stays as it is now. */
  hold: async ({ storage }: Gateway, _nothing: object, gone: AbortSignal) => {
    const release = await storage.hold!();
    if (gone.aborted) release();
    else gone.addEventListener('abort', release, { once: true });
  },
  /** Whoever still hears this has held it all the time. */
  stillHeld: async (_gateway: Gateway, _nothing: object) => {},
} satisfies Record<string, LocalCall>;

type Calls = typeof LOCAL_CALLS;
export type CallName = keyof Calls;
export type CallInput<Name extends CallName> = Parameters<Calls[Name]>[1];
export type CallAnswer<Name extends CallName> = Awaited<ReturnType<Calls[Name]>>;

/** One line each way; several calls may follow each other on a connection. */
export interface LocalQuestion {
  call: string;
  input: unknown;
}
export type LocalAnswer = { answer: unknown } | { error: string; forPeople: boolean };
