import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openPage, PHONE } from './browser.js';

const TYPES: Record<string, string> = { '.js': 'application/javascript', '.css': 'text/css' };

/** A paper's own server, of another origin than the gateway: a page at `/`, and files by their path. */
export class HostPages {
  readonly files = new Map<string, string>();
  headers: Record<string, string> = {};
  #html = '';
  #context?: BrowserContext;
  #server: Server;

  /** Below `/folder`, what lies in `folder`, as the barest static server gives it. */
  constructor(
    private browser: Browser,
    folder = '',
  ) {
    this.#server = createServer(async (request, response) => {
      const path = new URL(request.url!, 'http://host').pathname;
      const own = path === '/' ? this.#html : this.files.get(path);
      const type = path === '/' ? 'text/html; charset=utf-8' : TYPES[extname(path)];
      const body =
        own ??
        (folder && path.startsWith('/folder/')
          ? await readFile(join(folder, path.slice('/folder'.length))).catch(() => undefined)
          : undefined);
      response
        .writeHead(body === undefined ? 404 : 200, {
          'content-type': type ?? 'text/plain',
          ...(path === '/' ? this.headers : {}),
        })
        .end(body);
    });
  }

  async listen(): Promise<this> {
    await new Promise<void>((ready) => this.#server.listen(0, '127.0.0.1', ready));
    return this;
  }

  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** Opens a page with this in it: in a browser that has seen nothing yet, unless there is one that goes on. */
  async open(
    body: string,
    head = '',
    { context, hash = '' }: { context?: BrowserContext; hash?: string } = {},
  ): Promise<{ page: Page; errors: string[]; said: string[] }> {
    this.#html = `<!doctype html><html lang="zh"><head><meta name="viewport" content="width=device-width">${head}</head><body>${body}</body></html>`;
    const said: string[] = [];
    const within = context ?? (await this.#anew());
    within.on('console', (message) => {
      if (/help-board/.test(message.text())) said.push(message.text());
    });
    return { ...(await openPage(within, this.url + hash)), said };
  }

  async #anew(): Promise<BrowserContext> {
    await this.#context?.close();
    return (this.#context = await this.browser.newContext(PHONE));
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** The page's console has said it, or does so soon. */
export async function isSaid(said: string[], words: string): Promise<void> {
  for (const end = Date.now() + 12_000; !said.some((text) => text.includes(words)); await setTimeout(50))
    assert.ok(Date.now() < end, `not said: ${words}\n${said.join('\n')}`);
}
