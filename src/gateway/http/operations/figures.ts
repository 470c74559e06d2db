import { LEVELS, object, oneOf, PERIOD_PATTERN, statsSchema, string } from '../../../model/index.js';
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
