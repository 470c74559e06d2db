import { say } from './dom.js';
import { explain } from './problems.js';

let token = '';
let renew = 0;
let endsAt = Infinity;
let refreshing;
let signInAgain;

/** Who has signed in, and where they work. */
export const session = { me: undefined, board: 'qingxi' };

/** What is asked of somebody whose sign-in has run out: ends once they have signed in again, or have not. */
export const onRunOut = (ask) => void (signInAgain = ask);

function opened({ accessToken, expiresIn, me }) {
  token = accessToken;
  session.me = me;
  endsAt = Date.now() + expiresIn * 1000;
  clearTimeout(renew);
  renew = setTimeout(() => void refresh().catch(() => {}), (expiresIn - 60) * 1000);
  return me;
}

async function askOnce(method, path, body, headers) {
  let answer;
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
  const problem = await answer.json().catch(() => ({}));
  throw Object.assign(new Error(explain(problem, answer.status)), {
    ...{ status: answer.status, code: problem.code, changes: problem.changes, receipt: problem.receipt },
  });
}

/** A sign-in lasts minutes, a reply half written may take longer: who has been signed in is not sent away. */
async function ask(method, path, body, headers = {}) {
  try {
    return await askOnce(method, path, body, headers);
  } catch (error) {
    if (error.status !== 401 || !session.me || path === '/session') throw error;
    await refresh().catch((failed) => {
      if (failed.status !== 401) throw failed;
      return signInAgain();
    });
    return askOnce(method, path, body, headers);
  }
}

const jsonOf = async (answer) => (await answer).json();

/** Where signing in itself is refused, it is no use to ask for it. */
async function tried(work, words) {
  try {
    return await work();
  } catch (error) {
    throw error.status === 401 ? new Error(words) : error;
  }
}

export const signIn = (name, password) =>
  tried(
    () => jsonOf(ask('POST', '/session', { name, password })).then(opened),
    '用户名或密码不对。请再试一次；忘了密码，请找管理员。',
  );
/** Two at once would use one cookie twice. */
export const refresh = () =>
  (refreshing ??= jsonOf(ask('PUT', '/session'))
    .then(opened)
    .finally(() => (refreshing = undefined)));
export async function signOut() {
  await ask('DELETE', '/session');
  token = '';
  session.me = undefined;
  clearTimeout(renew);
}

/** With a token of the desk, as `token create` prints one. It is kept in this page alone. */
export async function useToken(given) {
  const before = token;
  token = given.trim();
  try {
    session.me = await tried(
      () => jsonOf(askOnce('GET', '/desk/me')),
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
export async function freshToken() {
  if (Date.now() > endsAt - 60_000) await refresh();
  return token;
}

/** The boards that somebody works at by name; none for who works at all of them. */
export const boardsOf = () => [
  ...new Set((session.me?.grants ?? []).map(({ board }) => board).filter((board) => board !== '*')),
];
const grantsHere = () =>
  (session.me?.grants ?? []).filter(({ board }) => board === '*' || board === session.board);
export const isOneOf = (...wanted) => grantsHere().some(({ role }) => wanted.includes(role));
export const inNewsroom = () => isOneOf('editor', 'supervisor', 'admin');
export const isOfUnit = (name) => grantsHere().some(({ unit }) => unit !== undefined && unit === name);

/** A UUID; `randomUUID` is missing on plain http. */
export const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte, n) => ([4, 6, 8, 10].includes(n) ? '-' : '') + byte.toString(16).padStart(2, '0'))
    .join('');

/** What has been sent without an answer, and the key it went under: sent again it is the same, and done once. */
const unanswered = new Map();

async function write(method, path, body, headers) {
  const what = JSON.stringify([method, path, body]);
  const key = unanswered.get(what) ?? newKey();
  unanswered.set(what, key);
  try {
    const answer = await jsonOf(ask(method, path, body, { 'idempotency-key': key, ...headers }));
    unanswered.delete(what);
    return answer;
  } catch (error) {
    // It has been refused, and nothing of it is done.
    if (error.status >= 400 && error.status < 500) unanswered.delete(what);
    throw error;
  }
}

const of = (path) => `/desk/boards/${session.board}${path}`;
export const get = (path) => jsonOf(ask('GET', of(path)));
export const post = (path, body = {}, headers) => write('POST', of(path), body, headers);
export const put = (path, body) => write('PUT', of(path), body);
export const remove = (path, headers) => write('DELETE', of(path), undefined, headers);
export const textOf = async (path) => (await ask('GET', of(path))).text();
export const pictureOf = async (path) => URL.createObjectURL(await (await ask('GET', of(path))).blob());
export const board = () => jsonOf(ask('GET', `/boards/${session.board}`));

/**
 * Does it, and says how it went, where there is something to say; `undefined` where it went wrong.
 * @param meanwhile what is to be done where somebody else has changed it meanwhile
 */
export async function attempt(work, good = '好了', meanwhile = undefined) {
  try {
    const answer = await work();
    if (good) say(good);
    return answer ?? true;
  } catch (error) {
    if (error.changes) await meanwhile?.();
    say(error.message, true);
    return undefined;
  }
}
