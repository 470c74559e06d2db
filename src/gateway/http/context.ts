import type { MeToo } from '../loop/me-too.js';
import type { Storage } from '../storage/index.js';
import type { BodyCache } from './body-cache.js';
import type { RateLimit } from './rate-limit.js';

/** What the routes work with. */
export interface HttpContext {
  storage: Storage;
  meToo: MeToo;
  bodies: BodyCache;
  limits: {
    submits: RateLimit;
    uploads: RateLimit;
    tracking: RateLimit;
    meToo: RateLimit;
  };
  /** Epoch milliseconds. */
  now(): number;
  /** Part of every ETag: another program may answer in another form. */
  build: string;
}
