import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Subject, type Answer } from '../support/gateway.js';

interface SessionAnswer {
  accessToken: string;
  expiresIn: number;
  me: { name: string; grants: { board: string; role: string; unit?: string }[] };
}

/** A browser as far as cookies and origins go. */
class Browser {
  readonly cookies = new Map<string, string>();
  readonly #subject: Subject;

  constructor(subject: Subject) {
    this.#subject = subject;
  }

  async call(method: string, body?: unknown, headers: Record<string, string> = {}, path = '/api/session') {
    const answer = await this.#subject.call<SessionAnswer & { code: string; retryAfter: number }>(path, {
      method,
      headers: {
        origin: new URL(this.#subject.url).origin,
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    this.#keep(answer);
    return answer;
  }

  signIn = (name: string, password: string) => this.call('POST', { name, password });
  refresh = () => this.call('PUT');

  #keep({ headers }: Answer<unknown>): void {
    for (const line of headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (pair.slice(at + 1)) this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
      else this.cookies.delete(pair.slice(0, at));
    }
  }
}

describe('signing in', () => {
  let time = Date.parse('2026-03-20T08:00:00Z');
  const plenty = { burst: 1e6, perMinute: 1e6 };
  const log: string[] = [];
  const subject = new Subject({
    now: () => time,
    limits: { sessions: plenty },
    logLevel: 'trace',
    logStream: { write: (line) => void log.push(line) },
  });
  let password: string;
  before(async () => {
    await subject.start();
    const { people } = subject.gateway;
    password = await people.add({ name: 'Wang.Bianji', displayName: '王编辑' });
    await people.setRole('wang.bianji', { board: 'qingxi', role: 'editor' }, true);
  });
  after(() => subject.stop());

  const desk = async (token: string) => (await subject.desk('/requests', undefined, token)).status;

  it('opens the desk with a short-lived token, and keeps the session in a cookie that no script and no other site gets', async () => {
    const browser = new Browser(subject);
    const answer = await browser.signIn('wang.bianji', password);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(await desk(answer.json.accessToken), 200);
    assert.deepEqual(answer.json.me, {
      name: '王编辑',
      grants: [{ board: 'qingxi', role: 'editor' }],
      boards: [{ key: 'qingxi', title: '清溪县求助平台' }],
    });
    assert.equal(answer.headers.get('access-control-allow-origin'), null);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    for (const cookie of answer.headers.getSetCookie())
      assert.match(cookie, /; Path=\/api\/session; Max-Age=\d+; HttpOnly; SameSite=Strict$/);
    assert.ok(!answer.text.includes(browser.cookies.get('help-board-session')!));
    const { json: me } = await subject.call('/api/desk/me', {
      headers: { authorization: `Bearer ${answer.json.accessToken}` },
    });
    assert.deepEqual(me, answer.json.me);
    time += answer.json.expiresIn * 1000;
    assert.equal(await desk(answer.json.accessToken), 401, 'short-lived');
    assert.equal(await desk((await browser.refresh()).json.accessToken), 200);
  });

  it('with a token of the desk’s own lasts as long as that was made for', async () => {
    const token = await subject.gateway.createToken({ role: 'editor', name: '临时', days: 2 });
    time += 2 * 24 * 3_600_000 - 1;
    assert.equal(await desk(token), 200);
    time += 1;
    const over = await subject.desk<{ code: string }>('/requests', undefined, token);
    assert.deepEqual([over.status, over.json.code], [401, 'unauthorized']);
    assert.equal((await subject.desk('/requests/nothing/accept', {}, token)).status, 401);
    assert.equal(await desk(subject.token), 200, 'one without an end does not run out');
  });

  it('says the same of an unknown name and of a wrong password', async () => {
    const browser = new Browser(subject);
    const wrong = await browser.signIn('wang.bianji', 'not-the-password');
    const unknown = await browser.signIn('nobody.here', 'not-the-password');
    assert.deepEqual([wrong.status, wrong.text], [401, unknown.text]);
    assert.equal(browser.cookies.size, 0);
  });

  it('refuses every call that does not come from a page of its own', async () => {
    const browser = new Browser(subject);
    await browser.signIn('wang.bianji', password);
    for (const origin of [
      'https://evil.example',
      'null',
      new URL(subject.url).origin.replace(/:\d+$/, ':1'),
    ]) {
      for (const [method, body] of [
        ['POST', { name: 'wang.bianji', password }],
        ['PUT'],
        ['DELETE'],
      ] as const) {
        const answer = await browser.call(method, body, { origin });
        assert.deepEqual([answer.status, answer.json.code], [403, 'forbidden'], `${method} ${origin}`);
        assert.equal(answer.headers.get('access-control-allow-origin'), null);
      }
    }
    const preflight = await subject.call('/api/session', {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'PUT' },
    });
    assert.equal(preflight.headers.get('access-control-allow-origin'), null);
    assert.equal((await browser.refresh()).status, 200, 'and nothing of it has ended the session');
  });

  it('changes the cookie with every use; a copy that is used later ends the session for both', async () => {
    const owner = new Browser(subject);
    await owner.signIn('wang.bianji', password);
    const thief = new Browser(subject);
    thief.cookies.set('help-board-session', owner.cookies.get('help-board-session')!);
    const { json } = await owner.refresh();
    assert.notEqual(owner.cookies.get('help-board-session'), thief.cookies.get('help-board-session'));
    assert.equal(await desk(json.accessToken), 200);
    time += 31_000;
    assert.equal((await thief.refresh()).status, 401);
    assert.equal((await owner.refresh()).status, 401);
    assert.equal(await desk(json.accessToken), 401, 'at once');
    const reused = await subject.gateway.storage.db
      .selectFrom('audit')
      .select('id')
      .where('action', '=', 'refresh-token-reused')
      .execute();
    assert.equal(reused.length, 1);
  });

  it('survives a lost answer and two tabs at once', async () => {
    const browser = new Browser(subject);
    await browser.signIn('wang.bianji', password);
    const before = browser.cookies.get('help-board-session')!;
    await browser.refresh();
    const after = browser.cookies.get('help-board-session');
    browser.cookies.set('help-board-session', before);
    time += 5000;
    assert.equal((await browser.refresh()).status, 200);
    assert.equal(browser.cookies.get('help-board-session'), after, 'the same cookie again');
  });

  it('ends with signing out, and does not mind doing so twice', async () => {
    const browser = new Browser(subject);
    const { json } = await browser.signIn('wang.bianji', password);
    const cookie = browser.cookies.get('help-board-session')!;
    assert.equal((await browser.call('DELETE')).status, 200);
    assert.equal(browser.cookies.has('help-board-session'), false);
    assert.equal(await desk(json.accessToken), 401);
    browser.cookies.set('help-board-session', cookie);
    assert.equal((await browser.refresh()).status, 401);
    assert.equal((await browser.call('DELETE')).status, 200);
  });

  it('ends after two weeks without use, and with garbage in the cookie it never begins', async () => {
    const browser = new Browser(subject);
    await browser.signIn('wang.bianji', password);
    const good = browser.cookies.get('help-board-session')!;
    for (const bad of [
      'x',
      '..',
      `${good}x`,
      good.replace('.0.', '.1.'),
      good.replace('.0.', '.999999999999.'),
    ]) {
      browser.cookies.set('help-board-session', bad);
      assert.equal((await browser.refresh()).status, 401, bad);
    }
    browser.cookies.set('help-board-session', good);
    time += 15 * 24 * 3_600_000;
    assert.equal((await browser.refresh()).status, 401);
  });

  it('waits longer after each wrong password, and never for good', async () => {
    const browser = new Browser(subject);
    let refused = 0;
    const waits: number[] = [];
    for (let i = 0; i < 20; i++) {
      const { status, json, headers } = await browser.signIn('wang.bianji', `wrong password ${i}`);
      if (status === 401) continue;
      assert.deepEqual([status, json.code], [429, 'rate-limited']);
      assert.equal(Number(headers.get('retry-after')), json.retryAfter);
      refused++;
      waits.push(json.retryAfter);
      time += json.retryAfter * 1000;
    }
    assert.ok(refused > 5);
    assert.deepEqual(
      waits,
      [...waits].sort((a, b) => a - b),
    );
    const right = await browser.signIn('wang.bianji', password);
    if (right.status === 429) time += right.json.retryAfter * 1000;
    assert.equal((await browser.signIn('wang.bianji', password)).status, 200);
    time += 24 * 3_600_000 + 1;
  });

  it('lets its owner in on a device that is known, whatever an attacker does meanwhile', async () => {
    const owner = new Browser(subject);
    await owner.signIn('wang.bianji', password);
    const attacker = new Browser(subject);
    for (let i = 0; i < 8; i++) await attacker.signIn('wang.bianji', `guess number ${i}`);
    assert.equal((await attacker.signIn('wang.bianji', password)).status, 429, 'not even with the right one');
    owner.cookies.delete('help-board-session');
    assert.equal((await owner.signIn('wang.bianji', password)).status, 200);
    time += 24 * 3_600_000 + 1;
  });

  it('is over at once for an account that is locked, and for a role that is taken', async () => {
    const { people } = subject.gateway;
    const browser = new Browser(subject);
    const { json } = await browser.signIn('wang.bianji', password);
    await people.setRole('wang.bianji', { board: 'qingxi', role: 'editor' }, false);
    assert.equal(await desk(json.accessToken), 403);
    await people.setRole('wang.bianji', { board: 'qingxi', role: 'editor' }, true);
    assert.equal(await desk(json.accessToken), 200);
    await people.setLocked('wang.bianji', true);
    assert.equal(await desk(json.accessToken), 401);
    assert.equal((await browser.refresh()).status, 401);
    assert.equal((await browser.signIn('wang.bianji', password)).status, 403);
    await people.setLocked('wang.bianji', false);
    assert.equal(await desk(json.accessToken), 401, 'signed out everywhere');
    assert.equal((await browser.signIn('wang.bianji', password)).status, 200);
  });

  it('takes a new password from whoever knows the old one', async () => {
    const browser = new Browser(subject);
    const change = (old: string, newPassword: string) =>
      browser.call('PUT', { name: 'wang.bianji', password: old, newPassword }, {}, '/api/session/password');
    assert.equal((await change(password, 'short')).status, 400);
    assert.equal((await change(password, 'my wang.bianji 1')).status, 400);
    assert.equal((await change('wrong', 'a longer pass phrase')).status, 401);
    assert.equal((await change(password, 'a longer pass phrase')).status, 200);
    assert.equal((await browser.signIn('wang.bianji', password)).status, 401);
    assert.equal((await browser.signIn('wang.bianji', 'a longer pass phrase')).status, 200);
  });

  it('leaves neither passwords nor tokens in the log or in the database', async () => {
    const browser = new Browser(subject);
    const { json } = await browser.signIn('wang.bianji', 'a longer pass phrase');
    const { db } = subject.gateway.storage;
    const stored = JSON.stringify([
      await db.selectFrom('account').selectAll().execute(),
      await db.selectFrom('session').selectAll().execute(),
      await db.selectFrom('audit').selectAll().execute(),
    ]);
    assert.match(stored, /\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    for (const secret of [password, 'a longer pass phrase', json.accessToken, ...browser.cookies.values()]) {
      assert.ok(!stored.includes(secret));
      assert.ok(!log.join('').includes(secret));
    }
  });
});
