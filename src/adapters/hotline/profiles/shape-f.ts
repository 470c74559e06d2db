import { table, time } from '../codecs.js';
import type { Fields, HotlineProfile } from '../profile.js';

const fields: Fields = {
  remoteId: 'id',
  ownId: 'externalId',
  title: 'appealSubject',
  content: 'appealContent',
  category: {
    path: 'appealType',
    codec: table({ utilities: ['PUBLIC_UTILITY'], medical: ['HEALTH'], other: ['OTHER'] }, 'OTHER'),
  },
  urgency: {
    path: 'urgencyLevel',
    codec: table({ routine: ['NORMAL', 'LOW'], urgent: ['HIGH'], critical: ['EMERGENCY'] }),
  },
  address: 'incidentAddress',
  name: 'callerName',
  phone: 'contactPhone',
  createdAt: { path: 'createdAt', codec: time('iso') },
  updatedAt: { path: 'updatedAt', codec: time('iso') },
  dueAt: { path: 'expectedDeadline', codec: time('iso') },
  answeredAt: { path: 'repliedAt', codec: time('iso') },
  department: 'assignedDept',
  opinion: 'handlingNote',
  reply: 'publicReply',
};

/** REST with a key in a header and the status of HTTP: 201, 400, 401, 405. Ours is looked for by `externalId`. */
export const shapeF: HotlineProfile = {
  name: 'shape-f',
  label: '12345热线',
  credentials: [{ in: 'header', name: 'x-api-key', credential: 'key' }],
  envelope: {
    success: { path: 'success', is: [true] },
    message: 'message',
    data: 'data',
    errors: { 400: 'invalid', 401: 'unauthorized', 404: 'not-found', 405: 'unsupported' },
  },
  fields,
  stage: 'status',
  stages: {
    submitted: ['PENDING'],
    accepted: ['ACCEPTED'],
    dispatched: ['ASSIGNED'],
    'in-progress': ['PROCESSING'],
    answered: ['REPLIED'],
    resolved: ['CLOSED'],
    declined: ['REJECTED'],
  },
  attachments: { send: 'multipart', path: 'files', most: 5, bytes: 5_000_000 },
  operations: {
    submit: { path: '/appeals', body: 'multipart', fields, id: 'now', returns: 'id' },
    list: {
      path: '/appeals',
      paging: { by: 'none' },
      filters: { stage: 'status', category: fields.category!, q: 'keyword' },
    },
    get: { path: '/appeals/{remoteId}' },
    find: { path: '/appeals', fields: { ownId: 'externalId' } },
    track: { path: '/appeals/{remoteId}' },
    withdraw: { path: '/appeals/{remoteId}/cancel', method: 'POST', body: 'json' },
    add: {
      path: '/appeals/{remoteId}/supplements',
      body: 'json',
      fields: { ownId: 'externalId', words: 'content' },
    },
  },
};
