import type { PublicStats } from '../figures/prepared.js';
import type { BoardGuards } from '../guard/board-guard.js';
import type { Challenges } from '../guard/challenges.js';
import type { Moderation } from '../guard/moderation.js';
import type { Outbound } from '../guard/outbound.js';
import type { Connections } from '../hotline/connections.js';
import type { Votes } from '../loop/votes.js';
import type { HostTokens } from '../people/host-tokens.js';
import type { SignIn } from '../people/sign-in.js';
import type { Arrivals } from '../slot/arrivals.js';
import type { Storage } from '../storage/index.js';
import type { BodyCache } from './body-cache.js';
import type { RateLimit } from './rate-limit.js';

/** What the routes work with. */
export interface HttpContext {
  storage: Storage;
  votes: Votes;
  stats: PublicStats;
  bodies: BodyCache;
  limits: {
    submits: RateLimit;
    uploads: RateLimit;
    tracking: RateLimit;
    meToo: RateLimit;
    sessions: RateLimit;
    suggestions: RateLimit;
    arrivals: RateLimit;
  };
  guards: BoardGuards;
  challenges: Challenges;
  moderation: Moderation;
  /** Calls to addresses that somebody has typed in. */
  outbound: Outbound;
  /** Hotlines that desks hand over to by wire. */
  hotlines: Connections;
  signIn: SignIn;
  /** What other sites say about their users. */
  hostTokens: HostTokens;
  /** On which pages the home slot has arrived. */
  arrivals: Arrivals;
  /** Lines held open at once to tell of public changes. */
  streamsMax: number;
  /** Epoch milliseconds. */
  now(): number;
  /** Part of every ETag: another program may answer in another form. */
  build: string;
}
