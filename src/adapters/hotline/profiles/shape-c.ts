import { compactKey, time } from '../codecs.js';
import type { HotlineProfile, Operation } from '../profile.js';

/** Every action is a URL of its own with the same few values. */
const action = (path: string, step: string): Operation => ({
  path,
  body: 'json',
  constants: { formType: 'help', step },
  fields: { ownId: { path: 'caseguid', codec: compactKey() }, words: 'reason', department: 'unit' },
});

/**
 * One URL an action, and no answer but "sent": what became of an order comes by push alone. Nothing can be looked up and
 * nothing may be sent twice, so a page cannot post here; a gateway sends once, and a person decides about an unknown outcome.
 */
export const shapeC: HotlineProfile = {
  name: 'shape-c',
  label: '12345热线',
  credentials: [{ in: 'body', name: 'operateUsername', credential: 'user' }],
  envelope: { success: { path: 'code', is: [200] }, message: 'msg' },
  fields: {
    ownId: { path: 'caseguid', codec: compactKey() },
    title: 'title',
    content: 'content',
    createdAt: { path: 'registertime', codec: time('local') },
    dueAt: { path: 'limit', codec: time('local') },
    answeredAt: { path: 'replytime', codec: time('local') },
    department: 'unit',
    opinion: 'reason',
    reply: 'replycontent',
  },
  stage: 'step',
  stages: {
    accepted: ['acceptance'],
    declined: ['notAcceptance'],
    dispatched: ['assignSubordinate'],
    'in-progress': ['initialReply', 'applyExtension'],
    answered: ['finalReply'],
    resolved: ['finish'],
  },
  flags: { extended: { labels: ['applyExtension'] } },
  attachments: { send: 'urls', path: 'annexPaths' },
  operations: {
    submit: {
      path: '/register',
      body: 'json',
      constants: { formType: 'help', step: 'register' },
      fields: {
        ownId: { path: 'caseguid', codec: compactKey() },
        title: 'title',
        content: 'content',
        name: 'callname',
        phone: 'callphone',
        address: 'address',
        createdAt: { path: 'registertime', codec: time('local') },
      },
      id: 'never',
    },
    add: action('/supplement', 'supplement'),
    urge: action('/urge', 'urge'),
    supervise: action('/supervise', 'supervise'),
    return: action('/sendBack', 'sendBack'),
  },
};
