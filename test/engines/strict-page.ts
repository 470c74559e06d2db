import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the gateway's own command says that a page must allow. */
function allowed(origin: string, ...more: string[]): string {
  const printed = execFileSync(
    process.execPath,
    ['src/gateway/dist/main.js', 'csp', '--origin', origin, '--trusted-types', ...more],
    {
      encoding: 'utf8',
    },
  );
  return /^Content-Security-Policy: (.+)$/m.exec(printed)![1]!;
}

export interface StrictPages {
  /** With the script in pieces, in one file, or with styles by nonce. */
  url(kind: 'pieces' | 'one' | 'nonce'): string;
  /** What browsers have reported since the last call. */
  reports(): string[];
  close(): void;
}

/** A page of its own origin that forbids all but what the command prints, and hears of every violation. */
export async function openStrictPages(gateway: string): Promise<StrictPages> {
  let heard: string[] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://host');
    if (request.method === 'POST') {
      request.setEncoding('utf8');
      request.on('data', (text: string) => heard.push(text));
      request.on('end', () => response.end());
      return;
    }
    if (pathname !== '/') return void response.writeHead(404).end();
    const kind = searchParams.get('kind');
    const nonce = `N${Math.random().toString(36).slice(2)}`;
    // Nothing of the page's own but its icon, which browsers ask for.
    const policy = allowed(gateway, ...(kind === 'nonce' ? ['--nonce'] : []))
      .replaceAll('NONCE', nonce)
      .replace(/(?<!img-src) 'self'/g, '');
    response
      .writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': `default-src 'none'; base-uri 'none'; ${policy}; require-trusted-types-for 'script'; report-uri /report`,
      })
      .end(
        `<!doctype html><meta charset="utf-8"><title>host</title>
        ${kind === 'nonce' ? `<script nonce="${nonce}">window.litNonce = "${nonce}"</script>` : ''}
        <script async src="${gateway}/help-board${kind === 'one' ? '.one' : ''}.js"></script>
        <help-board board="qingxi">120</help-board><help-board-home board="qingxi">120</help-board-home>`,
      );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: (kind) => `http://127.0.0.1:${port}/?kind=${kind}`,
    reports() {
      const all = heard;
      heard = [];
      return all;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
