import { degrees, scale, table, time } from '../codecs.js';
import type { Fields, HotlineProfile } from '../profile.js';

const local = time('local');
const fields: Fields = {
  remoteId: 'taskId',
  ownId: 'sourceId',
  title: 'taskTitle',
  content: 'taskDesc',
  category: {
    path: 'levelOne',
    codec: table({ utilities: ['公用事业'], medical: ['卫生健康'], other: ['其他'] }, '其他'),
  },
  region: 'streetName',
  address: 'address',
  longitude: { path: 'coordx', codec: degrees(180) },
  latitude: { path: 'coordy', codec: degrees(90) },
  name: 'reporter',
  phone: 'reporterTel',
  createdAt: { path: 'createTime', codec: local },
  updatedAt: { path: 'updateTime', codec: local },
  dueAt: { path: 'limitTime', codec: local },
  answeredAt: { path: 'replyTime', codec: local },
  closedAt: { path: 'closeTime', codec: local },
  department: 'dealUnit',
  opinion: 'dealOpinion',
  reply: 'replyContent',
  satisfaction: { path: 'satisfaction', codec: scale(0, 3) },
};

/**
 * A table, or the beans of one behind a thin service: four levels of category, some twenty `is…` columns, a time for every
 * step. 0 is dissatisfied, 3 very satisfied. An intermediate database has the same columns.
 */
export const shapeG: HotlineProfile = {
  name: 'shape-g',
  label: '12345热线',
  credentials: [{ in: 'query', name: 'token', credential: 'token' }],
  fields,
  stage: 'status',
  stages: {
    submitted: ['待受理'],
    accepted: ['待派遣'],
    dispatched: ['待处置'],
    answered: ['待回访', '待结案'],
    resolved: ['已结案'],
  },
  flags: {
    supervised: { path: 'isSupervise' },
    urged: { path: 'isUrge' },
    extended: { path: 'isDelay' },
    reopened: { path: 'isRework' },
    complex: { path: 'isComplex' },
  },
  operations: {
    submit: { path: '/task/save', body: 'json', fields, id: 'now', returns: 'taskId' },
    list: { path: '/task/list', paging: { by: 'page', page: 'page', size: 'size', first: 0 } },
    get: { path: '/task/{remoteId}' },
    find: { path: '/task/list', fields: { ownId: 'sourceId' } },
    supervise: {
      path: '/task/{remoteId}/supervise',
      body: 'json',
      fields: { words: 'opinion' },
    },
  },
};
