import { time } from '../codecs.js';
import type { Fields, HotlineProfile } from '../profile.js';

const fields: Fields = {
  ownId: 'workordercode',
  title: 'workordertitle',
  content: 'workordercontent',
  region: 'area',
  address: 'place',
  name: 'linkman',
  phone: 'linkphone',
  createdAt: { path: 'dispatchtime', codec: time('local') },
  dueAt: { path: 'processlimited', codec: time('end-of-day') },
  answeredAt: { path: 'replytime', codec: time('local') },
  department: 'processdept',
  opinion: 'processopinion',
  reply: 'replycontent',
  attachments: 'attachments',
};

/**
 * Orders are pushed under our own number, which stays their only one: sent again it is the same. The limit is a day, and
 * lasts to its end; pictures are addresses joined by commas. Reading has a base URL of its own, so it is a path of its own
 * here: give the adapter what both have in common.
 */
export const shapeE: HotlineProfile = {
  name: 'shape-e',
  label: '12345热线',
  envelope: {
    success: { path: 'code', is: [10000] },
    message: 'message',
    data: 'resultData',
    errors: { 10401: 'unauthorized', 10404: 'not-found', 10400: 'invalid' },
  },
  credentials: [{ in: 'header', name: 'X-Access', credential: 'access' }],
  fields,
  stage: 'statusname',
  stages: {
    submitted: ['已登记'],
    dispatched: ['已派单'],
    'in-progress': ['办理中'],
    answered: ['已回复'],
    resolved: ['已办结'],
    declined: ['已退单'],
  },
  returned: { labels: ['已退单'] },
  attachments: { send: 'urls', path: 'attachments', separator: ',' },
  operations: {
    submit: {
      path: '/push/TbPushWork/uploadTbPushWork',
      body: 'json',
      fields,
      id: 'later',
      idempotent: true,
    },
    list: {
      path: '/query/TbPushWork/page',
      body: 'json',
      // How many there are stands beside the data, not in it.
      envelope: {
        success: { path: 'code', is: [10000] },
        message: 'message',
        errors: { 10401: 'unauthorized' },
      },
      order: 'resultData',
      paging: {
        by: 'page',
        page: 'pageInfo.pageNum',
        size: 'pageInfo.pageSize',
        first: 1,
        total: 'pageInfo.total',
      },
    },
    find: { path: '/query/TbPushWork/detail', body: 'json', fields: { ownId: 'workordercode' } },
    urge: {
      path: '/push/TbPushWork/urge',
      body: 'json',
      fields: { ownId: 'workordercode', words: 'content' },
    },
  },
};
