import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HotlineProfile } from '../../adapters/hotline/index.js';
import {
  HotlineFaults,
  HotlineSimulator,
  type FaultRates,
  type Kept,
} from '../../adapters/hotline/simulator/index.js';

export interface SimulatorOptions {
  profile: HotlineProfile;
  orders?: readonly Kept[];
  faults?: FaultRates;
  random?: () => number;
  /** Is told what came, and what became of it. */
  log?: (line: string) => void;
}

/** A simulated hotline that serves over HTTP. */
export interface RunningSimulator {
  url: string;
  hotline: HotlineSimulator;
  faults: HotlineFaults;
  close(): Promise<void>;
}

async function requestOf(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { method, headers, url } = incoming;
  return new Request(`http://${headers.host}${url}`, {
    method,
    headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
    ...(chunks.length && { body: Buffer.concat(chunks) }),
  });
}

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body, null, 2), { status, headers: { 'content-type': 'application/json' } });

/** What whoever tests with it asks and sets: below `/-/`, where no hotline has anything. */
async function control(
  request: Request,
  hotline: HotlineSimulator,
  faults: HotlineFaults,
): Promise<Response> {
  const { pathname } = new URL(request.url);
  const own = /^\/-\/orders\/(.+)$/.exec(pathname)?.[1];
  if (pathname === '/-/orders') return json(hotline.orders);
  if (pathname === '/-/told') return json(hotline.told);
  if (pathname !== '/-/faults' && !own)
    return json({ error: 'there is /-/orders, /-/told and /-/faults' }, 404);
  let given: object = {};
  if (request.method === 'PUT') {
    try {
      given = (await request.json()) as object;
    } catch {
      return json({ error: 'the body is no JSON' }, 400);
    }
  }
  if (!own) {
    if (request.method === 'PUT') faults.rates = given;
    return json(faults.rates);
  }
  const order = hotline.orders.find(({ remoteId, ownId }) => remoteId === own || ownId === own);
  if (!order) return json({ error: `no order ${own}` }, 404);
  return json(Object.assign(order, given));
}

export async function startSimulator(
  { profile, orders, faults: rates, random, log = () => {} }: SimulatorOptions,
  { port = 0, host = '127.0.0.1' } = {},
): Promise<RunningSimulator> {
  const hotline = new HotlineSimulator(profile, orders);
  const faults = new HotlineFaults(rates, random);
  const server: Server = createServer((incoming, outgoing) => {
    void (async () => {
      const request = await requestOf(incoming);
      const answer = incoming.url?.startsWith('/-/')
        ? await control(request, hotline, faults)
        : await faults.meet(request, hotline.serve);
      log(`${incoming.method} ${incoming.url} ${answer ? answer.status : 'line cut'}`);
      if (!answer) return void incoming.socket.destroy();
      outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
      outgoing.end(Buffer.from(await answer.arrayBuffer()));
    })().catch(() => {
      // What nobody can read: a real one answers so, too.
      if (!outgoing.headersSent) outgoing.writeHead(500);
      outgoing.end();
    });
  });
  await new Promise<void>((ready, failed) => server.once('error', failed).listen(port, host, () => ready()));
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    hotline,
    faults,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
