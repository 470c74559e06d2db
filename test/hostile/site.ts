import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
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

/** Answers a request for `/hostile/…`; the pages take the script from `gateway`. False: there is no such page. */
export async function serveHostile(
  { url = '' }: IncomingMessage,
  response: ServerResponse,
  gateway: string,
): Promise<boolean> {
  const { pathname } = new URL(url, 'http://127.0.0.1');
  const name = pathname.replace(/^\/hostile\//, '');
  if (name === pathname) return false;
  const library = LIBRARIES[name];
  if (library) {
    const type = name.endsWith('.css') ? 'text/css' : 'text/javascript';
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(await library());
    return true;
  }
  if (!PAGES.includes(basename(name, '.html'))) return false;
  const html = readFileSync(join(pages, name), 'utf8').replaceAll('%GATEWAY%', gateway);
  // Without a charset: the page says it, as on servers that nobody has configured.
  response.writeHead(200, { 'content-type': 'text/html' }).end(encoded(html));
  return true;
}

/** A paper's own server with all the pages, which knows nothing of the gateway but its address. */
export async function openHostileSite(gateway: string): Promise<{ url: string; close(): void }> {
  const server = createServer(async (request, response) => {
    if (!(await serveHostile(request, response, gateway))) response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  // Another name than the gateway's: another origin.
  return { url: `http://localhost:${port}/hostile`, close: () => server.close() };
}
