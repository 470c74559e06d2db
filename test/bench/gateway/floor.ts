// The least that a durable post costs on this machine: node:http, one row with the body as it came, one transaction for what
// has come in together, the same settings of the same SQLite. `floor.ts FOLDER`; prints its address as the gateway does.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Sqlite from 'libsql';

const sqlite = new Sqlite(join(process.argv[2]!, 'floor.db'));
for (const setting of ['locking_mode = EXCLUSIVE', 'journal_mode = WAL', 'synchronous = FULL'])
  sqlite.pragma(setting);
sqlite.exec('CREATE TABLE IF NOT EXISTS post (key TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID');
const insert = sqlite.prepare('INSERT INTO post VALUES (?, ?)');

interface Post {
  key: string;
  body: string;
  answer(): void;
}
let waiting: Post[] = [];

/** As the gateway does: the turns of the event loop that bring something are waited for. */
async function commit(): Promise<void> {
  for (let before = 0; waiting.length > before;) {
    before = waiting.length;
    await new Promise((next) => setImmediate(next));
  }
  const posts = waiting;
  waiting = [];
  sqlite.exec('BEGIN IMMEDIATE');
  for (const { key, body } of posts) insert.run(key, body);
  sqlite.exec('COMMIT');
  for (const post of posts) post.answer();
}

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
  request.on('end', () => {
    const { length } = waiting;
    const answer = () => {
      response.writeHead(201, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ received: true }));
    };
    waiting.push({ key: String(request.headers['idempotency-key']), body, answer });
    if (!length) void commit();
  });
});
server.listen(0, '127.0.0.1', () => {
  console.log(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});
process.on('SIGTERM', () => process.exit());
