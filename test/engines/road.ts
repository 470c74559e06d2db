import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { serveHostile } from '../hostile/site.js';

/** Between the browsers and the gateway: can be cut, and can lose answers. */
export interface Road {
  readonly port: number;
  /** Answers to posts that were lost on it. */
  readonly lost: number;
  /** Nobody listens any more, and what was open breaks off. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** The next so many posts reach the gateway, and are recorded there; what it says to them goes nowhere. */
  loseAnswers(count: number): void;
}

/** Runs before everything else in a page: the browser keeps nothing for it. */
const REFUSES_STORAGE = `IDBFactory.prototype.open = function () {
  throw new DOMException('refused', 'SecurityError');
};`;

const frames = (urls: string[]) =>
  `<!doctype html><meta charset="utf-8">${urls
    .map((url) => `<iframe width="600" height="800" src="${new URL(url).pathname}"></iframe>`)
    .join('')}`;

export async function openRoad(gateway: number): Promise<Road & { close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  let toLose = 0;
  let lost = 0;

  const pass = (from: IncomingMessage, to: ServerResponse, { pathname, search }: URL) => {
    const refuse = search === '?refuse-storage';
    const { headers } = from;
    // The page that is to be changed must come as it is.
    if (refuse) delete headers['accept-encoding'];
    const onward = request({
      host: '127.0.0.1',
      port: gateway,
      path: pathname + search,
      method: from.method,
      headers,
    });
    const gone = () => to.destroy();
    onward.on('error', gone);
    onward.on('response', async (answer) => {
      answer.on('error', gone);
      if (from.method === 'POST' && pathname.endsWith('/requests') && toLose > 0) {
        toLose--;
        answer.resume();
        await once(answer, 'end');
        lost++;
        return gone();
      }
      if (!refuse) {
        to.writeHead(answer.statusCode!, answer.headers);
        return answer.pipe(to);
      }
      const chunks = await answer.toArray();
      const html = Buffer.concat(chunks)
        .toString()
        .replace('<head>', '<head><script src="/refuse-storage.js"></script>');
      const { 'content-length': _, etag: __, ...kept } = answer.headers;
      to.writeHead(answer.statusCode!, kept).end(html);
    });
    from.pipe(onward);
  };

  const handle = (from: IncomingMessage, to: ServerResponse) => {
    // Browsers that take it for a proxy ask for a whole URL.
    const url = new URL(from.url!, 'http://127.0.0.1');
    const send = (type: string, body: string) => to.writeHead(200, { 'content-type': type }).end(body);
    if (url.pathname === '/refuse-storage.js') return send('text/javascript', REFUSES_STORAGE);
    if (url.pathname === '/frames')
      return send('text/html', frames(url.search.slice(1).split('&').map(decodeURIComponent)));
    // A page takes the script from where it comes itself.
    if (url.pathname.startsWith('/hostile/')) {
      void serveHostile(url.pathname, to, `http://${from.headers.host}`);
      return;
    }
    return pass(from, to, url);
  };

  let server: Server;
  let port = 0;
  const listen = async () => {
    server = createServer(handle).listen(port, '127.0.0.1');
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    });
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  };
  const cut = async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await listen();
  return {
    get port() {
      return port;
    },
    get lost() {
      return lost;
    },
    cut,
    mend: listen,
    loseAnswers(count) {
      toLose = count;
    },
    async close() {
      if (server.listening) await cut();
    },
  };
}
