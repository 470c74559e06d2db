import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from 'tailwindcss';
import { installPackages } from '../support/install-browser.js';

const pages = fileURLToPath(new URL('pages/', import.meta.url));
const packages = fileURLToPath(new URL('../../node_modules/', import.meta.url));
/** Where Debian keeps the libraries of old pages. */
const OLD = '/usr/share/javascript';

/** The names of all pages. */
export const PAGES = readdirSync(pages).map((file) => basename(file, '.html'));

/** The libraries that some pages have, by the names they ask for. */
const LIBRARIES: Record<string, () => string | Promise<string>> = {
  'bootstrap.css': () => readFileSync(join(packages, 'bootstrap/dist/css/bootstrap.css'), 'utf8'),
  'tailwind.css': async () => {
    const parts = ['theme.css', 'preflight.css'].map((file) =>
      readFileSync(join(packages, 'tailwindcss', file), 'utf8'),
    );
    return (await compile(parts.join('\n'))).build([]);
  },
  'prototype.js': () => readFileSync(`${OLD}/prototype/prototype.js`, 'utf8'),
  'mootools.js': () => readFileSync(`${OLD}/mootools/mootools.js`, 'utf8'),
};

/** False: the libraries of old pages are not here, and cannot be had. */
export function haveOldLibraries(): boolean {
  const here = () => ['prototype', 'mootools'].every((name) => existsSync(join(OLD, name)));
  return here() || (installPackages('libjs-prototype', 'libjs-mootools') && here());
}

/** A page in the encoding that it says of itself. */
const encoded = (html: string): Buffer =>
  html.includes('charset=gb2312')
    ? execFileSync('iconv', ['--from-code', 'utf-8', '--to-code', 'gbk'], { input: html })
    : Buffer.from(html);

/** Answers a request for `/hostile/…`; the pages take the script from `gateway`. */
export async function serveHostile(
  pathname: string,
  response: ServerResponse,
  gateway: string,
): Promise<unknown> {
  const name = pathname.replace(/^\/hostile\//, '');
  const library = LIBRARIES[name];
  if (library) {
    const type = name.endsWith('.css') ? 'text/css' : 'text/javascript';
    return response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(await library());
  }
  if (!PAGES.includes(basename(name, '.html'))) return response.writeHead(404).end();
  const html = readFileSync(join(pages, name), 'utf8').replaceAll('%GATEWAY%', gateway);
  // Without a charset: the page says it, as on servers that nobody has configured.
  return response.writeHead(200, { 'content-type': 'text/html' }).end(encoded(html));
}

/** A paper's own server with all the pages, which knows nothing of the gateway but its address. */
export async function openHostileSite(gateway: string): Promise<{ url: string; close(): void }> {
  const server = createServer(({ url = '' }, response) => void serveHostile(url, response, gateway));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  // Another name than the gateway's: another origin.
  return { url: `http://localhost:${port}/hostile`, close: () => server.close() };
}
