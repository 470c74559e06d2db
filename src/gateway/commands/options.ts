import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import ipaddr from 'ipaddr.js';
import type { ServerOptions } from '../http/server.js';
import type { Place } from '../storage/index.js';
import { UsageError } from './usage.js';

const text = { type: 'string' } as const;

/** Every option of every command; which of them a command needs, it asks for by name. */
const OPTIONS = {
  data: text,
  port: text,
  host: text,
  widget: text,
  demo: text,
  'trust-proxy': text,
  'may-call': text,
  log: text,
  template: text,
  title: text,
  region: text,
  days: text,
  role: text,
  board: text,
  'every-board': { type: 'boolean' },
  parent: text,
  unit: text,
  take: { type: 'boolean' },
  name: text,
  shape: text,
  fault: { type: 'string', multiple: true },
  operation: text,
  status: text,
  origin: text,
  nonce: { type: 'boolean' },
  'trusted-types': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export type Given = ReturnType<typeof readCommandLine>;

export function readCommandLine(line: string[]) {
  try {
    const { values, positionals } = parseArgs({ args: line, options: OPTIONS, allowPositionals: true });
    return { values, words: positionals };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

export function needed(
  given: Given,
  option: 'days' | 'parent' | 'template' | 'title' | 'region' | 'role' | 'name',
): string {
  const value = given.values[option]?.trim();
  if (!value) throw new UsageError(`--${option} is missing.`);
  return value;
}

export function oneOf<T extends string>(value: string, allowed: readonly T[], option: string): T {
  const found = allowed.find((name) => name === value);
  if (!found) throw new UsageError(`--${option} ${value}: there is ${allowed.join(', ')}.`);
  return found;
}

/** A number of days, or nothing for `never`. */
export function daysOf(said: string): number | null {
  const days = said === 'never' ? null : Number(said);
  if (days !== null && !(Number.isInteger(days) && days >= 1 && days <= 36_500))
    throw new UsageError(`--days ${said}: a number of days, or never.`);
  return days;
}

/** The address of a database holds a password: it is taken from the environment, not from a line that everybody can read. */
export const placeOf = ({ values }: Given): Place => ({
  dataDir: resolve(values.data ?? (process.env['HELP_BOARD_DATA'] || 'data')),
  databaseUrl: process.env['DATABASE_URL'] || undefined,
});

export function portOf({ values }: Given): number {
  const port = Number(values.port ?? (process.env['PORT'] || 8080));
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new UsageError(`--port ${values.port} is no port.`);
  return port;
}

/**
 * A number of hops, or addresses and networks separated by commas. Whoever else says whom a call comes from is not believed;
 * to believe everybody would let everybody choose their own address.
 */
export function trustProxyOf({ values }: Given): ServerOptions['trustProxy'] {
  const value = values['trust-proxy'] ?? process.env['TRUST_PROXY'];
  if (!value) return undefined;
  const hops = Number(value);
  if (Number.isInteger(hops) && hops >= 0) return (_address, hop) => hop < hops;
  const networks = value.split(',').map((network) => network.trim());
  const wrong = networks.find((network) => !isNetwork(network));
  if (wrong !== undefined)
    throw new UsageError(`--trust-proxy ${wrong}: a number of hops, or addresses like 10.0.0.1,10.1.0.0/16.`);
  return networks;
}

/** Networks that webhooks may go to although they are not public. */
export const mayCallOf = ({ values }: Given): string[] | undefined =>
  (values['may-call'] ?? process.env['MAY_CALL'])
    ?.split(',')
    .map((network) => network.trim())
    .filter(Boolean);

function isNetwork(network: string): boolean {
  return ipaddr.isValid(network) || ipaddr.isValidCIDR(network);
}
