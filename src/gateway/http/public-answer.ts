import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BoardState } from '../storage/boards.js';
import type { Body } from './body-cache.js';
import type { HttpContext } from './context.js';

const compress = promisify(gzip);
/** Below this a compressed answer saves no packet. */
const COMPRESS_FROM = 1000;

/**
 * A browser asks again after 2 s, a CDN after 8 s, and for 10 s more either may answer with the old while it asks: what is
 * taken down is gone everywhere after 20 s.
 */
export const PUBLIC_CACHING = 'public, max-age=2, s-maxage=8, stale-while-revalidate=10';

/** What an answer is of: a board, or a board with all below it. */
export interface Versioned {
  version: BoardState['version'] | string;
}

export const etagOf = ({ storage, build }: HttpContext, { version }: Versioned): string =>
  `W/"${storage.epoch}.${build}.${version}"`;

/** Whether what the client holds is still the present state. Weak comparison; lists and `*` as in RFC 9110. */
export function holds(request: FastifyRequest, etag: string): boolean {
  const held = request.headers['if-none-match'];
  if (!held) return false;
  const plain = (tag: string) => tag.trim().replace(/^W\//, '');
  return held.split(',').some((tag) => tag.trim() === '*' || plain(tag) === plain(etag));
}

/** Answers with what has been made before, under a tag of its own; compressed once. */
export async function sendPrepared(
  request: FastifyRequest,
  reply: FastifyReply,
  { etag, body }: { etag: string; body: Body },
): Promise<FastifyReply> {
  reply.header('etag', etag).header('cache-control', PUBLIC_CACHING).header('vary', 'Accept-Encoding');
  if (holds(request, etag)) return reply.code(304).send();
  reply.type('application/json; charset=utf-8');
  if (body.raw.length < COMPRESS_FROM || !/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? '')))
    return reply.send(body.raw);
  body.gzip ??= await compress(body.raw);
  return reply.header('content-encoding', 'gzip').send(body.gzip);
}

export interface PublicAnswer {
  /** Kept under this name until the next public change; left out, it is made anew each time. */
  cacheAs?: string;
  /** Something for the call's schema; a text is sent as it is. */
  make(): Promise<unknown>;
  /** JSON when left out. */
  type?: string;
}

/**
 * Answers a public read of a board. The version is read before the data: a change in between makes the answer newer than
 * its tag says, never older.
 */
export async function sendPublic(
  context: HttpContext,
  state: Versioned,
  request: FastifyRequest,
  reply: FastifyReply,
  { cacheAs, make, type = 'application/json; charset=utf-8' }: PublicAnswer,
): Promise<FastifyReply> {
  const { bodies } = context;
  const etag = etagOf(context, state);
  let body: Body | undefined = cacheAs === undefined ? undefined : bodies.get(cacheAs, etag);
  if (!body) {
    const made = await make();
    const text =
      typeof made === 'string' ? made : reply.serializeInput(made as Record<string, unknown>, '200');
    body = { raw: Buffer.from(text as string) };
    if (cacheAs !== undefined) bodies.set(cacheAs, etag, body);
  }
  reply
    .header('etag', etag)
    .header('cache-control', PUBLIC_CACHING)
    .header('vary', 'Accept-Encoding')
    .type(type);
  if (body.raw.length < COMPRESS_FROM || !/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? '')))
    return reply.send(body.raw);
  if (!body.gzip) {
    const zipped = await compress(body.raw);
    if (cacheAs === undefined) body.gzip = zipped;
    else if (!body.gzip) bodies.addGzip(cacheAs, body, zipped);
  }
  return reply.header('content-encoding', 'gzip').send(body.gzip);
}
