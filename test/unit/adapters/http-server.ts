import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Listener = (request: IncomingMessage, response: ServerResponse) => void;

export interface LocalServer {
  url: string;
  /** `METHOD /path?query` of what came, in order. */
  asked: string[];
  requests: IncomingMessage[];
  listener: Listener;
  close(): Promise<void>;
}

/** A real HTTP server on this machine whose behaviour can be changed while it runs. */
export async function startServer(
  listener: Listener = (_, response) => response.end(),
): Promise<LocalServer> {
  const asked: string[] = [];
  const requests: IncomingMessage[] = [];
  const http = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    requests.push(request);
    server.listener(request, response);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const server: LocalServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    asked,
    requests,
    listener,
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
  return server;
}

/** Lets a function of `Request` and `Response` answer. */
export const answeredBy =
  (serve: (request: Request) => Promise<Response>): Listener =>
  (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const headers = new Headers(incoming.headers as Record<string, string>);
      const body = chunks.length ? Buffer.concat(chunks) : undefined;
      const request = new Request(`http://${incoming.headers.host}${incoming.url}`, {
        method: incoming.method,
        headers,
        body,
      });
      void serve(request).then(async (response) => {
        outgoing.writeHead(response.status, Object.fromEntries(response.headers));
        outgoing.end(Buffer.from(await response.arrayBuffer()));
      });
    });
  };
