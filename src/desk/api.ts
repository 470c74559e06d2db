import { newKey } from '../drafts/new-key.js';
import type { Board, DeskRole, Receipt } from '../model/index.js';
import type { Me, Refusal } from './answers.js';
import { say } from './dom.js';
import { explain } from './problems.js';

let token = '';
let renew: ReturnType<typeof setTimeout> | undefined;
let endsAt = Infinity;
let refreshing: Promise<Me> | undefined;
let signInAgain: () => Promise<void>;

/** Who has signed in, and where they work. */
export const session: { me?: Me; board: string } = { board: '' };

/** What the gateway has said no to. */
export class RefusedError extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly changes?: Refusal['changes'],
    /** What the key had brought in before. */
    readonly receipt?: Receipt,
  ) {
    super(message);
  }
}

const statusOf = (error: unknown): number | undefined =>
  error instanceof RefusedError ? error.status : undefined;

/** What is asked of somebody whose sign-in has run out: ends once they have signed in again, or have not. */
export const onRunOut = (ask: () => Promise<void>): void => void (signInAgain = ask);

interface Opened {
  accessToken: string;
  expiresIn: number;
  me: Me;
}

function opened({ accessToken, expiresIn, me }: Opened): Me {
  token = accessToken;
  session.me = me;
  endsAt = Date.now() + expiresIn * 1000;
  clearTimeout(renew);
  renew = setTimeout(() => void refresh().catch(() => {}), (expiresIn - 60) * 1000);
  return me;
}

type Headers = Record<string, string>;

async function askOnce(method: string, path: string, body?: unknown, headers?: Headers): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(`/api${path}`, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  } catch {
    throw new Error('网络不通。您填的还在，请连上后再试。');
  }
  if (answer.ok) return answer;
  const problem = (await answer.json().catch(() => ({}))) as Refusal & { receipt?: Receipt };
  const words = explain(problem, answer.status);
  throw new RefusedError(words, answer.status, problem.changes, problem.receipt);
}

/** A sign-in lasts minutes, a reply half written may take longer: who has been signed in is not sent away. */
async function ask(method: string, path: string, body?: unknown, headers?: Headers): Promise<Response> {
  try {
    return await askOnce(method, path, body, headers);
  } catch (error) {
    if (statusOf(error) !== 401 || !session.me || path === '/session') throw error;
    await refresh().catch((failed: unknown) => {
      if (statusOf(failed) !== 401) throw failed;
      return signInAgain();
    });
    return askOnce(method, path, body, headers);
  }
}

const jsonOf = async <T>(answer: Promise<Response>): Promise<T> => (await (await answer).json()) as T;

/** Where signing in itself is refused, it is no use to ask for it. */
async function tried<T>(work: () => Promise<T>, words: string): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw statusOf(error) === 401 ? new Error(words) : error;
  }
}

export const signIn = (name: string, password: string): Promise<Me> =>
  tried(
    () => jsonOf<Opened>(ask('POST', '/session', { name, password })).then(opened),
    '用户名或密码不对。请再试一次；忘了密码，请找管理员。',
  );
/** Two at once would use one cookie twice. */
export const refresh = (): Promise<Me> =>
  (refreshing ??= jsonOf<Opened>(ask('PUT', '/session'))
    .then(opened)
    .finally(() => (refreshing = undefined)));
export async function signOut(): Promise<void> {
  await ask('DELETE', '/session');
  token = '';
  session.me = undefined;
  clearTimeout(renew);
}

/** With a token of the desk, as `token create` prints one. It is kept in this page alone. */
export async function useToken(given: string): Promise<void> {
  const before = token;
  token = given.trim();
  try {
    session.me = await tried(
      () => jsonOf<Me>(askOnce('GET', '/desk/me')),
      '令牌不对，或者过期了。请从头到尾再抄一遍，或者请管理员给一个新的。',
    );
  } catch (error) {
    token = before;
    throw error;
  }
  endsAt = Infinity;
  clearTimeout(renew);
}

/** For an element of the page that asks the gateway itself: a token that is still good for a minute. */
export async function freshToken(): Promise<string> {
  if (Date.now() > endsAt - 60_000) await refresh();
  return token;
}

const grantsHere = () =>
  (session.me?.grants ?? []).filter(({ board }) => board === '*' || board === session.board);
export const isOneOf = (...wanted: DeskRole[]): boolean =>
  grantsHere().some(({ role }) => wanted.includes(role));
export const inNewsroom = (): boolean => isOneOf('editor', 'supervisor', 'admin');
export const isOfUnit = (name?: string): boolean =>
  grantsHere().some(({ unit }) => unit !== undefined && unit === name);

/** What has been sent without an answer, and the key it went under: sent again it is the same, and done once. */
const unanswered = new Map<string, string>();

async function write<T>(method: string, path: string, body?: unknown, headers?: Headers): Promise<T> {
  const what = JSON.stringify([method, path, body]);
  const key = unanswered.get(what) ?? newKey();
  unanswered.set(what, key);
  try {
    const answer = await jsonOf<T>(ask(method, path, body, { 'idempotency-key': key, ...headers }));
    unanswered.delete(what);
    return answer;
  } catch (error) {
    // It has been refused, and nothing of it is done.
    const status = statusOf(error) ?? 0;
    if (status >= 400 && status < 500) unanswered.delete(what);
    throw error;
  }
}

const of = (path: string): string => `/desk/boards/${session.board}${path}`;
export const get = <T>(path: string): Promise<T> => jsonOf<T>(ask('GET', of(path)));
export const post = <T = unknown>(path: string, body: unknown = {}, headers?: Headers): Promise<T> =>
  write<T>('POST', of(path), body, headers);
export const put = <T = unknown>(path: string, body: unknown): Promise<T> => write<T>('PUT', of(path), body);
export const remove = <T = unknown>(path: string, headers?: Headers): Promise<T> =>
  write<T>('DELETE', of(path), undefined, headers);
export const textOf = async (path: string): Promise<string> => (await ask('GET', of(path))).text();
export const pictureOf = async (path: string): Promise<string> =>
  URL.createObjectURL(await (await ask('GET', of(path))).blob());
export const board = (): Promise<Board> => jsonOf<Board>(ask('GET', `/boards/${session.board}`));

/**
 * Does it, and says how it went, where there is something to say; `undefined` where it went wrong.
 * @param meanwhile what is to be done where somebody else has changed it meanwhile
 */
export async function attempt<T>(
  work: () => Promise<T>,
  good = '好了',
  meanwhile?: () => unknown,
): Promise<T | undefined> {
  try {
    const answer = await work();
    if (good) say(good);
    return answer;
  } catch (error) {
    if (error instanceof RefusedError && error.changes) await meanwhile?.();
    say((error as Error).message, true);
    return undefined;
  }
}
