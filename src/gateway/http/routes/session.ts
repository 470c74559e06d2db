import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HelpBoardError } from '../../../adapters/errors.js';
import { grantsOf, storePassword, type Account } from '../../people/accounts.js';
import { meOf } from '../../people/me.js';
import {
  ACCESS_MS,
  endSession,
  refreshSession,
  SESSION_MS,
  startSession,
  type Opened,
} from '../../people/sessions.js';
import type { HttpContext } from '../context.js';
import * as calls from '../operations/session.js';
import { route } from '../route.js';

const SESSION = 'help-board-session';
const DEVICE = 'help-board-device';
const DEVICE_MS = 180 * 24 * 3_600_000;

const cookieOf = (request: FastifyRequest, name: string): string | undefined =>
  (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);

/** No script reads it, no other site sends it, and no other call gets it. */
function setCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
  value: string,
  ms: number,
): void {
  const secure = request.protocol === 'https' ? '; Secure' : '';
  void reply.header(
    'set-cookie',
    `${name}=${value}; Path=/api/session; Max-Age=${Math.floor(ms / 1000)}; HttpOnly; SameSite=Strict${secure}`,
  );
}

/**
 * A browser says from which page a call comes, and no page can change that: calls with the cookie come from a page of the
 * gateway itself, or not at all.
 */
function fromOwnPage(request: FastifyRequest): void {
  const { origin } = request.headers;
  let host: string | undefined;
  try {
    ({ host } = new URL(origin ?? ''));
  } catch {
    // No origin, or `null`: not a page of ours.
  }
  if (!host || host !== request.host)
    throw new HelpBoardError('forbidden', { fields: { origin: 'foreign' } });
}

interface Credentials {
  name: string;
  password: string;
}

/** Signing in and out. Apart from everything else: here are cookies, so here no other origin gets an answer. */
export function sessionRoutes(app: FastifyInstance, context: HttpContext): void {
  const { storage, limits, signIn, now } = context;

  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    fromOwnPage(request);
    limits.sessions.check(request.ip);
    limits.sessions.take(request.ip);
  });

  const answer = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { account, access, refresh }: Opened,
  ) => {
    setCookie(request, reply, SESSION, refresh, SESSION_MS);
    const { display_name } = await storage.db
      .selectFrom('account')
      .select('display_name')
      .where('id', '=', account)
      .executeTakeFirstOrThrow();
    const me = meOf(storage.boards, { name: display_name, grants: await grantsOf(storage, account) });
    return { accessToken: access, expiresIn: ACCESS_MS / 1000, me };
  };

  const byPassword = (request: FastifyRequest): Promise<Account> => {
    const { name, password } = request.body as Credentials;
    const device = cookieOf(request, DEVICE);
    return signIn.signIn({ name, password, address: request.ip, device });
  };

  route(app, calls.signIn, async (request, reply) => {
    const account = await byPassword(request);
    setCookie(request, reply, DEVICE, signIn.deviceOf(account), DEVICE_MS);
    return answer(request, reply, await startSession(storage, account, now()));
  });

  route(app, calls.refreshSession, async (request, reply) => {
    const opened = await refreshSession(storage, cookieOf(request, SESSION) ?? '', now());
    if (opened) return answer(request, reply, opened);
    setCookie(request, reply, SESSION, '', 0);
    throw new HelpBoardError('unauthorized');
  });

  route(app, calls.signOut, async (request, reply) => {
    await endSession(storage, cookieOf(request, SESSION) ?? '', now());
    setCookie(request, reply, SESSION, '', 0);
    return {};
  });

  route(app, calls.changePassword, async (request) => {
    const { name, id } = await byPassword(request);
    const { newPassword } = request.body as { newPassword: string };
    if (newPassword.toLowerCase().includes(name))
      throw new HelpBoardError('invalid', { fields: { newPassword: 'name' } });
    await storePassword(storage, name, newPassword, now(), { kind: 'desk', id });
    return {};
  });
}
