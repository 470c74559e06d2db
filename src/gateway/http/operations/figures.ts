import {
  integer,
  LEVELS,
  list,
  NEWSROOM,
  object,
  oneOf,
  PERIOD_PATTERN,
  statsSchema,
  string,
} from '../../../model/index.js';
import { boardParam, type Operation } from './operation.js';

const period = string({
  pattern: PERIOD_PATTERN,
  default: '7d',
  description: 'Days of China: today, yesterday, 7d, 30d, all, a month (2026-03) or a day (2026-03-20).',
});
const level = oneOf(LEVELS, { default: 'own', description: 'The board alone, or with all boards below it.' });

export const getStats: Operation = {
  id: 'getStats',
  method: 'GET',
  path: '/boards/{board}/stats',
  summary:
    'Figures of a period and a level: totals, rates with what they are worked out from, departments and areas, how long answers took, and a series.',
  tag: 'public',
  params: boardParam,
  query: object({}, { period, level }, { additionalProperties: true }),
  status: 200,
  answer: statsSchema,
  problems: ['unknown-board', 'invalid'],
};

export const exportRequests: Operation = {
  id: 'exportRequests',
  method: 'GET',
  path: '/boards/{board}/export',
  summary:
    'Open data: everything public of the board as it is shown, as CSV for spreadsheets or one JSON document a line.',
  tag: 'public',
  params: boardParam,
  query: object({}, { format: oneOf(['csv', 'jsonl'], { default: 'csv' }) }, { additionalProperties: true }),
  status: 200,
  rawAnswer: ['text/csv', 'application/jsonl'],
  problems: ['unknown-board', 'invalid', 'rate-limited'],
};

const deskProblems = ['unknown-board', 'unauthorized', 'forbidden', 'invalid'] as const;

export const getDeskStats: Operation = {
  id: 'getDeskStats',
  method: 'GET',
  path: '/desk/boards/{board}/stats',
  summary: 'The figures of this moment with every row, and where people came from.',
  tag: 'desk',
  roles: NEWSROOM,
  params: boardParam,
  query: object({}, { period, level }, { additionalProperties: true }),
  status: 200,
  answer: {
    ...statsSchema,
    properties: {
      ...statsSchema.properties,
      sources: list(object({ channel: string(), received: integer(), done: integer() })),
    },
  },
  problems: deskProblems,
};

const issue = object({
  category: string(),
  count: integer(),
  before: integer(),
  boards: integer(),
  samples: list(object({ board: string(), id: string(), text: string() })),
});
const digest = object({
  from: string(),
  to: string(),
  level: oneOf(LEVELS),
  requests: integer(),
  read: integer(),
  issues: list(issue),
});

export const getDigest: Operation = {
  id: 'getDigest',
  method: 'GET',
  path: '/desk/boards/{board}/digest',
  summary:
    'Common issues of a period: similar requests in groups, how many there were in the period before, masked samples.',
  tag: 'desk',
  roles: NEWSROOM,
  params: boardParam,
  query: object({}, { period, level }, { additionalProperties: true }),
  status: 200,
  answer: digest,
  problems: deskProblems,
};

export const getReport: Operation = {
  id: 'getReport',
  method: 'GET',
  path: '/desk/boards/{board}/reports/{day}',
  summary: 'The work report of a day: to print, for a spreadsheet, or as JSON.',
  tag: 'desk',
  roles: NEWSROOM,
  params: { ...boardParam, day: string({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' }) },
  query: object(
    {},
    { format: oneOf(['html', 'csv', 'json'], { default: 'html' }), level },
    { additionalProperties: true },
  ),
  status: 200,
  rawAnswer: ['text/html', 'text/csv', 'application/json'],
  problems: deskProblems,
};
