import { say } from './dom.js';

const WORDS = {
  invalid: '有一处填得不对，请改了再试',
  unauthorized: '请重新登录',
  forbidden: '您没有这一项的权限，请找管理员',
  'not-found': '没有这一条，或者不归您办',
  'unknown-board': '没有这个平台',
  conflict: '现在的状态不能这样做',
  'board-closed': '平台现在不收新求助',
  'already-received': '这一条已经收到过',
  'rate-limited': '太快了，请稍等一会儿再试',
  'too-large': '内容太长了',
  server: '网关出错了，请稍后再试；您填的还在',
};

let token = '';
let renew = 0;
let endsAt = Infinity;

/** Who has signed in, and where they work. */
export const session = { me: undefined, board: 'qingxi' };

function opened({ accessToken, expiresIn, me }) {
  token = accessToken;
  session.me = me;
  endsAt = Date.now() + expiresIn * 1000;
  clearTimeout(renew);
  renew = setTimeout(() => void refresh().catch(() => {}), (expiresIn - 60) * 1000);
  return me;
}

async function ask(method, path, body, headers = {}) {
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
  const lines = [WORDS[problem.code] ?? `没有成功（${answer.status}）`];
  for (const [field, fault] of Object.entries(problem.fields ?? {})) lines.push(`${field}：${fault}`);
  for (const { who, at, action, fields } of problem.changes ?? [])
    lines.push(`${who} 在 ${new Date(at).toLocaleString('zh-CN')} 改过：${action} ${fields.join('、')}`);
  if (problem.changes) lines.push('请关掉这一条再打开，看过新的再改。');
  throw Object.assign(new Error(lines.join('\n')), { code: problem.code, receipt: problem.receipt });
}

const jsonOf = async (answer) => (await answer).json();
export const signIn = (name, password) => jsonOf(ask('POST', '/session', { name, password })).then(opened);
export const refresh = () => jsonOf(ask('PUT', '/session')).then(opened);
export async function signOut() {
  await ask('DELETE', '/session');
  token = '';
  clearTimeout(renew);
}

/** With a token of the desk, as `token create` prints one. It is kept in this page alone. */
export async function useToken(given) {
  token = given.trim();
  endsAt = Infinity;
  session.me = await jsonOf(ask('GET', '/desk/me'));
}

/** For an element of the page that asks the gateway itself: a token that is still good for a minute. */
export async function freshToken() {
  if (Date.now() > endsAt - 60_000) await refresh();
  return token;
}

export const roles = () =>
  (session.me?.grants ?? [])
    .filter(({ board }) => board === '*' || board === session.board)
    .map(({ role }) => role);
export const isOneOf = (...wanted) => roles().some((role) => wanted.includes(role));
export const inNewsroom = () => isOneOf('editor', 'supervisor', 'admin');

const of = (path) => `/desk/boards/${session.board}${path}`;
export const get = (path) => jsonOf(ask('GET', of(path)));
export const post = (path, body = {}, headers) => jsonOf(ask('POST', of(path), body, headers));
export const put = (path, body) => jsonOf(ask('PUT', of(path), body));
export const remove = (path, headers) => jsonOf(ask('DELETE', of(path), undefined, headers));
export const textOf = async (path) => (await ask('GET', of(path))).text();
export const pictureOf = async (path) => URL.createObjectURL(await (await ask('GET', of(path))).blob());
export const board = () => jsonOf(ask('GET', `/boards/${session.board}`));

/** Does it, and says how it went, where there is something to say; `undefined` where it went wrong. */
export async function attempt(work, good = '好了') {
  try {
    const answer = await work();
    if (good) say(good);
    return answer ?? true;
  } catch (error) {
    say(error.message, true);
    return undefined;
  }
}
