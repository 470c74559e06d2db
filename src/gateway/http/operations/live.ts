import { LEVELS, object, oneOf } from '../../../model/index.js';
import { boardParam, type Operation } from './operation.js';

export const getEvents: Operation = {
  id: 'getEvents',
  method: 'GET',
  path: '/boards/{board}/events',
  summary:
    'Server-sent events: `version`, the same as of getVersion, now and with every public change. It goes on from Last-Event-ID. 204 where no line is free: poll getVersion.',
  tag: 'public',
  params: boardParam,
  query: object({}, { scope: oneOf(LEVELS, { default: 'own' }) }, { additionalProperties: true }),
  status: 200,
  rawAnswer: ['text/event-stream'],
  problems: ['unknown-board', 'invalid'],
};
