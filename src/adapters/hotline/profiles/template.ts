import { flag, table, time } from '../codecs.js';
import type { Fields, HotlineProfile } from '../profile.js';

/**
 * What an order says, and where. A path alone takes the usual codec of its field; the others say how their values are
 * written. What the hotline does not have is left out. The same list serves both ways here; where what is sent differs from
 * what comes back, give `operations.submit.fields` a list of its own.
 */
const fields: Fields = {
  // Two ids: theirs, and ours, under which a post is recognised when it is sent again.
  remoteId: 'id',
  ownId: 'sourceId',
  title: 'title',
  content: 'content',
  // Our code → theirs; the first is written, all are read; the last argument is written for every other category.
  category: {
    path: 'type',
    codec: table({ medical: ['医疗'], utilities: ['水电气'], other: ['其他'] }, '其他'),
  },
  region: 'area',
  // Where somebody can be reached: sent, never published.
  name: 'name',
  phone: 'phone',
  address: 'address',
  confidential: { path: 'secret', codec: flag([1, 0]) },
  // iso · local (YYYY-MM-DD HH:mm:ss in China) · date · end-of-day (a limit without an hour) · compact · s · ms
  createdAt: { path: 'createTime', codec: time('local') },
  dueAt: { path: 'deadline', codec: time('local') },
  answeredAt: { path: 'replyTime', codec: time('local') },
  department: 'dept',
  // Ask twice which of their texts the public may read. Only `reply` is ever published.
  reply: 'publicReply',
  opinion: 'innerOpinion',
};

/**
 * A profile to start from: copy it, and change one part after the other. `checkProfile` names each place that cannot be
 * right; `readOrder` tells what each field of a recorded answer becomes and why.
 */
export const hotlineTemplate: HotlineProfile = {
  name: 'our-city',
  label: '12345热线',
  // `token` is what the page's getToken() gives. Any other name is a secret of a gateway; its value never stands here.
  credentials: [{ in: 'header', name: 'Authorization', credential: 'token', prefix: 'Bearer ' }],
  // HTTP 200 can still be a failure: which value says that it went well?
  envelope: {
    success: { path: 'code', is: [0, 200] },
    message: 'message',
    data: 'data',
    errors: { 401: 'unauthorized', 404: 'not-found', 400: 'invalid' },
  },
  fields,
  stage: 'status',
  // Every label they use, in one row only. What is in none is shown as 状态待确认 with their own word, never as done.
  stages: {
    submitted: ['待受理'],
    accepted: ['已受理'],
    dispatched: ['已派单'],
    'in-progress': ['办理中'],
    answered: ['已答复'],
    resolved: ['已办结'],
    declined: ['不予受理'],
  },
  flags: {
    'needs-info': { labels: ['待补充'] },
    urged: { path: 'isUrged' },
  },
  operations: {
    // `idempotent` only where they say in writing that the same sourceId is the same order. Without it, `find` is asked
    // before anything is sent again; without both, a page cannot post.
    submit: { path: '/orders', body: 'json', fields, id: 'now', returns: 'id', idempotent: true },
    list: {
      path: '/orders',
      order: 'rows',
      paging: { by: 'page', page: 'page', size: 'size', first: 1, total: 'total' },
    },
    get: { path: '/orders/{remoteId}' },
    find: { path: '/orders/by-source/{ownId}' },
    track: { path: '/orders/{remoteId}' },
  },
};
