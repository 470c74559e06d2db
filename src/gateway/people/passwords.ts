import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { base32 } from '../storage/ids.js';

/** Argon2id with 19 MiB and two passes: the library's defaults, and OWASP's least. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'));

export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;

/** 75 random bits that can be read out on the phone. */
export const newPassword = (): string =>
  base32(randomBytes(10), 15)
    .toLowerCase()
    .replace(/(.{5})(?=.)/g, '$1-');

let nobody: Promise<string> | undefined;

/** Whether it is the password. For a name that does not exist it takes as long to say no. */
export async function isPassword(password: string, passwordHash: string | undefined): Promise<boolean> {
  nobody ??= hashPassword(newPassword());
  const right = await verify(passwordHash ?? (await nobody), password.normalize('NFKC'));
  return right && passwordHash !== undefined;
}
