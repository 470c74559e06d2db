import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { hotlineShapes } from '../../../src/adapters/hotline/profiles/index.js';
import { SCHEMES } from '../../../src/gateway/hotline/signers/index.js';
import type { RunningSimulator } from '../../../src/gateway/hotline/simulator-server.js';
import type { Receipt } from '../../../src/model/index.js';
import { BOARD, type Subject } from './gateway.js';

export const SHAPE = hotlineShapes.B;
const PUSHED_BY = { paasid: 'MARKPAAS', token: 'MARKPUSHTOKEN' };

/** What `hotlines.json` holds: every secret in it is a marker. */
export const hotlinesFile = (backend: string): string =>
  JSON.stringify({
    hotlines: [
      {
        ...{
          board: BOARD,
          key: '12345',
          profile: 'B',
          backend,
          secrets: { token: 'MARKHOTLINETOKEN' },
          poll: 0,
        },
        callback: { signer: 'x-tif', secrets: PUSHED_BY, order: 'data' },
      },
    ],
  });

const of = <T>(answer: { status: number; text: string; json: T }, status = 200): T => {
  assert.equal(answer.status, status, answer.text);
  return answer.json;
};

export const bearer = ({ token }: Receipt) => ({ authorization: `Bearer ${token}` });
const keyed = () => ({ 'idempotency-key': randomUUID() });

/** Hands requests over to the city's 12345, and has it say about each what no reader may ever see. */
export async function markHotline(
  subject: Subject,
  { hotline }: RunningSimulator,
  [answered, returned]: readonly [Receipt, Receipt],
): Promise<void> {
  const { db } = subject.gateway.storage;
  for (const { id } of [answered, returned]) {
    of(await subject.desk(`/requests/${id}/accept`, {}));
    of(await subject.desk(`/requests/${id}/publish`, {}));
    const to = { kind: 'hotline', name: SHAPE.label, words: 'MARKTOHOTLINE' };
    of(await subject.desk(`/requests/${id}/dispatch`, to));
  }
  of(await subject.desk(`/requests/${answered.id}/urge`, { words: 'MARKTOTHEM' }));
  const addition = { body: 'MARKTOTHEM 13812345678' };
  const own = { ...bearer(answered), ...keyed() };
  of(await subject.post(`/requests/${answered.id}/additions`, addition, own), 201);
  while (!(await subject.gateway.jobs.run('hotline-forward')))
    await new Promise((done) => setTimeout(done, 20));
  assert.ok(hotline.told.length, 'the hotline has been told');

  const push = async (request: Receipt, said: object) => {
    const order = await db
      .selectFrom('hotline_order')
      .select('id')
      .where('request', '=', request.id)
      .executeTakeFirstOrThrow();
    const path = `api/boards/${BOARD}/hotlines/12345/status`;
    const body = JSON.stringify({ data: { JJDBH: order.id, ...said } });
    const call = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
    const signing = { ...call, url: subject.url + path };
    const now = { at: Date.now(), nonce: randomUUID() };
    of(
      await subject.call(path, { ...call, headers: SCHEMES['x-tif']!.sign(signing, PUSHED_BY, now).headers }),
    );
  };
  const handler = { LXR: '陈马克', LXDH: '13812345678', BJDZ: 'MARKADDRESS', HANDLEOPINION: 'MARKOPINION' };
  await push(answered, { ...handler, JDLX: '6' });
  await push(answered, {
    ...handler,
    JDLX: '4',
    HFNR: '已联系医院，请打 13812345678。',
    CLDW: '县卫生健康局',
  });
  // What they say afterwards changes nothing but what the desk reads of the order.
  await push(answered, { FLOWID: 'MARKREMOTE', JDLX: 'MARKLABEL' });
  await push(returned, { ...handler, JDLX: '3' });
  of(
    await subject.post(
      `/requests/${answered.id}/rating`,
      { solved: 'no', words: 'MARKRATING' },
      bearer(answered),
    ),
  );
  of(await subject.post(`/requests/${answered.id}/thanks`, { device: 'MARKDEVICE-1' }));
}

/** Gives a request to the desk of a board below, with words that are between the two. */
export async function markRoute(subject: Subject, { id }: Receipt, below: string): Promise<void> {
  const board = { key: below, template: 'epidemic', title: '东镇求助平台', region: '东镇' } as const;
  await subject.gateway.createBoard({ ...board, parent: BOARD });
  of(await subject.desk(`/requests/${id}/publish`, {}));
  of(await subject.desk(`/requests/${id}/route`, { to: below, reason: 'MARKROUTED 13812345678' }));
}

/** What is in the columns that are left: by the calls that write them, and where those need half a day by hand. */
export async function markRest(subject: Subject, { id }: Receipt): Promise<void> {
  const { gateway } = subject;
  const { writes, boards } = gateway.storage;
  const template = { title: 'MARKANSWERED', body: 'MARKANSWERED', kind: 'answer' };
  const asked = { 'content-type': 'application/json', authorization: `Bearer ${subject.token}`, ...keyed() };
  const path = `/api/desk/boards/${BOARD}/templates`;
  of(await subject.call(path, { method: 'POST', headers: asked, body: JSON.stringify(template) }), 201);
  of(await subject.desk('/prefills', { body: 'MARKPREFILL 13812345678' }), 201);
  of(await subject.desk('/slot/versions/1/showings', { revision: 1 }));
  of(await subject.desk('/slot/versions', { on: true, headline: 'MARKDRAFT' }), 201);

  await gateway.people.setRole(
    'mark.account',
    { board: BOARD, role: 'department', unit: 'MARKACCOUNTUNIT' },
    true,
  );
  await gateway.createToken({ role: 'department', name: '局', unit: 'MARKUNIT', board: BOARD });
  const rules = boards.get(BOARD)!.rules;
  await writes.write(async (context) => {
    const { db } = context;
    const units = ['MARKRULE'];
    await boards.setLevel(context, BOARD, { ...rules, figures: { ...rules.figures, units } });
    const account = await db.selectFrom('account').select('id').executeTakeFirstOrThrow();
    const at = Date.now();
    const session = { id: randomUUID(), account: account.id, turn: 0, turned_at: at, created_at: at };
    await db
      .insertInto('session')
      .values({ ...session, expires_at: at + 1e6, ended_at: null })
      .execute();
    await db
      .insertInto('solved_challenge')
      .values({ hash: randomUUID(), expires_at: at + 1e6 })
      .execute();
    await db.updateTable('routing').set({ reason: 'MARKROUTING' }).execute();
    await db.updateTable('hotline_message').set({ problem: 'MARKPROBLEM' }).execute();
    await db.updateTable('slot_showing').set({ ended_by: 'MARKEDITOR' }).execute();
    await db
      .updateTable('request')
      .set({ citizen: randomUUID(), taken_by: randomUUID(), taken_by_name: 'MARKTAKER' })
      .set({ suggested: '{"kind":"department","name":"MARKSUGGESTED"}' })
      .where('id', '=', id)
      .execute();
    const page = { board: BOARD, page_hash: randomUUID(), version: 1, seen_at: at };
    await db.insertInto('slot_page').values(page).execute();
    await boards.bump(context, BOARD);
  });
}
