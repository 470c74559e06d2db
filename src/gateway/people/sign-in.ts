import { randomBytes } from 'node:crypto';
import { HelpBoardError } from '../../adapters/errors.js';
import { addressGroup } from '../http/rate-limit.js';
import type { Storage } from '../storage/index.js';
import { sameHash } from '../storage/secret.js';
import { findAccount, type Account } from './accounts.js';
import { Attempts } from './attempts.js';
import { isPassword } from './passwords.js';

export interface Credentials {
  name: string;
  password: string;
  address: string;
  /** What this device was given when somebody signed in on it before. */
  device?: string;
}

/**
 * Signing in with a name and a password. A wrong one slows down the next try of the same name from the same address, up to
 * a quarter of an hour. Guessing from many addresses slows the name down as a whole, by 30 seconds at most, and only on
 * devices on which nobody has signed in to it before: whoever attacks an account cannot keep its owner out of it.
 */
export class SignIn {
  readonly #storage: Storage;
  readonly #bySource: Attempts;
  readonly #byName: Attempts;

  constructor(storage: Storage, now: () => number) {
    this.#storage = storage;
    this.#bySource = new Attempts({ free: 5, most: 15 * 60 }, now);
    this.#byName = new Attempts({ free: 50, most: 30 }, now);
  }

  /** The account; `unauthorized` for an unknown name and a wrong password alike, `forbidden` for a locked account. */
  async signIn({ name, password, address, device }: Credentials): Promise<Account> {
    const own = name.normalize('NFKC').toLowerCase();
    const known = device !== undefined && this.#isDeviceOf(own, device);
    const source = known ? `${own} ${device}` : `${own} ${addressGroup(address)}`;
    this.#bySource.check(source);
    if (!known) this.#byName.check(own);
    this.#bySource.count(source);
    if (!known) this.#byName.count(own);

    const account = await findAccount(this.#storage, own);
    if (!(await isPassword(password, account?.password_hash))) throw new HelpBoardError('unauthorized');
    this.#bySource.forget(source);
    if (account!.locked_at !== null) throw new HelpBoardError('forbidden');
    return account!;
  }

  /** Lets a name be tried again at once, as far as it was slowed down as a whole. */
  forgive(name: string): void {
    this.#byName.forget(name.normalize('NFKC').toLowerCase());
  }

  /** What a device on which somebody has signed in is known by from then on. It opens nothing. */
  deviceOf({ name }: Pick<Account, 'name'>): string {
    const nonce = randomBytes(12).toString('base64url');
    return `${nonce}.${this.#mark(name, nonce)}`;
  }

  #isDeviceOf(name: string, device: string): boolean {
    const [nonce = '', mark = ''] = device.split('.');
    return sameHash(mark, this.#mark(name, nonce));
  }

  #mark = (name: string, nonce: string): string => this.#storage.secret.hash('device-of', name, nonce);
}
