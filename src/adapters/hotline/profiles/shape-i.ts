import { coordinates, flag, table, time } from '../codecs.js';
import type { Fields, HotlineProfile } from '../profile.js';

const fields: Fields = {
  remoteId: 'orderId',
  ownId: 'sourceNo',
  title: 'title',
  content: 'content',
  category: {
    path: 'categoryCode',
    codec: table({ utilities: ['utilities'], medical: ['medical'], other: ['other'] }, 'other'),
  },
  address: 'address',
  location: { path: 'lngLat', codec: coordinates('lng,lat') },
  name: 'contactName',
  phone: 'contactPhone',
  confidential: { path: 'secret', codec: flag(['Y', 'N']) },
  createdAt: { path: 'createTime', codec: time('local') },
  updatedAt: { path: 'updateTime', codec: time('local') },
  dueAt: { path: 'deadline', codec: time('ms') },
  answeredAt: { path: 'replyTime', codec: time('local') },
  department: 'deptName',
  opinion: 'remark',
  reply: 'replyContent',
};

/**
 * An admin framework: lists are `{rows, total}`, details `{code, msg, data}`, the page's own token in a header. An order sent
 * again under the same `sourceNo` is answered with the first one.
 */
export const shapeI: HotlineProfile = {
  name: 'shape-i',
  label: '12345热线',
  credentials: [{ in: 'header', name: 'Authorization', credential: 'token', prefix: 'Bearer ' }],
  envelope: {
    success: { path: 'code', is: [200] },
    message: 'msg',
    data: 'data',
    errors: { 401: 'unauthorized', 404: 'not-found', 601: 'invalid' },
  },
  fields,
  stage: 'status',
  stages: {
    submitted: ['0'],
    accepted: ['1'],
    dispatched: ['2'],
    'in-progress': ['3'],
    answered: ['4'],
    resolved: ['5'],
    declined: ['9'],
  },
  operations: {
    submit: {
      path: '/hotline/order',
      body: 'json',
      fields,
      id: 'now',
      returns: 'orderId',
      idempotent: true,
    },
    list: {
      path: '/hotline/order/list',
      envelope: { success: { path: 'code', is: [200] }, message: 'msg', errors: { 401: 'unauthorized' } },
      order: 'rows',
      paging: { by: 'page', page: 'pageNum', size: 'pageSize', first: 1, total: 'total' },
      filters: { category: fields.category!, stage: 'status' },
    },
    get: { path: '/hotline/order/{remoteId}' },
    track: { path: '/hotline/order/{remoteId}' },
    withdraw: { path: '/hotline/order/{remoteId}/cancel', method: 'PUT', body: 'json' },
  },
};
