import { route, type Call, type Route } from './route.js';
import { SLOT_ROUTES } from './slot-routes.js';
import { TABS, type HelpBoardAdapter, type ListQuery, type Tab } from '../adapters/contract.js';
import { HelpBoardError, type ErrorCode } from '../adapters/errors.js';
import type { Addition, NewComment, Rating, Receipt, Stage, Submission } from '../model/index.js';
import { slotOfBoard } from '../model/slot-of-board.js';

const STATUS: Partial<Record<ErrorCode, number>> = {
  unauthorized: 401,
  forbidden: 403,
  'unknown-board': 404,
  'not-found': 404,
  'board-closed': 409,
  conflict: 409,
  invalid: 400,
  'already-received': 422,
  'missing-upload': 422,
  'too-large': 413,
  'unsupported-type': 415,
  'challenge-required': 428,
  unsupported: 400,
  'rate-limited': 429,
};

/** What the REST contract exposes to pages of other origins. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Date, Age, ETag, Retry-After',
  'access-control-allow-headers': 'Authorization, Content-Type, Idempotency-Key, Challenge-Solution',
  'access-control-allow-methods': 'GET, POST, PUT, DELETE, OPTIONS',
  'access-control-max-age': '86400',
};

function listQuery(query: URLSearchParams): ListQuery {
  const of = (name: string) => query.get(name) ?? undefined;
  const sort = (TABS as readonly string[]).includes(of('sort') ?? '') ? (of('sort') as Tab) : 'hot';
  return {
    sort,
    category: of('category'),
    stage: of('stage') as Stage | undefined,
    region: of('region'),
    q: of('q'),
    cursor: of('cursor'),
    limit: query.has('limit') ? Number(query.get('limit')) : undefined,
  };
}

const handle = ({ request, at }: Call) => {
  const token = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1];
  if (!token) throw new HelpBoardError('unauthorized');
  return { id: at[0]!, token };
};

const keyOf = ({ request }: Call): string => {
  const key = request.headers.get('idempotency-key');
  if (!key) throw new HelpBoardError('invalid', { fields: { 'idempotency-key': 'missing' } });
  return key;
};

/** How the own request stands now. */
async function standing(call: Call) {
  const { stage, flags, dueAt } = await call.adapter.own(handle(call));
  return { body: { stage, flags, dueAt }, secret: true };
}

const ROUTES: readonly Route[] = [
  route('GET', /^$/, async ({ adapter }) => ({ body: await adapter.loadBoard() })),
  route('GET', /^\/home$/, async ({ adapter }) => ({
    body: slotOfBoard(await adapter.loadBoard(), await adapter.list({ sort: 'latest', limit: 10 })),
  })),
  route('GET', /^\/requests$/, async ({ adapter, query }) => ({
    body: await adapter.list(listQuery(query)),
  })),
  route('GET', /^\/requests\/([^/]+)$/, async ({ adapter, at }) => ({ body: await adapter.get(at[0]!) })),
  route('GET', /^\/stats$/, async ({ adapter }) => ({ body: await adapter.stats({ period: 'all' }) })),
  route('POST', /^\/requests$/, async (call) => {
    const submission = (await call.request.json()) as Submission;
    return { status: 201, body: await call.adapter.submit(submission, { key: keyOf(call) }), secret: true };
  }),
  route('PUT', /^\/uploads\/([^/]+)\/([^/]+)$/, async ({ adapter, request, at }) => {
    const type = request.headers.get('content-type') ?? '';
    const blob = new Blob([await request.arrayBuffer()], { type });
    await adapter.upload({ sha256: at[1]!, blob }, { key: at[0]! });
    return { status: 201, body: { sha256: at[1] }, secret: true };
  }),
  route('GET', /^\/track\/([^/]+)$/, async ({ adapter, at }) => ({
    body: await adapter.track(at[0]!),
    secret: true,
  })),
  route('GET', /^\/requests\/([^/]+)\/own$/, async (call) => ({
    body: await call.adapter.own(handle(call)),
    secret: true,
  })),
  route('POST', /^\/requests\/([^/]+)\/additions$/, async (call) => {
    const addition = (await call.request.json()) as Addition;
    await call.adapter.add(handle(call), addition, { key: keyOf(call) });
    return { status: 201, body: { id: keyOf(call), at: new Date().toISOString() }, secret: true };
  }),
  route('POST', /^\/requests\/([^/]+)\/withdrawal$/, async (call) => {
    await call.adapter.withdraw(handle(call));
    return { body: { stage: 'withdrawn' }, secret: true };
  }),
  route('GET', /^\/version$/, async ({ adapter }) => ({ body: { version: await adapter.version() } })),
  route('POST', /^\/requests\/([^/]+)\/urge$/, async (call) => {
    await call.adapter.urge(handle(call));
    return standing(call);
  }),
  route('POST', /^\/requests\/([^/]+)\/rating$/, async (call) => {
    await call.adapter.rate(handle(call), (await call.request.json()) as Rating);
    return standing(call);
  }),
  route('POST', /^\/requests\/([^/]+)\/reopening$/, async (call) => {
    const reason = (await call.request.json()) as Addition;
    await call.adapter.reopen(handle(call), reason, { key: keyOf(call) });
    return { status: 201, body: { id: keyOf(call), at: new Date().toISOString() }, secret: true };
  }),
  route('POST', /^\/requests\/([^/]+)\/deletion$/, async (call) => {
    await call.adapter.erase(handle(call));
    return { body: { deleted: true }, secret: true };
  }),
  route('POST', /^\/requests\/([^/]+)\/me-too$/, async ({ adapter, request, at }) => {
    const { device } = (await request.json()) as { device: string };
    return { body: { meToo: await adapter.meToo(at[0]!, { device }) }, secret: true };
  }),
  route('POST', /^\/requests\/([^/]+)\/thanks$/, async ({ adapter, request, at }) => {
    const { device } = (await request.json()) as { device: string };
    return { body: { thanks: await adapter.thank(at[0]!, { device }) }, secret: true };
  }),
  route('GET', /^\/requests\/([^/]+)\/comments$/, async ({ adapter, query, at }) => ({
    body: await adapter.comments(at[0]!, { cursor: query.get('cursor') ?? undefined }),
    secret: true,
  })),
  route('POST', /^\/requests\/([^/]+)\/comments$/, async (call) => {
    const comment = (await call.request.json()) as NewComment;
    await call.adapter.comment(call.at[0]!, comment, { key: keyOf(call) });
    return { status: 201, body: { id: keyOf(call), at: new Date().toISOString() }, secret: true };
  }),
  route('POST', /^\/suggestions$/, async ({ adapter, request }) => {
    const { text } = (await request.json()) as { text: string };
    return { body: await adapter.suggest(text), secret: true };
  }),
  route('GET', /^\/prefills\/([^/]+)$/, async ({ adapter, at }) => ({
    body: await adapter.prefill(at[0]!),
    secret: true,
  })),
  ...SLOT_ROUTES,
];

const json = (body: unknown, status: number, headers: Record<string, string>) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { ...CORS, date: new Date().toUTCString(), 'content-type': 'application/json', ...headers },
  });

function problem(error: unknown): Response {
  const { code, fields, receipt, retryAfter }: { code: ErrorCode } & Partial<HelpBoardError> =
    error instanceof HelpBoardError ? error : { code: 'server' };
  const status = STATUS[code] ?? 500;
  const body: { receipt?: Receipt } & Record<string, unknown> = {
    type: 'about:blank',
    title: code,
    status,
    code,
    ...(fields && { fields }),
    ...(receipt && { receipt }),
  };
  return json(body, status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
  });
}

/**
 * The REST contract in front of any adapter that can do everything, such as the memory adapter: takes a `Request`, gives
 * the `Response` that the gateway would give. `board` is the key it answers to; others are unknown.
 */
export function createRestServer(
  adapter: Required<HelpBoardAdapter>,
  board: string,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const { pathname, searchParams: query } = new URL(request.url);
    const [, key = '', path = ''] = /\/boards\/([^/]*)(.*)$/.exec(pathname) ?? [];
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: CORS });
    try {
      if (decodeURIComponent(key) !== board) throw new HelpBoardError('unknown-board');
      for (const { method, path: pattern, answer } of ROUTES) {
        const match = request.method === method && pattern.exec(path);
        if (!match) continue;
        const at = match.slice(1).map(decodeURIComponent);
        const { status = 200, body, secret } = await answer({ adapter, request, query, at });
        return json(body, status, { 'cache-control': secret ? 'no-store' : 'public, s-maxage=10' });
      }
      throw new HelpBoardError('not-found');
    } catch (error) {
      return problem(error);
    }
  };
}
