import { flag, scale, table, time } from '../codecs.js';
import type { Fields, HotlineProfile } from '../profile.js';

const local = time('local');
const fields: Fields = {
  remoteId: 'record_number',
  ownId: 'outer_number',
  title: 'caption',
  content: 'content',
  category: {
    path: 'class_caption',
    codec: table({ utilities: ['市政设施'], medical: ['医疗卫生'], other: ['其他'] }, '其他'),
  },
  address: 'address',
  name: 'caller',
  phone: 'caller_phone',
  confidential: { path: 'is_secret', codec: flag() },
  createdAt: { path: 'addtime', codec: local },
  dueAt: { path: 'expires', codec: local },
  answeredAt: { path: 'replytime', codec: local },
  department: 'org_caption',
  opinion: 'note',
  reply: 'note10',
  resolution: {
    path: 'note6',
    codec: table({ resolved: [0], unresolved: [1], partly: [2], returned: [3] }),
  },
  satisfaction: { path: 'note7', codec: scale(5, 1) },
};

/**
 * One URL and an `act`; a session's cookie; JSON that calls itself HTML. Ours is looked for by `outer_number` before anything
 * is sent again. `note` is the internal opinion, `note10` the public reply.
 */
export const shapeA: HotlineProfile = {
  name: 'shape-a',
  label: '12345热线',
  credentials: [{ in: 'header', name: 'cookie', credential: 'session' }],
  envelope: {
    success: { path: 'status', is: ['success'] },
    message: 'des',
    data: 'res',
    errors: { nologin: 'unauthorized', none: 'not-found' },
  },
  fields,
  stage: 'ps_caption',
  stages: {
    submitted: ['待受理'],
    accepted: ['待派遣', '待补充', '待督办'],
    dispatched: ['待处置', '加派'],
    answered: ['待回访', '待结案'],
    resolved: ['已结案'],
  },
  flags: {
    'needs-info': { labels: ['待补充'] },
    supervised: { labels: ['待督办'] },
  },
  operations: {
    submit: {
      path: '/flow.do',
      query: { act: 'edit' },
      body: 'form',
      fields,
      id: 'now',
      returns: '0.record_number',
    },
    // The flow is a bare list.
    list: {
      path: '/flow.do',
      query: { act: 'flow' },
      envelope: {},
      paging: { by: 'page', page: 'page', size: 'pagesize', first: 1 },
    },
    get: {
      path: '/flow.do',
      query: { act: 'flow' },
      envelope: {},
      fields: { remoteId: 'record_number' },
    },
    find: { path: '/flow.do', query: { act: 'flow' }, envelope: {}, fields: { ownId: 'outer_number' } },
    urge: {
      path: '/flow.do',
      query: { act: 'urge' },
      body: 'form',
      fields: { remoteId: 'record_number', words: 'note' },
    },
    return: {
      path: '/flow.do',
      query: { act: 'back' },
      body: 'form',
      fields: { remoteId: 'record_number', words: 'note' },
    },
  },
};
