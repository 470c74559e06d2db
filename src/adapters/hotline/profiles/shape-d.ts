import { degrees, table, time } from '../codecs.js';
import type { Fields, HotlineProfile, Operation } from '../profile.js';

const fields: Fields = {
  remoteId: 'eventId',
  ownId: 'otherId',
  title: 'eventName',
  content: 'content',
  urgency: { path: 'urgency', codec: table({ routine: [1], urgent: [2], critical: [3] }, 1) },
  region: 'gridCode',
  longitude: { path: 'longitude', codec: degrees(180) },
  latitude: { path: 'latitude', codec: degrees(90) },
  name: 'contactName',
  phone: 'contactTel',
  createdAt: { path: 'createTime', codec: time('local') },
  dueAt: { path: 'limitTime', codec: time('local') },
  answeredAt: { path: 'finishTime', codec: time('local') },
  department: 'orgName',
  opinion: 'handleOpinion',
  reply: 'publicReply',
  attachments: 'files.file.url',
};

const soap = (method: string, sent: Fields): Operation => ({
  path: '/services/EventService',
  headers: { SOAPAction: `"urn:${method}"` },
  body: 'xml',
  root: `soapenv:Envelope.soapenv:Body.ev:${method}`,
  fields: sent,
  constants: {
    'soapenv:Envelope.@xmlns:soapenv': 'http://schemas.xmlsoap.org/soap/envelope/',
    'soapenv:Envelope.@xmlns:ev': 'urn:event-service',
  },
});

/**
 * SOAP: user and password stand in the body, the answer is `ERRCD` and a document of XML inside `RESXML`. Pairs of own and
 * other id can be asked for, so an order is looked for before it is sent again. Pictures go as base64.
 */
export const shapeD: HotlineProfile = {
  name: 'shape-d',
  label: '12345热线',
  credentials: [
    { in: 'body', name: 'user', credential: 'user' },
    { in: 'body', name: 'password', credential: 'password' },
  ],
  envelope: {
    as: 'xml',
    success: { path: 'Envelope.Body.response.ERRCD', is: ['0', '00'] },
    message: 'Envelope.Body.response.ERRMSG',
    data: 'Envelope.Body.response.RESXML',
    dataAs: 'xml',
    errors: { 1: 'unauthorized', 4: 'not-found', 6: 'invalid' },
  },
  fields,
  stage: 'state',
  stages: {
    submitted: ['待受理'],
    accepted: ['已受理'],
    dispatched: ['已派遣'],
    'in-progress': ['处置中'],
    answered: ['已反馈'],
    resolved: ['已结案'],
    declined: ['不予受理'],
  },
  attachments: {
    send: 'base64',
    path: 'files.file',
    item: { name: 'fileName', content: 'content' },
    most: 3,
  },
  operations: {
    submit: { ...soap('addEvent', fields), id: 'now', returns: 'RES.eventId' },
    list: {
      ...soap('listEvents', {}),
      order: 'RES.event',
      paging: { by: 'page', page: 'pageNo', size: 'pageSize', first: 1, total: 'RES.total' },
    },
    get: { ...soap('getEvent', { remoteId: 'eventId' }), order: 'RES.event' },
    find: { ...soap('getEventByOther', { ownId: 'otherId' }), order: 'RES.event' },
    urge: soap('urgeEvent', { remoteId: 'eventId', words: 'content' }),
  },
};
