import type { Storage } from '../storage/index.js';
import * as accounts from './accounts.js';
import type { Grant } from './person.js';
import type { SignIn } from './sign-in.js';

/** Accounts, as whoever runs the gateway changes them. */
export interface People {
  /** Gives the first password, this once. */
  add(account: { name: string; displayName: string }): Promise<string>;
  setRole(name: string, grant: Grant, given: boolean): Promise<void>;
  setLocked(name: string, locked: boolean): Promise<void>;
  /** Gives the new password, this once. */
  resetPassword(name: string): Promise<string>;
  list(): Promise<accounts.ListedAccount[]>;
}

export const peopleOf = (storage: Storage, signIn: SignIn, now: () => number): People => ({
  add: (account) => accounts.addAccount(storage, account, now()),
  setRole: (name, grant, given) => accounts.setRole(storage, name, grant, given, now()),
  async setLocked(name, locked) {
    await accounts.setLocked(storage, name, locked, now());
    if (!locked) signIn.forgive(name);
  },
  resetPassword: (name) => accounts.resetPassword(storage, name, now()),
  list: () => accounts.listAccounts(storage),
});
