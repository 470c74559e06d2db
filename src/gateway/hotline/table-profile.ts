import { codecs, type Fields, type HotlineProfile, type Operation } from '../../adapters/hotline/index.js';

/** The name of this profile. */
export const TABLE = 'table';

const { flag, time } = codecs;

/** Columns that we write. */
export const OURS: Fields = {
  ownId: 'own_id',
  title: 'title',
  content: 'content',
  category: 'category',
  urgency: 'urgency',
  region: 'region',
  address: 'address',
  name: 'name',
  phone: 'phone',
  confidential: { path: 'confidential', codec: flag() },
  createdAt: { path: 'created_at', codec: time('local') },
  dueAt: { path: 'due_at', codec: time('local') },
};

/** Columns that they write. */
export const THEIRS: Fields = {
  remoteId: 'remote_id',
  department: 'department',
  reply: 'reply',
  opinion: 'opinion',
  answeredAt: { path: 'answered_at', codec: time('local') },
  updatedAt: { path: 'updated_at', codec: time('local') },
};

const word = (path: string): Operation => ({
  path,
  body: 'json',
  fields: { ownId: 'own_id', words: 'words' },
});

/**
 * A table that both sides read and write, as some cities exchange orders: we put a row in under our own id, they fill in what
 * became of it. The same id is the same row, so nothing is ever there twice.
 */
export const tableProfile: HotlineProfile = {
  name: TABLE,
  label: '12345热线',
  fields: { ...OURS, ...THEIRS },
  stage: 'stage',
  stages: {
    submitted: ['待受理'],
    accepted: ['已受理', '退回'],
    dispatched: ['已交办', '已派单'],
    'in-progress': ['办理中'],
    answered: ['已答复'],
    resolved: ['已办结', '办结'],
    declined: ['不予受理'],
  },
  returned: { labels: ['退回'] },
  operations: {
    submit: { path: '/submit', body: 'json', fields: OURS, id: 'later', idempotent: true },
    find: { path: '/find', body: 'json', fields: { ownId: 'own_id' } },
    list: { path: '/list', body: 'json', paging: { by: 'page', page: 'page', size: 'size', first: 0 } },
    add: word('/add'),
    urge: word('/urge'),
    supervise: word('/supervise'),
    withdraw: word('/withdraw'),
    return: word('/return'),
  },
};
