import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/**
 * The county's own web server: the demo's article page, the widget's files, and a service worker. It knows nothing of the gateway and is there
 * when that is not: people reload and come back in the middle of an outage. All is read once, so that a build may run beside.
 */
export class Site {
  readonly #server: Server;

  private constructor(backend: string) {
    const files = new Map<string, Buffer>();
    const add = (folder: string, prefix: string) => {
      for (const name of readdirSync(folder, { recursive: true }) as string[])
        if (extname(name) in TYPES) files.set(prefix + name, readFileSync(join(folder, name)));
    };
    const dist = join(root, 'dist');
    if (!existsSync(join(dist, 'help-board.js'))) throw new Error('nothing is built: npm run build');
    for (const tree of ['modern', 'legacy']) add(join(dist, tree), `/${tree}/`);
    for (const script of ['/help-board.js', '/help-board-sw.js'])
      files.set(script, readFileSync(join(dist, script)));
    files.set('/worker.js', Buffer.from("importScripts('/help-board-sw.js');"));
    files.set('/register.js', Buffer.from("navigator.serviceWorker.register('/worker.js');"));
    add(join(root, 'demo/site/assets'), '/assets/');
    const page = readFileSync(join(root, 'demo/site/help.html'), 'utf8')
      .replace('<help-board board=', `<help-board backend="${backend}/api" board=`)
      .replace('<head>', '<head><script src="/register.js"></script>');
    this.#server = createServer(({ url = '' }, response) => {
      const file = files.get(url);
      if (url === '/help') response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
      else if (file)
        response
          .writeHead(200, { 'content-type': TYPES[extname(url)], 'cache-control': 'max-age=600' })
          .end(file);
      else response.writeHead(404).end();
    });
  }

  static async open(backend: string): Promise<Site> {
    const site = new Site(backend);
    await new Promise<void>((ready) => site.#server.listen(0, '127.0.0.1', ready));
    return site;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/help`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
