import { flag, region, scale, table, time } from '../codecs.js';
import type { Fields, HotlineProfile } from '../profile.js';

const fields: Fields = {
  remoteId: 'FLOWID',
  ownId: 'JJDBH',
  title: 'BT',
  content: 'BJNR',
  category: {
    path: 'SXLB',
    codec: table({ utilities: ['01'], medical: ['02'], other: ['99'] }, '99'),
  },
  region: { path: 'XZQHDM', codec: region() },
  address: 'BJDZ',
  name: 'LXR',
  phone: 'LXDH',
  confidential: { path: 'SFBM', codec: flag() },
  createdAt: { path: 'SLSJ', codec: time('compact') },
  dueAt: { path: 'BLSX', codec: time('compact') },
  answeredAt: { path: 'HFSJ', codec: time('compact') },
  department: 'CLDW',
  opinion: 'HANDLEOPINION',
  reply: 'HFNR',
  satisfaction: { path: 'CLJGDM', codec: scale(5, 1) },
};

/**
 * Flat JSON in the initials of pinyin; both sides push. An order that comes again under the same `JJDBH` is the same one:
 * agree on that with the city before it is taken over. Region by code, time as `YYMMDDhhmmss`, 1 is very satisfied.
 */
export const shapeB: HotlineProfile = {
  name: 'shape-b',
  label: '12345热线',
  credentials: [{ in: 'header', name: 'authorization', credential: 'token', prefix: 'Bearer ' }],
  envelope: {
    success: { path: 'code', is: [0, 200, '00'] },
    message: 'message',
    data: 'data',
    errors: { 401: 'unauthorized', 404: 'not-found', 422: 'invalid' },
  },
  fields,
  stage: 'JDLX',
  stages: {
    accepted: [3],
    dispatched: [1, 2],
    'in-progress': [6, 7, 8],
    answered: [4],
    resolved: [5],
  },
  flags: {
    reopened: { labels: [8] },
    supervised: { labels: [7] },
    urged: { path: 'SFCB' },
  },
  returned: { labels: [3] },
  operations: {
    submit: {
      path: '/order/push',
      body: 'json',
      fields,
      constants: { LY: '求助平台' },
      id: 'now',
      returns: 'FLOWID',
      idempotent: true,
    },
    list: { path: '/order/list', body: 'json', paging: { by: 'none' } },
    get: { path: '/order/detail', body: 'json', fields: { remoteId: 'FLOWID' } },
    track: { path: '/order/state', body: 'json', fields: { remoteId: 'FLOWID' } },
    add: {
      path: '/order/supplement',
      body: 'json',
      fields: { remoteId: 'FLOWID', ownId: 'BCBH', words: 'BCNR' },
    },
    withdraw: { path: '/order/cancel', body: 'json', fields: { remoteId: 'FLOWID' } },
    urge: { path: '/order/urge', body: 'json', fields: { remoteId: 'FLOWID', words: 'CBNR' } },
    rate: {
      path: '/order/rate',
      body: 'json',
      fields: {
        remoteId: 'FLOWID',
        satisfaction: { path: 'CLJGDM', codec: scale(5, 1) },
        words: 'PJNR',
      },
    },
  },
};
