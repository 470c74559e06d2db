import { createServer } from 'node:http';
import { extname } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { makeItems } from './data.js';

const TYPES = { '.js': 'text/javascript', '.css': 'text/css' };
const AVATAR =
  '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle cx="20" cy="20" r="20" fill="#9ab"/></svg>';
const html = (peer, count) => `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${peer.name}</title><link rel="icon" href="/avatar.svg">
</head><body><main><h1>留言测试</h1>${peer.page(count)}</main></body></html>`;

const brotli = (body, quality) =>
  brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });

/** One server a peer, with its own origin: page, files as a CDN would hold them, and the mock backend. */
export async function startServer(peer, count) {
  const answers = peer.answers(makeItems(count));
  const ready = new Map();
  // Compressed once, so that the server's work is the same for all.
  const add = (path, type, body, cache) =>
    ready.set(path, {
      body: brotli(body, cache.includes('immutable') ? 11 : 5),
      head: {
        'content-type': `${type}; charset=utf-8`,
        'content-encoding': 'br',
        'cache-control': cache,
        'access-control-allow-origin': '*',
      },
    });
  const immutable = 'public, max-age=31536000, immutable';
  add('/', 'text/html', html(peer, count), 'no-store');
  add('/blank', 'text/html', '<!doctype html><title>blank</title>', 'no-store');
  add('/avatar.svg', 'image/svg+xml', AVATAR, immutable);
  for (const [path, body] of Object.entries(peer.files)) add(path, TYPES[extname(path)], body, immutable);
  for (const [path, make] of Object.entries(answers))
    add(path, 'application/json', JSON.stringify(make()), 'no-store');

  const server = createServer((request, response) => {
    if (request.method === 'POST') return response.writeHead(503, { 'retry-after': '3600' }).end();
    const found = ready.get(request.url) ?? ready.get(new URL(request.url, 'http://bench').pathname);
    if (!found) return response.writeHead(404).end();
    response.writeHead(200, { ...found.head, 'content-length': found.body.length }).end(found.body);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
