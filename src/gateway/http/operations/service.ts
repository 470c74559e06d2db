import { instant, object, oneOf } from '../../../model/index.js';
import type { Operation } from './operation.js';

export const getHealth: Operation = {
  id: 'getHealth',
  method: 'GET',
  path: '/health',
  summary: 'Whether the gateway works and reads its database, and what time it has.',
  tag: 'service',
  status: 200,
  answer: object({ status: oneOf(['ok']), time: instant() }),
  problems: ['server'],
};

export const getOpenapi: Operation = {
  id: 'getOpenapi',
  method: 'GET',
  path: '/openapi.json',
  summary: 'This document.',
  tag: 'service',
  status: 200,
  rawAnswer: ['application/json'],
  problems: [],
};
