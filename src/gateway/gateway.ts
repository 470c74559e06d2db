import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { TEMPLATES, type Board, type TemplateName } from '../model/index.js';
import { BUILD } from './build.js';
import { GatewayError } from './gateway-error.js';
import { BoardGuards } from './guard/board-guard.js';
import { Challenges, forgetChallenges } from './guard/challenges.js';
import { Moderation } from './guard/moderation.js';
import { Outbound } from './guard/outbound.js';
import { BodyCache } from './http/body-cache.js';
import type { HttpContext } from './http/context.js';
import { STREAMS_MAX } from './http/live.js';
import { pageRoutes, type PagesOptions } from './http/pages.js';
import { RateLimit, type Limit } from './http/rate-limit.js';
import { createServer, type ServerOptions } from './http/server.js';
import { forgetPrefills } from './intake/prefill.js';
import { dropStaleUploads } from './intake/uploads.js';
import { escalationJob } from './escalation/escalate.js';
import { faultOfParent, setLevel } from './levels/level.js';
import { Connections } from './hotline/connections.js';
import { forwardJob } from './hotline/forward.js';
import { pollJob } from './hotline/poll.js';
import { reconcile, type Reconciliation } from './hotline/reconcile.js';
import { keysOf, type Keys } from './keys/rotate.js';
import { resealJob } from './keys/reseal.js';
import { PublicStats } from './figures/prepared.js';
import { forgetAnswers } from './loop/once.js';
import { Votes } from './loop/votes.js';
import { serveLocal, type LocalServer } from './local/serve.js';
import { HostTokens } from './people/host-tokens.js';
import { OPERATOR } from './people/accounts.js';
import { peopleOf, type People } from './people/index.js';
import { SignIn } from './people/sign-in.js';
import { anonymiseOld } from './retention/anonymise.js';
import { tidySearch } from './search/tidy.js';
import { fillBoard } from './seed/index.js';
import { Arrivals } from './slot/arrivals.js';
import { forgetPages, slotJob } from './slot/schedule.js';
import {
  createDeskToken,
  listDeskTokens,
  revokeDeskToken,
  type ListedToken,
  type NewToken,
} from './storage/desk-tokens.js';
import { openStorage, type Place, type Storage } from './storage/index.js';
import { followSealing } from './storage/sealing.js';
import { Jobs } from './jobs.js';

export interface GatewayOptions extends Place, PagesOptions, Partial<Omit<ServerOptions, 'trustProxy'>> {
  /** Proxies whose `X-Forwarded-For` is believed: `true`, a number of hops, or addresses. None when left out. */
  trustProxy?: ServerOptions['trustProxy'];
  /** By address; they slow down and never refuse for good. */
  limits?: Partial<Record<keyof HttpContext['limits'], Limit>>;
  /** Lines held open at once to tell of public changes (2,000). */
  streamsMax?: number;
  /** Milliseconds between two looks at the totals (10 minutes). */
  figuresEvery?: number;
  /** Milliseconds between two looks for jobs that are due (10 seconds). */
  jobsEvery?: number;
  /** Networks beside the public ones that webhooks may go to (`10.1.2.0/24`). */
  mayCall?: readonly string[];
  /** What other sites sign their users' tokens with: a JWK set; `host-keys.json` of the data folder when left out. */
  hostKeys?: string;
  /** Hotlines that desks hand over to by wire, as JSON; `hotlines.json` of the data folder when left out. */
  hotlines?: string;
  /** The clock, epoch milliseconds. */
  now?: () => number;
}

export interface NewBoard {
  key: string;
  /** The level above, where there is one. */
  parent?: string;
  template: TemplateName;
  title: string;
  region: string;
}

/** A gateway on an open data folder. Nothing is served before `listen`. */
export interface Gateway {
  readonly storage: Storage;
  readonly app: FastifyInstance;
  /** What it does by itself. */
  readonly jobs: Jobs;
  /** Serves; gives the address, with a slash at the end. Port 0 takes a free one. */
  listen(at?: { port?: number; host?: string }): Promise<string>;
  createBoard(board: NewBoard): Promise<Board>;
  /** Fills an empty board with the demonstration's requests; gives their number. */
  seed(board: string): Promise<number>;
  /** A bearer token for the desk. It is given out this once. */
  createToken(token: NewToken): Promise<string>;
  /** Puts a board below another, or on its own. */
  placeBoard(board: string, parent: string | null): Promise<void>;
  listTokens(): Promise<ListedToken[]>;
  revokeToken(id: string): Promise<void>;
  /** What seals what is private. */
  readonly keys: Keys;
  /** Accounts of those who work with the boards. */
  readonly people: People;
  /** Orders of the last days, ours against theirs, of each hotline that the board's desk is connected to. */
  reconcile(of: { board: string; days: number }): Promise<Reconciliation[]>;
  /** Takes nothing new, finishes what is under way, brings the last write to the disk and lets the folder go. */
  close(): Promise<void>;
}

const LIMITS: Record<keyof HttpContext['limits'], Limit> = {
  submits: { burst: 60, perMinute: 60 },
  uploads: { burst: 120, perMinute: 60 },
  tracking: { burst: 20, perMinute: 10 },
  meToo: { burst: 120, perMinute: 120 },
  sessions: { burst: 60, perMinute: 30 },
  suggestions: { burst: 60, perMinute: 60 },
  arrivals: { burst: 120, perMinute: 120 },
};
const BODY_CACHE_BYTES = 16 * 1024 * 1024;
const HOUR = 3_600_000;
/** How long another process's public change may go unseen here; caches in front keep answers for longer. */
const SEEN_WITHIN_MS = 1000;

export const BOARD_KEY = /^[a-z][a-z0-9-]{1,39}$/;

/** Opens a site's data and makes a gateway on them. Rejects with `DatabaseBusyError` while another process has a SQLite database. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { now = Date.now, figuresEvery = 10 * 60_000 } = options;
  const hostTokens = await HostTokens.open(options.dataDir, options.hostKeys);
  const hotlines = await Connections.open(options.dataDir, options.hotlines);
  const storage = await openStorage(options).catch(async (error: unknown) => {
    await hotlines.close();
    throw error;
  });
  const { boards, writes } = storage;
  boards.hotlineNamed = (desk, name) => hotlines.named(desk, name)?.key;
  const limit = (name: keyof typeof LIMITS) => new RateLimit(options.limits?.[name] ?? LIMITS[name], now);
  const votes = new Votes(storage, now);
  const guards = new BoardGuards(storage, now);
  const outbound = new Outbound({ allow: options.mayCall });
  const context: HttpContext = {
    storage,
    votes,
    stats: new PublicStats(storage, figuresEvery),
    bodies: new BodyCache(BODY_CACHE_BYTES),
    limits: {
      submits: limit('submits'),
      uploads: limit('uploads'),
      tracking: limit('tracking'),
      meToo: limit('meToo'),
      sessions: limit('sessions'),
      suggestions: limit('suggestions'),
      arrivals: limit('arrivals'),
    },
    guards,
    challenges: new Challenges(storage, now),
    moderation: new Moderation(storage, guards, outbound, now, () => app.log),
    outbound,
    signIn: new SignIn(storage, now),
    hostTokens,
    hotlines,
    arrivals: new Arrivals(storage, now),
    streamsMax: options.streamsMax ?? STREAMS_MAX,
    now,
    build: BUILD,
  };
  const { logLevel = 'info', logStream, trustProxy } = options;
  const app = createServer(context, { logLevel, logStream, trustProxy });
  pageRoutes(app, options);
  // Closing what never served would first make all its routes, most of a second: a command on the data needs none of them.
  let served = false;
  app.addHook('onReady', async () => void (served = true));

  const timers: NodeJS.Timeout[] = [];
  const every = (interval: number, work: () => Promise<unknown>): void => {
    const run = () => void work().catch((error: unknown) => app.log.error({ err: error }, 'upkeep failed'));
    timers.push(setInterval(run, interval).unref());
  };

  const jobs = new Jobs(storage, app.log);
  jobs.add(escalationJob(storage, now));
  jobs.add(anonymiseOld(storage, now));
  if (hotlines.all().length) {
    jobs.add(forwardJob(storage, hotlines, now));
    jobs.add(pollJob(storage, hotlines, now));
  }
  jobs.add(slotJob(storage, now));
  jobs.add(forgetPages(now));
  jobs.add(resealJob(storage));
  if (storage.search.tidy) jobs.add(tidySearch(storage));
  jobs.add({ name: 'drop-stale-uploads', every: HOUR, run: (turn) => dropStaleUploads(turn, now()) });
  jobs.add({ name: 'forget-prefills', every: HOUR, run: (turn) => forgetPrefills(turn, now()) });
  jobs.add({ name: 'forget-challenges', every: HOUR, run: (turn) => forgetChallenges(turn, now()) });
  jobs.add({ name: 'forget-answers', every: HOUR, run: (turn) => forgetAnswers(turn, now()) });

  let local: LocalServer | undefined;
  let closing: Promise<void> | undefined;
  const gateway: Gateway = {
    storage,
    app,
    jobs,
    async listen({ port = 8080, host = '127.0.0.1' } = {}) {
      served = true;
      await votes.recover();
      await boards.refreshFigures(writes);
      // On SQLite, commands work through the process that has the database; PostgreSQL has room for them beside it.
      if (!storage.shared) local = await serveLocal(options.dataDir, gateway, app.log);
      await app.listen({ port, host });
      every(figuresEvery, () => boards.refreshFigures(writes));
      if (storage.shared)
        every(SEEN_WITHIN_MS, () => Promise.all([boards.refresh(), followSealing(storage)]));
      jobs.start(options.jobsEvery ?? 10_000);
      const address = app.server.address() as AddressInfo;
      const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
      return `http://${name}:${address.port}/`;
    },
    async createBoard({ key, template, title, region, parent }) {
      if (!BOARD_KEY.test(key))
        throw new GatewayError(`“${key}” is no board key: small letters, digits and hyphens.`);
      const board: Board = { ...TEMPLATES[template](), key, title, region };
      return writes.write(async (write) => {
        const known = await write.db
          .selectFrom('board')
          .select('key')
          .where('key', '=', key)
          .executeTakeFirst();
        if (known) throw new GatewayError(`A board ${key} exists already.`);
        if (parent !== undefined && !boards.get(parent))
          throw new GatewayError(`There is no board ${parent}.`);
        await boards.insert(write, board, now(), parent);
        if (parent !== undefined) await boards.bump(write, parent);
        return board;
      });
    },
    seed: (board) => fillBoard(storage, board, now()),
    createToken: (token) => createDeskToken(storage, token, now()),
    async placeBoard(board, parent) {
      if (!boards.get(board)) throw new GatewayError(`There is no board ${board}.`);
      const fault = parent === null ? undefined : faultOfParent(boards, board, parent);
      if (fault)
        throw new GatewayError(
          fault === 'unknown' ? `There is no board ${parent}.` : `${parent} stands below ${board} itself.`,
        );
      const by = { actor: OPERATOR, at: now() };
      await writes.write((write) => setLevel(write, boards, board, { parent: parent ?? '' }, by));
    },
    listTokens: () => listDeskTokens(storage),
    revokeToken: (id) => revokeDeskToken(storage, id, now()),
    keys: keysOf(storage, jobs, options.dataDir),
    people: peopleOf(storage, context.signIn, now),
    async reconcile({ board, days }) {
      const connected = hotlines.of(board);
      if (!connected.length)
        throw new GatewayError(`${board} is connected to no hotline: see hotlines.json.`);
      const at = now();
      const reports: Reconciliation[] = [];
      for (const one of connected) reports.push(await reconcile(storage, one, at - days * 24 * HOUR, at));
      return reports;
    },
    close() {
      closing ??= (async () => {
        for (const timer of timers) clearInterval(timer);
        if (served) await app.close();
        await local?.close();
        await jobs.close();
        await votes.show();
        await hotlines.close();
        await storage.close();
      })();
      return closing;
    },
  };
  return gateway;
}
