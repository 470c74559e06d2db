import { scale, table, time } from '../codecs.js';
import type { Constants, Fields, HotlineProfile, Operation } from '../profile.js';

const fields: Fields = {
  remoteId: 'tid',
  ownId: 'outId',
  title: 'subject',
  content: 'content',
  region: 'domainName',
  category: {
    path: 'typeName',
    codec: table({ utilities: ['城乡建设'], medical: ['医疗'], other: ['其他'] }, '其他'),
  },
  name: 'nickName',
  phone: 'mobile',
  createdAt: { path: 'dateline', codec: time('s') },
  answeredAt: { path: 'answerDateline', codec: time('s') },
  department: 'answerOrganization',
  reply: 'answerContent',
  attitude: { path: 'gradeManner', codec: scale(1, 5) },
  speed: { path: 'gradeSpeed', codec: scale(1, 5) },
  attachments: 'images',
};

/** Every call is a form whose `param` is JSON in a text; a gateway's signer puts `signature` beside it. */
const call = (path: string, sent: Fields, constants: Constants = {}): Operation => ({
  path,
  body: 'form',
  fields: sent,
  constants,
  wrap: { path: 'param', as: 'json', constants: { appCode: 'help-board' } },
});

/**
 * A message board with departments: pages by the last item, times in seconds, grades on two axes from 1 to 5. Pictures are
 * uploaded first, the order names them.
 */
export const shapeH: HotlineProfile = {
  name: 'shape-h',
  label: '网上民声',
  signer: 'md5-signature',
  credentials: [{ in: 'body', name: 'token', credential: 'token' }],
  envelope: {
    success: { path: 'result', is: ['success'] },
    message: 'resultDesc',
    data: 'responseData',
    errors: { nologin: 'unauthorized', notfound: 'not-found' },
  },
  fields,
  stage: 'stateInfo',
  stages: {
    submitted: ['待审核'],
    accepted: ['已受理'],
    'in-progress': ['办理中'],
    answered: ['已回复'],
    resolved: ['已办理'],
    declined: ['未通过'],
  },
  attachments: { send: 'upload', path: 'images', separator: ',', most: 4 },
  operations: {
    submit: { ...call('/thread/add', fields), id: 'now', returns: 'tid' },
    list: {
      ...call('/thread/list', {}),
      order: 'list',
      paging: { by: 'cursor', cursor: 'lastItem', size: 'rows', next: 'lastItem' },
      filters: { region: 'domainName', q: 'keywords' },
    },
    get: call('/thread/detail', { remoteId: 'tid' }),
    find: call('/thread/byOut', { ownId: 'outId' }),
    upload: { path: '/upload', body: 'multipart', part: 'file', returns: 'url' },
    rate: call('/thread/grade', {
      remoteId: 'tid',
      attitude: { path: 'gradeManner', codec: scale(1, 5) },
      speed: { path: 'gradeSpeed', codec: scale(1, 5) },
    }),
  },
};
