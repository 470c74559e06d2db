import {
  instant,
  NEWSROOM,
  object,
  oneOf,
  prefillSchema,
  STAGES,
  string,
  submissionSchema,
} from '../../../model/index.js';
import { boardParam, type Operation } from './operation.js';

export const enterRequest: Operation = {
  id: 'enterRequest',
  method: 'POST',
  path: '/desk/boards/{board}/requests',
  summary:
    'Records a request for somebody on the phone, once per key. The tracking code is for reading out; the token that opens the own request is nobody’s.',
  tag: 'desk',
  roles: NEWSROOM,
  params: boardParam,
  keyed: true,
  body: submissionSchema,
  status: 201,
  answer: object({
    key: string(),
    id: string(),
    trackingCode: string(),
    stage: oneOf(STAGES),
    receivedAt: instant(),
    dueAt: instant(),
  }),
  problems: [
    'unknown-board',
    'unauthorized',
    'forbidden',
    'board-closed',
    'invalid',
    'already-received',
    'missing-upload',
    'too-large',
  ],
};

export const makePrefill: Operation = {
  id: 'makePrefill',
  method: 'POST',
  path: '/desk/boards/{board}/prefills',
  summary: 'Fills a form in for somebody who will check and send it; the code it gives opens it for a week.',
  tag: 'desk',
  roles: NEWSROOM,
  params: boardParam,
  body: prefillSchema,
  status: 201,
  answer: object({ code: string(), expiresAt: instant() }),
  problems: ['unknown-board', 'unauthorized', 'forbidden', 'invalid'],
};

export const getPrefill: Operation = {
  id: 'getPrefill',
  method: 'GET',
  path: '/boards/{board}/prefills/{code}',
  summary: 'A form that somebody else has filled in, to check and send.',
  tag: 'public',
  params: { ...boardParam, code: string({ maxLength: 80 }) },
  status: 200,
  answer: prefillSchema,
  problems: ['unknown-board', 'not-found', 'rate-limited'],
};
