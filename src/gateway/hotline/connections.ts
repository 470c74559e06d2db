import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capabilitiesOf } from '../../adapters/hotline/capabilities.js';
import { HotlineClient, type Exchange, type HotlineProfile } from '../../adapters/hotline/index.js';
import { decode, number, object, record, string } from '../../model/index.js';
import { GatewayError } from '../gateway-error.js';
import { signedExchange } from './exchange.js';
import { readProfile } from './profile-file.js';
import { schemeOf, type Scheme, type Secrets } from './signers/index.js';
import { isTable, openTable } from './table.js';

const FILE = 'hotlines.json';
const POLL_MINUTES = 10;
const KEY = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** By their names. `$NAME` is taken from the environment. */
const secretsSchema = record(string());

/** A hotline as the operator connects it, in `hotlines.json` of the data folder. */
const connectionSchema = object(
  {
    /** The board whose desk hands over to it. */
    board: string(),
    /** Names it in addresses: small letters, digits, hyphens. */
    key: string(),
    /** A shape's letter, or a file: see `readProfile`. */
    profile: string(),
    /** URL; or a table that both sides read and write: `sqlite:FILE` or `postgres://…`. */
    backend: string(),
  },
  {
    /** What people call it, and the desk hands over to (the profile's label). */
    name: string(),
    /** What the profile's credentials and signer need. */
    secrets: secretsSchema,
    /** How what they push is signed, and where in it the order is. Without it nothing that is pushed is heard. */
    callback: object({ signer: string(), secrets: secretsSchema }, { order: string() }),
    /** Minutes between two looks at an order (10); 0 where they push. */
    poll: number(),
    /** This site's address as the hotline reaches it, for pictures that go as addresses. */
    site: string(),
  },
);

/** A hotline that a desk is connected to. */
export interface Connection {
  board: string;
  key: string;
  name: string;
  profile: HotlineProfile;
  client: HotlineClient;
  dedupe: 'key' | 'lookup' | 'none';
  /** Milliseconds between two looks at an order; 0 where nothing can be asked, or is. */
  pollEvery: number;
  callback?: { scheme: Scheme; secrets: Secrets; order: string };
  site?: string;
  close(): Promise<void>;
}

/** Everything that the desks of this site are connected to. */
export class Connections {
  readonly #all: Connection[];

  constructor(all: Connection[] = []) {
    this.#all = all;
  }

  /** What is in the file, or in HELP_BOARD_HOTLINES where several machines share one database. Nothing where neither is. */
  static async open(dataDir: string, given = process.env['HELP_BOARD_HOTLINES']): Promise<Connections> {
    const text = given || readIfThere(join(dataDir, FILE));
    const from = given ? 'HELP_BOARD_HOTLINES' : FILE;
    if (!text) return new Connections();
    let list: unknown;
    try {
      list = (JSON.parse(text) as { hotlines: unknown }).hotlines;
    } catch {
      throw new GatewayError(`${from} is no JSON.`);
    }
    if (!Array.isArray(list)) throw new GatewayError(`${from}: {"hotlines": [ … ]} is missing.`);
    const all: Connection[] = [];
    for (const [index, one] of list.entries())
      all.push(await connect(one, `${from}, hotline ${index + 1}`, dataDir));
    for (const [index, { board, key, name }] of all.entries())
      if (
        all
          .slice(0, index)
          .some((other) => other.board === board && (other.key === key || other.name === name))
      )
        throw new GatewayError(`${from}: ${board} has ${key} (${name}) twice.`);
    return new Connections(all);
  }

  all(): readonly Connection[] {
    return this.#all;
  }

  of(board: string): Connection[] {
    return this.#all.filter((one) => one.board === board);
  }

  get(board: string, key: string): Connection | undefined {
    return this.of(board).find((one) => one.key === key);
  }

  /** The one that a desk hands over to under this name. */
  named(board: string, name: string): Connection | undefined {
    return this.of(board).find((one) => one.name === name);
  }

  async close(): Promise<void> {
    for (const one of this.#all) await one.close();
  }
}

/** Secrets whose values stand in the environment. */
function resolved(secrets: Secrets = {}, from: string): Secrets {
  const entries = Object.entries(secrets).map(([name, value]) => {
    if (!/^\$\w+$/.test(value)) return [name, value];
    const known = process.env[value.slice(1)];
    if (!known) throw new GatewayError(`${from}: ${value} is not in the environment.`);
    return [name, known];
  });
  return Object.fromEntries(entries) as Secrets;
}

async function connect(raw: unknown, from: string, dataDir: string): Promise<Connection> {
  const given = decode(connectionSchema, raw);
  if (!given) throw new GatewayError(`${from}: it needs board, key, profile and backend.`);
  // A setting that is misspelt would silently not be there.
  const strange = Object.keys(raw as object).filter((name) => !(name in given));
  if (strange.length) throw new GatewayError(`${from}: ${strange.join(', ')} means nothing here.`);
  const { board, key, backend, site } = given;
  if (!KEY.test(key))
    throw new GatewayError(`${from}: the key ${key} is not of small letters, digits, hyphens.`);
  const secrets = resolved(given.secrets, from);
  const profile = await readProfile(given.profile, dataDir);
  const missing = (profile.credentials ?? []).filter(({ credential }) => !secrets[credential]);
  if (missing.length)
    throw new GatewayError(
      `${from}: the profile needs the secret ${missing.map((of) => of.credential).join(', ')}.`,
    );
  const scheme = profile.signer ? schemeOf(profile.signer, secrets, from) : undefined;
  const table = isTable(backend) ? await openTable(backend, dataDir) : undefined;
  const exchange: Exchange = table?.exchange ?? signedExchange(urlOf(backend, from), scheme, secrets);
  const client = new HotlineClient({ profile, exchange, credentials: () => Promise.resolve(secrets) });
  const { callback, poll = POLL_MINUTES } = given;
  const heard = callback && resolved(callback.secrets, from);
  return {
    ...{ board, key, profile, client, site },
    name: given.name ?? profile.label,
    dedupe: capabilitiesOf(profile).dedupe,
    pollEvery: client.can('get') || client.can('find') ? poll * 60_000 : 0,
    ...(callback && {
      callback: {
        scheme: schemeOf(callback.signer, heard!, `${from}, callback`),
        secrets: heard!,
        order: callback.order ?? '',
      },
    }),
    close: async () => table?.close(),
  };
}

function urlOf(backend: string, from: string): string {
  try {
    const { protocol, username } = new URL(backend);
    if (/^https?:$/.test(protocol) && !username) return backend.replace(/\/$/, '');
  } catch {
    // Falls through.
  }
  throw new GatewayError(`${from}: ${backend.slice(0, 60)} is no address like https://hotline.example.cn.`);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
