import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { submissionSchema, type Receipt, type Submission } from '../../src/model/index.js';
import { audit } from '../../src/gateway/loop/change.js';
import { BOARD, Subject, submission } from './support/gateway.js';
import { startSimulator, type RunningSimulator } from '../../src/gateway/hotline/simulator-server.js';
import { calls, randomFrom, sample, type Call } from './support/contract.js';
import { bearer, hotlinesFile, markHotline, markRest, markRoute, SHAPE } from './support/marked-rows.js';
import { faultsOfWatch, secretValues } from './support/private-columns.js';

/** What a submission holds that everybody may see, as it is or masked. All else needs a marker below. */
const PUBLIC = ['category', 'urgency', 'visibility', 'composedAt'];

/** A marker in every private field, and in public texts everything that has to be covered. */
const marked = (name: string, changes: Partial<Submission> = {}): Submission =>
  submission({
    category: 'medical',
    title: `母亲要透析，电话13812345678`,
    body: `我妈78岁要透析，请打 138 1234 5678，住幸福路12号3幢2单元501室，wx: chenmark123，身份证330102194701011234。`,
    contact: { name: `陈马克${name}`, phone: '13812345678', address: `MARKADDRESS${name}` },
    region: '城关街道 138 1234 5678',
    forSomebodyElse: true,
    confidential: true,
    tried: [`MARKTRIED${name}`],
    attributes: { 'isolation-site': `MARKSITE${name}`, people: 987654, unheard: [`MARKUNHEARD${name}`] },
    location: { latitude: 29.123456, longitude: 120.654321 },
    consents: { privacy: 'MARKCONSENT', health: 'MARKHEALTH', location: 'MARKLOC', onBehalf: 'MARKBEHALF' },
    source: { channel: 'MARKCHANNEL', page: 'https://news.example/MARKPAGE?who=MARKWHO' },
    attachments: [],
    ...changes,
  });
/** Of requests that the public does not see at all, not even their text may come out. */
const UNSEEN = 'UNSEENTEXT';

/** A board below, to which requests are routed. */
const BELOW = 'dongzhen';

const demo = fileURLToPath(new URL('../../demo/site', import.meta.url));

describe('nothing private is in anything that can be had without a token', () => {
  const plenty = { burst: 1e6, perMinute: 1e6 };
  const options = {
    demo,
    hotlines: '',
    // Jobs run when the test says so.
    jobsEvery: 1e9,
    limits: { submits: plenty, uploads: plenty, tracking: plenty, meToo: plenty, sessions: plenty },
  };
  const subject = new Subject(options);
  let simulator: RunningSimulator;
  const receipts: Receipt[] = [];
  const marks = new Set([
    '陈马克',
    '13812345678',
    '138 1234 5678',
    '1234 5678',
    'MARK',
    'chenmark123',
    UNSEEN,
  ]);
  for (const mark of ['330102194701011234', '501室', '987654', '29.123456', '120.654321']) marks.add(mark);
  /** What no list is searched for: there are hundreds of them. */
  const secrets = new Set<string>();
  const photos: string[] = [];
  let prefill = '';
  let preview = '';

  const send = async (body: Submission): Promise<Receipt> => {
    const key = randomUUID();
    const { json, status, text } = await subject.submit(body, key);
    assert.equal(status, 201, text);
    receipts.push(json);
    for (const secret of [key, json.token, json.trackingCode]) marks.add(secret);
    return json;
  };

  before(async () => {
    simulator = await startSimulator({ profile: SHAPE });
    options.hotlines = hotlinesFile(simulator.url);
    await subject.start();
    const { storage } = subject.gateway;
    subject.token = await subject.gateway.createToken({ role: 'editor', name: 'MARKEDITOR' });
    await storage.writes.write((c) =>
      storage.boards.changeSettings(c, BOARD, { reviewSteps: 0, slipName: 'MARKSLIPNAME' }),
    );
    const shown = await send(marked('shown', { category: 'MARKCATEGORY' }));
    for (const [path, body] of [
      ['accept', {}],
      ['publish', {}],
      ['dispatch', { kind: 'department', name: '县卫生健康局' }],
      ['reply', { body: '已联系医院。', kind: 'acknowledgement' }],
    ] as const)
      assert.equal((await subject.desk(`/requests/${shown.id}/${path}`, body)).status, 200, path);
    await correctIn(shown.id, '已联系医院。', '已联系医院，MARKWORDING 138 1234 5678。');
    await subject.post(`/requests/${shown.id}/me-too`, { device: 'MARKDEVICE-1' });

    /** A picture in a colour of its own. */
    const upload = async (key: string, background: string): Promise<string> => {
      const photo = await sharp({ create: { width: 8, height: 8, channels: 3, background } })
        .withExif({ IFD0: { Copyright: 'MARKEXIF' } })
        .jpeg()
        .toBuffer();
      const sha256 = createHash('sha256').update(photo).digest('hex');
      const put = await subject.board(`/uploads/${key}/${sha256}`, {
        method: 'PUT',
        headers: { 'content-type': 'image/jpeg' },
        body: new Uint8Array(photo),
      });
      assert.equal(put.status, 201, put.text);
      return sha256;
    };
    const adding = randomUUID();
    const added = await subject.post(
      `/requests/${shown.id}/additions`,
      { body: 'MARKADDITION', attachments: [{ sha256: await upload(adding, '#0a0') }] },
      { 'idempotency-key': adding, ...bearer(shown) },
    );
    assert.equal(added.status, 201, added.text);
    for (const visibility of ['public', 'desk'] as const) {
      const key = randomUUID();
      const sha256 = await upload(key, visibility === 'desk' ? '#00a' : '#a00');
      const body = marked(`photo${visibility}`, {
        visibility,
        attachments: [{ sha256, alt: visibility === 'desk' ? 'MARKALT' : '电话 13812345678' }],
      });
      const { json } = await subject.submit(visibility === 'desk' ? { ...body, body: UNSEEN } : body, key);
      receipts.push(json);
      if (visibility === 'public') {
        await subject.desk(`/requests/${json.id}/publish`, {});
        // Of somebody who asks confidentially no picture is public before an editor says so.
        await subject.desk(`/requests/${json.id}/redact`, { publicBody: '要透析', withheld: [] });
      }
      marks.add(json.token).add(json.trackingCode).add(key);
    }
    photos.push(...(await storage.db.selectFrom('photo').select('id').execute()).map(({ id }) => id));

    await send(marked('pending', { title: UNSEEN, body: UNSEEN }));
    await send(marked('desk', { title: UNSEEN, body: UNSEEN, visibility: 'desk' }));
    const hidden = await send(marked('hidden', { title: UNSEEN, body: UNSEEN }));
    await subject.desk(`/requests/${hidden.id}/publish`, {});
    await subject.desk(`/requests/${hidden.id}/hide`, {});
    const withdrawn = await send(marked('withdrawn', { title: UNSEEN, body: UNSEEN }));
    await subject.desk(`/requests/${withdrawn.id}/publish`, {});
    const own = { authorization: `Bearer ${withdrawn.token}` };
    assert.equal((await subject.post(`/requests/${withdrawn.id}/withdrawal`, {}, own)).status, 200);

    await subject.gateway.people.add({ name: 'mark.account', displayName: 'MARKCOLLEAGUE' });
    marks.add(subject.token);
    const { features } = storage.boards.get(BOARD)!.board;
    await storage.writes.write((c) =>
      storage.boards.update(c, BOARD, { features: { ...features, comments: true } }),
    );
    const comment = { body: 'MARKCOMMENT', nickname: 'MARKCOMMENTER' };
    const commented = await subject.post(`/requests/${shown.id}/comments`, comment, {
      'idempotency-key': randomUUID(),
    });
    assert.equal(commented.status, 201, commented.text);
    const filled = await subject.desk<{ code: string }>('/prefills', { body: '替一位老人填的' });
    assert.equal(filled.status, 201, filled.text);
    prefill = filled.json.code;
    await subject.desk('/slot/versions', { on: true, headline: '有困难，说一声' });
    preview = (await subject.desk<{ code: string }>('/slot/versions/1/preview', { revision: 1 })).json.code;
    await markDesk(shown.id);
    await markHotline(subject, simulator, [await send(marked('answered')), await send(marked('returned'))]);
    await markRoute(subject, await send(marked('routed')), BELOW);
    await markRest(subject, shown);
    for (const value of await secretValues(storage)) secrets.add(value);
  });
  after(async () => {
    await subject.stop();
    await simulator.close();
  });

  /** A reply that first went out with other words. */
  async function correctIn(id: string, body: string, first: string): Promise<void> {
    const sent = await subject.desk(`/requests/${id}/reply`, { body: first, kind: 'acknowledgement' });
    assert.equal(sent.status, 200, sent.text);
    const { json } = await subject.desk<{ replies: { id: string; body: string }[] }>(`/requests/${id}`);
    const wrong = json.replies.find((reply) => reply.body === first)!;
    const corrected = await subject.desk(`/requests/${id}/replies/${wrong.id}/correction`, { body });
    assert.equal(corrected.status, 200, corrected.text);
  }

  /** What is for the requester or for the desk, put into every row that is: whatever call it comes from. */
  async function markDesk(id: string): Promise<void> {
    const { writes, boards } = subject.gateway.storage;
    await writes.write(async (context) => {
      const { db } = context;
      const of = { board: BOARD, request: id, at: Date.now() };
      await db
        .insertInto('reply')
        .values({
          ...{ ...of, id: 'zz-reply', author: 'MARKAUTHOR', role: 'newsroom' },
          ...{ body: 'MARKREPLY', kind: 'answer', audience: 'requester' },
        })
        .execute();
      await db
        .insertInto('timeline')
        .values({
          ...{ ...of, id: 'zz-step', stage: 'dispatched', action: 'MARKACTION' },
          ...{
            audience: 'desk',
            by: 'MARKBY',
            note: 'MARKNOTE',
            who: 'MARKSTEPPER',
            fields: '["MARKFIELD"]',
          },
        })
        .execute();
      await boards.bump(context, BOARD);
    });
    await markWork(id);
    // Shown anew, with these beside it.
    await subject.desk(`/requests/${id}/feature`, { on: true });
  }

  /** What a newsroom writes while it works, of a request that the public reads. */
  async function markWork(id: string): Promise<void> {
    const { writes, boards } = subject.gateway.storage;
    const made = async (path: string, body: unknown, status = 200) => {
      const answer = await subject.desk<{ id: string; revision: number; proposal?: string }>(path, body);
      assert.equal(answer.status, status, `${path} ${answer.text}`);
      return answer.json;
    };
    await made(`/requests/${id}/note`, { words: 'MARKINTERNAL 13812345678' });
    await made(`/requests/${id}/return`, {
      reason: 'MARKRETURN',
      suggest: { kind: 'department', name: 'MARKSUGGESTED' },
    });
    const { revision } = await made(`/requests/${id}/urge`, { words: 'MARKURGE' });
    const group = await made('/groups', { title: 'MARKGROUP', requests: [{ id, revision }] }, 201);
    await made(`/groups/${group.id}/dispatch`, {
      ...{ kind: 'department', name: '县卫生健康局', words: 'MARKSLIPWORDS' },
    });
    const review = (reviewSteps: number) =>
      writes.write((c) => boards.changeSettings(c, BOARD, { reviewSteps, slipName: 'MARKSLIPNAME' }));
    await review(2);
    const proposing = { kind: 'answer', body: 'MARKPROPOSAL', author: 'MARKPROPOSER' };
    const { proposal } = await made(`/requests/${id}/reply`, proposing);
    const approver = await subject.gateway.createToken({ role: 'editor', name: 'MARKAPPROVER' });
    const approval = `/requests/${id}/proposals/${proposal}/approval`;
    assert.equal((await subject.desk(approval, {}, approver)).status, 200);
    await review(0);
    await made('/templates', { title: 'MARKTEMPLATE', body: 'MARKTEMPLATEBODY', kind: 'answer' }, 201);
    await made(`/requests/${id}/highlight`, { on: true });
    await writes.write(async (context) => {
      const at = Date.now();
      await context.db
        .insertInto('delivery')
        .values({
          ...{
            id: 'zz-delivery',
            desk: BOARD,
            board: BOARD,
            to_board: BOARD,
            kind: 'key-issue',
            request: id,
          },
          ...{ words: 'MARKDELIVERY', content: '{"body":"MARKCONTENT"}', sent_at: at, sent_by: 'MARKSENDER' },
          ...{ received_at: at, received_by: 'MARKRECEIVER', answer: 'MARKDELIVERYANSWER', answered_at: at },
          answered_by: 'MARKANSWERER',
        })
        .execute();
      await audit(context, {
        ...{ actor: { kind: 'desk', id: 'MARKACTOR' }, action: 'MARKDONE', board: BOARD, request: id, at },
        detail: { fields: ['MARKDETAIL'] },
      });
    });
    const admin = await subject.gateway.createToken({ role: 'admin', name: 'MARKADMIN' });
    const guard = await subject.call(`/api/desk/boards/${BOARD}/guard`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ challenge: 'never', words: ['MARKWORD'] },
        moderation: { url: 'http://moderation.invalid/MARKMODERATION', secret: 'MARKSECRETMARKSECRET' },
      }),
    });
    assert.equal(guard.status, 200, guard.text);
  }

  it('with a marker in every private field there is', () => {
    const fields = Object.keys(submissionSchema.properties!).filter((field) => !PUBLIC.includes(field));
    assert.deepEqual(
      fields.filter((field) => !(field in marked(''))),
      [],
    );
  });

  it('and in every private column there is', async () => {
    assert.deepEqual(await faultsOfWatch(subject.gateway.storage), []);
  });

  const random = randomFrom(1);

  /** What a part of a path may be: all that there is of it, what is private most of all. */
  function valuesOf(name: string, call: Call): string[] {
    const codes: Record<string, string[]> = { getPrefill: [prefill], getSlotPreview: [preview] };
    const known: Record<string, string[]> = {
      board: call.path.includes('{id}') ? [BOARD] : [BOARD, BELOW],
      id: [...receipts.map(({ id }) => id), ...photos],
      code: codes[call.id] ?? receipts.map(({ trackingCode }) => trackingCode),
      key: [randomUUID()],
      hotline: ['12345'],
      service: ['medical'],
      token: receipts.map(({ trackingCode }) => trackingCode),
      sha256: ['a'.repeat(64)],
    };
    const { schema } = call.parameters.find((of) => of.name === name)!;
    const values = known[name] ?? schema.enum;
    assert.ok(values, `${call.id}: teach the crawl what {${name}} may be`);
    return values;
  }

  function pathsOf(call: Call): string[] {
    let paths = [call.path];
    for (const [part, name] of call.path.matchAll(/\{(\w+)\}/g))
      paths = paths.flatMap((path) =>
        valuesOf(name!, call).map((value) => path.replace(part, encodeURIComponent(value))),
      );
    const questions = call.parameters
      .filter((of) => of.in === 'query')
      .flatMap(({ name, schema }) =>
        (schema.enum ?? (name === 'q' ? [...marks, '透析', '%', '_'] : [String(sample(schema, random))])).map(
          (value) => `?${name}=${encodeURIComponent(value)}`,
        ),
      );
    if (call.id === 'reportSlot') questions.push('?version=1&page=https%3A%2F%2Fnews.example%2FMARKPAGE');
    return [...paths, ...questions.map((question) => paths[0] + question)];
  }

  /** Everything that comes, of a stream what comes at once. */
  async function read(path: string, init: RequestInit = {}): Promise<string> {
    const stream = new AbortController();
    const response = await fetch(subject.url + path.replace(/^\//, ''), { ...init, signal: stream.signal });
    const headers = [...response.headers].map((pair) => `${pair.join(': ')}\n`).join('');
    if (!response.headers.get('content-type')?.startsWith('text/event-stream'))
      return headers + Buffer.from(await response.arrayBuffer()).toString();
    const timer = setTimeout(() => stream.abort(), 300);
    let text = headers;
    try {
      for await (const chunk of response.body!) text += Buffer.from(chunk).toString();
    } catch {
      // Enough of it.
    }
    clearTimeout(timer);
    return text;
  }

  function check(text: string, path: string, asked = ''): void {
    const question = decodeURIComponent(path);
    for (const mark of [...marks, ...secrets]) {
      // A code in the address is the asker's own.
      if (question.includes(mark) || asked.includes(mark)) continue;
      assert.ok(!text.includes(mark), `${mark} in ${path}`);
    }
  }

  it('in every public read of the contract, whatever it is asked with', async () => {
    const reads = calls.filter(
      ({ tag, method }) => method === 'GET' && (tag === 'public' || tag === 'service'),
    );
    const answered = new Set<string>();
    for (const call of reads)
      for (const path of pathsOf(call)) {
        const text = await read(`/api${path}`);
        check(text, path);
        if (!/^content-type: application\/problem/m.test(text)) answered.add(call.id);
      }
    assert.deepEqual(
      reads.map(({ id }) => id).filter((id) => !answered.has(id)),
      [],
      'and every one of them has answered something',
    );
  });

  it('in what is answered to a public write', async () => {
    const writes = calls.filter(({ tag, method }) => method !== 'GET' && tag === 'public');
    for (const call of writes)
      for (const path of pathsOf(call)) {
        const body = call.body && JSON.stringify(sample(call.body, random));
        const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
        check(await read(`/api${path}`, { method: call.method, headers, body: body ?? '{}' }), path, body);
      }
  });

  it('in whatever a desk’s or a requester’s call says to a stranger', async () => {
    for (const call of calls.filter(({ tag }) => tag === 'desk' || tag === 'requester')) {
      const named = {
        ...call,
        parameters: call.parameters.map((of) => ({ ...of, schema: { enum: ['1'], ...of.schema } })),
      };
      for (const path of pathsOf(named).slice(0, 12))
        for (const authorization of ['', 'Bearer wrong', `Bearer ${receipts[1]!.token}`]) {
          const body = call.method === 'GET' ? {} : { body: '{}' };
          const headers = { 'content-type': 'application/json', ...(authorization && { authorization }) };
          const text = await read(`/api${path}`, { method: call.method, headers, ...body });
          // The token of one request opens that one.
          if (!(authorization.endsWith(receipts[1]!.token) && path.includes(receipts[1]!.id)))
            check(text, path);
        }
    }
  });

  it('in any page, or in what pages load', async () => {
    const files = readdirSync(demo, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.\w+$/.test(file),
    );
    const pages = subject.gateway.app
      .printRoutes({ commonPrefix: false })
      .split('\n')
      .map((line) => /(\/\S*) \(.*GET.*\)/.exec(line)?.[1])
      .filter((path): path is string => !!path && !path.startsWith('/api') && !/[:*]/.test(path));
    const paths = [
      ...pages,
      ...files.map((file) => `/${file}`),
      ...receipts.map(({ id }) => `/r/${id}`),
      '/',
      '/desk',
    ];
    for (const path of new Set(paths)) check(await read(path), path);
  });
});
