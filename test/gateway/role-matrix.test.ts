import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { SignJWT } from 'jose';
import { DESK_ROLES, EVERY_ROLE, NEWSROOM, SUPERVISION, type DeskRole } from '../../src/model/index.js';
import { BOARD, Subject, submission } from './support/gateway.js';
import { calls, type Call } from './support/contract.js';

const EVERYBODY = 'everybody';
/** Whoever has the receipt's token, or the site's word. */
const REQUESTER = 'requester';
/** Pages of the gateway's own origin; nobody needs a token. */
const OWN_PAGES = 'own pages';

/** Clients with a key that the board has given them: see `guard`. */
const API_KEY = 'api key';

type Row = typeof EVERYBODY | typeof API_KEY | typeof REQUESTER | typeof OWN_PAGES | readonly DeskRole[];
const ADMIN = ['admin'] as const;

/** Who may make which call. A call that is added to the contract gets a row here, by somebody who has thought about it. */
const MATRIX: Record<string, Row> = {
  addComment: EVERYBODY,
  addMeToo: EVERYBODY,
  addThanks: EVERYBODY,
  exportRequests: EVERYBODY,
  getAttachment: EVERYBODY,
  getBoard: EVERYBODY,
  getHome: EVERYBODY,
  getChallenge: EVERYBODY,
  getEvents: EVERYBODY,
  getFeed: EVERYBODY,
  getFigures: EVERYBODY,
  getHealth: EVERYBODY,
  getOpen311Discovery: EVERYBODY,
  getOpen311Request: EVERYBODY,
  getOpen311Service: EVERYBODY,
  getOpen311Token: EVERYBODY,
  listOpen311Requests: EVERYBODY,
  listOpen311Services: EVERYBODY,
  postOpen311Request: API_KEY,
  hearHotline: EVERYBODY,
  getOpenapi: EVERYBODY,
  getPrefill: EVERYBODY,
  getRequest: EVERYBODY,
  getSnapshot: EVERYBODY,
  getStats: EVERYBODY,
  getVersion: EVERYBODY,
  getSlotPreview: EVERYBODY,
  reportSlot: EVERYBODY,
  listComments: EVERYBODY,
  listRequests: EVERYBODY,
  putUpload: EVERYBODY,
  submitRequest: EVERYBODY,
  suggest: EVERYBODY,
  trackRequest: EVERYBODY,
  addAddition: REQUESTER,
  deleteOwn: REQUESTER,
  getOwnRequest: REQUESTER,
  listOwnRequests: REQUESTER,
  rateOwnRequest: REQUESTER,
  reopenOwnRequest: REQUESTER,
  urgeOwnRequest: REQUESTER,
  withdrawRequest: REQUESTER,
  changePassword: OWN_PAGES,
  refreshSession: OWN_PAGES,
  signIn: OWN_PAGES,
  signOut: OWN_PAGES,
  claimRequest: EVERY_ROLE,
  heardRequest: EVERY_ROLE,
  listForDesk: EVERY_ROLE,
  noteRequest: EVERY_ROLE,
  readForDesk: EVERY_ROLE,
  readMe: EVERY_ROLE,
  readPhotoForDesk: EVERY_ROLE,
  replyRequest: EVERY_ROLE,
  correctReply: EVERY_ROLE,
  resolveRequest: EVERY_ROLE,
  returnRequest: EVERY_ROLE,
  acceptRequest: NEWSROOM,
  addTemplate: NEWSROOM,
  approveGroup: NEWSROOM,
  approveProposal: NEWSROOM,
  changeTemplate: NEWSROOM,
  changeContents: NEWSROOM,
  readDefinition: NEWSROOM,
  claimGroup: NEWSROOM,
  complicateRequest: NEWSROOM,
  declineRequest: NEWSROOM,
  dispatchGroup: NEWSROOM,
  dispatchRequest: NEWSROOM,
  enterRequest: NEWSROOM,
  extendGroup: NEWSROOM,
  extendRequest: EVERY_ROLE,
  refuseRequest: NEWSROOM,
  featureRequest: NEWSROOM,
  getDeskStats: NEWSROOM,
  getDigest: NEWSROOM,
  getLevel: NEWSROOM,
  getReport: NEWSROOM,
  hideComment: NEWSROOM,
  hideRequest: NEWSROOM,
  highlightRequest: NEWSROOM,
  listCommentsForDesk: NEWSROOM,
  listDeliveries: NEWSROOM,
  listEscalations: NEWSROOM,
  decideMessage: NEWSROOM,
  listGroups: NEWSROOM,
  listHotlines: NEWSROOM,
  listStuckMessages: NEWSROOM,
  readHotlineHistory: NEWSROOM,
  listProposals: NEWSROOM,
  listSlips: EVERY_ROLE,
  listTemplates: NEWSROOM,
  makePrefill: NEWSROOM,
  membersGroup: NEWSROOM,
  mergeRequest: NEWSROOM,
  openGroup: NEWSROOM,
  partRequest: NEWSROOM,
  pinRequest: NEWSROOM,
  printSlip: EVERY_ROLE,
  prioritiseRequest: NEWSROOM,
  publishComment: NEWSROOM,
  publishRequest: NEWSROOM,
  readGroup: NEWSROOM,
  readSettings: NEWSROOM,
  readSlip: EVERY_ROLE,
  recategoriseRequest: NEWSROOM,
  receiveDelivery: NEWSROOM,
  redactRequest: NEWSROOM,
  releaseRequest: NEWSROOM,
  removeTemplate: NEWSROOM,
  reopenRequest: NEWSROOM,
  replyGroup: NEWSROOM,
  resolveGroup: NEWSROOM,
  routeRequest: NEWSROOM,
  sendBackProposal: NEWSROOM,
  switchHome: NEWSROOM,
  changeSlotDraft: NEWSROOM,
  draftSlot: NEWSROOM,
  endSlotShowing: NEWSROOM,
  previewSlot: NEWSROOM,
  publishSlot: NEWSROOM,
  readSlot: NEWSROOM,
  rollBackSlot: NEWSROOM,
  switchSlotEmergency: NEWSROOM,
  urgeGroup: NEWSROOM,
  urgeRequest: NEWSROOM,
  answerDelivery: SUPERVISION,
  changeSettings: SUPERVISION,
  deliver: SUPERVISION,
  listAudit: SUPERVISION,
  reconcileHotline: SUPERVISION,
  superviseRequest: SUPERVISION,
  readGuard: ADMIN,
  setGuard: ADMIN,
  changeDefinition: ADMIN,
  setLevel: ADMIN,
};

const UNITS: Record<string, string> = { department: '县卫生健康局', volunteer: '红马甲车队' };
const key = randomBytes(32);
const hostKeys = JSON.stringify({
  keys: [{ kty: 'oct', k: key.toString('base64url'), kid: 'app', alg: 'HS256' }],
});

describe('who may make which call', () => {
  const plenty = { burst: 1e6, perMinute: 1e6 };
  const subject = new Subject({
    hostKeys,
    limits: { submits: plenty, uploads: plenty, tracking: plenty, meToo: plenty, sessions: plenty },
  });
  /** By role: somebody who has it on this board, and somebody who has it on another one only. */
  const here = new Map<DeskRole, string>();
  const elsewhere = new Map<DeskRole, string>();
  const ids = new Map<string, string>();
  let requester: string;
  let citizen: string;

  before(async () => {
    await subject.start();
    const { gateway } = subject;
    await gateway.createBoard({ key: 'beihe', template: 'flood', title: '北河县', region: '北河县' });
    for (const role of DESK_ROLES) {
      for (const [board, tokens] of [
        [BOARD, here],
        ['beihe', elsewhere],
      ] as const) {
        const name = `${role}.${board}`;
        const password = await gateway.people.add({ name, displayName: name });
        await gateway.people.setRole(name, { board, role, unit: UNITS[role] }, true);
        const { json } = await subject.call<{ accessToken: string }>('/api/session', {
          method: 'POST',
          headers: { 'content-type': 'application/json', origin: new URL(subject.url).origin },
          body: JSON.stringify({ name, password }),
        });
        tokens.set(role, json.accessToken);
      }
    }
    for (const [kind, name] of [...Object.entries(UNITS), ['', '']]) {
      const { json } = await subject.submit(submission());
      ids.set(kind!, json.id);
      requester = json.token;
      if (!kind) continue;
      await subject.desk(`/requests/${json.id}/accept`, {});
      assert.equal((await subject.desk(`/requests/${json.id}/dispatch`, { kind, name })).status, 200);
    }
    citizen = await new SignJWT({})
      .setProtectedHeader({ alg: 'HS256', kid: 'app' })
      .setSubject('reader')
      .setAudience('help-board')
      .setExpirationTime('1h')
      .sign(key);
  });
  after(() => subject.stop());

  /** Makes the call with nothing good in it: who may make it is asked before anything else. */
  async function made(
    { method, path, body }: Call,
    token: string | undefined,
    role?: DeskRole,
    origin?: string,
  ) {
    const id = ids.get(role ?? '') ?? ids.get('')!;
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => (name === 'board' ? BOARD : id));
    const stream = new AbortController();
    const response = await fetch(`${subject.url}api${filled}`, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(origin && { origin }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: '[]' }),
      signal: stream.signal,
    });
    const { status } = response;
    if (response.headers.get('content-type')?.startsWith('text/event-stream')) stream.abort();
    else await response.arrayBuffer();
    return status;
  }
  const refused = (status: number) => status === 401 || status === 403;
  const isDesk = (row: Row | undefined): row is readonly DeskRole[] => Array.isArray(row);

  it('is written down for every call of the contract, and for no other', () => {
    assert.deepEqual(Object.keys(MATRIX).sort(), calls.map(({ id }) => id).sort());
  });

  it('is as it is written down, for every role, on its board and on another', async () => {
    for (const call of calls) {
      const row = MATRIX[call.id];
      if (!isDesk(row)) continue;
      assert.equal(call.tag, 'desk', call.id);
      for (const role of DESK_ROLES) {
        const status = await made(call, here.get(role), role);
        if (row.includes(role)) assert.ok(!refused(status), `${role} ${call.id} ${status}`);
        else assert.equal(status, 403, `${role} ${call.id}`);
        // Whose token it is may be asked by anybody who has one.
        const there = await made(call, elsewhere.get(role), role);
        if (call.path.includes('{board}')) assert.equal(there, 403, `${role} of another board, ${call.id}`);
      }
    }
  });

  it('is nobody from outside at a desk', async () => {
    for (const call of calls) {
      if (!isDesk(MATRIX[call.id])) continue;
      for (const token of [undefined, requester, citizen, 'x'])
        assert.equal(await made(call, token), 401, `${call.id} with ${token}`);
    }
  });

  it('is the requester alone for what is the requester’s', async () => {
    for (const call of calls) {
      if (MATRIX[call.id] !== REQUESTER) continue;
      assert.equal(call.tag, 'requester', call.id);
      assert.equal(await made(call, undefined), 401, call.id);
      const own = await made(call, call.path.includes('{id}') ? requester : citizen);
      assert.ok(!refused(own), `${call.id} ${own}`);
      for (const role of DESK_ROLES) {
        const status = await made(call, here.get(role), role);
        assert.ok(status >= 400 && status < 500, `${role} ${call.id} ${status}`);
      }
    }
  });

  it('is everybody for what is public, whatever token they show', async () => {
    for (const call of calls) {
      if (MATRIX[call.id] !== EVERYBODY) continue;
      assert.ok(call.tag === 'public' || call.tag === 'service', call.id);
      for (const token of [undefined, requester, citizen, 'x', here.get('volunteer')]) {
        const status = await made(call, token);
        assert.ok(!refused(status), `${call.id} ${status}`);
      }
    }
  });

  it('is clients with a key of the board’s for posts over Open311, and no role', async () => {
    for (const call of calls) {
      if (MATRIX[call.id] !== API_KEY) continue;
      assert.equal(call.tag, 'public', call.id);
      const path = `/api${call.path.replace('{board}', BOARD).replace('{format}', 'json')}`;
      for (const token of [undefined, requester, citizen, here.get('admin')]) {
        const headers = { ...(token && { authorization: `Bearer ${token}` }) };
        const body = new URLSearchParams({ service_code: 'supplies', description: '没有米' });
        assert.equal((await subject.call(path, { method: 'POST', headers, body })).status, 403, call.id);
      }
    }
  });

  it('is pages of its own for sessions', async () => {
    for (const call of calls) {
      if (MATRIX[call.id] !== OWN_PAGES) continue;
      assert.equal(call.tag, 'session', call.id);
      for (const token of [undefined, here.get('admin')])
        for (const origin of [undefined, 'https://news.example', 'null'])
          assert.equal(await made(call, token, undefined, origin), 403, `${call.id} from ${origin}`);
      assert.notEqual(await made(call, undefined, undefined, new URL(subject.url).origin), 403, call.id);
    }
  });
});
