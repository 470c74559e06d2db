import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { holds } from './public-answer.js';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
const COMPRESSED = /^(text\/|application\/json|image\/svg)/;

const brotli = (raw: Buffer): Promise<Buffer> =>
  promisify(brotliCompress)(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } });
const zip = (raw: Buffer): Promise<Buffer> => promisify(gzip)(raw, { level: 9 });

interface File {
  type: string;
  etag: string;
  raw: Buffer;
  /** Made when somebody first asks; kept as long as the file. */
  br?: Promise<Buffer>;
  gzip?: Promise<Buffer>;
}

/**
 * The files of a folder, held in memory once somebody has asked for them, compressed once. A file that has changed on disk
 * is read again, so a build may run beside a running gateway.
 */
export class Files {
  readonly #root: string;
  readonly #files = new Map<string, { stamp: string; file: Promise<File> }>();

  constructor(root: string) {
    this.#root = resolve(root);
  }

  /** A file by its path below the folder; `undefined` where there is none. Nothing outside and no dot file is ever read. */
  async find(path: string): Promise<File | undefined> {
    if (path.includes('\0') || path.split(/[\\/]/).some((part) => part.startsWith('.'))) return undefined;
    const name = resolve(join(this.#root, path));
    if (!name.startsWith(this.#root + sep)) return undefined;
    const info = await stat(name).catch(() => undefined);
    if (!info?.isFile()) return undefined;
    const stamp = `${info.mtimeMs} ${info.size}`;
    let known = this.#files.get(name);
    if (known?.stamp !== stamp) {
      known = { stamp, file: readFileWhole(name) };
      this.#files.set(name, known);
    }
    return known.file.catch(() => undefined);
  }
}

async function readFileWhole(name: string): Promise<File> {
  const raw = await readFile(name);
  return {
    type: TYPES[extname(name)] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(raw).digest('base64url').slice(0, 16)}"`,
    raw,
  };
}

/** Answers with a file, in the smallest form the client reads. */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: File,
  caching: string,
): Promise<FastifyReply> {
  const packed = COMPRESSED.test(file.type) && file.raw.length > 500;
  reply.header('etag', file.etag).header('cache-control', caching);
  if (packed) reply.header('vary', 'Accept-Encoding');
  if (holds(request, file.etag)) return reply.code(304).send();
  reply.type(file.type);
  const accepted = String(request.headers['accept-encoding'] ?? '');
  if (packed && /\bbr\b/.test(accepted))
    return reply.header('content-encoding', 'br').send(await (file.br ??= brotli(file.raw)));
  if (packed && /\bgzip\b/.test(accepted))
    return reply.header('content-encoding', 'gzip').send(await (file.gzip ??= zip(file.raw)));
  return reply.send(file.raw);
}
