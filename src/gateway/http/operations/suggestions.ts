import { object, string, suggestionsSchema } from '../../../model/index.js';
import { boardParam, type Operation } from './operation.js';

export const suggestionQuestionSchema = object({ text: string({ maxLength: 2000 }) });

export const suggest: Operation = {
  id: 'suggest',
  method: 'POST',
  path: '/boards/{board}/suggestions',
  summary:
    'Public requests and explainers that a text is like, for whoever is still writing it. Cover what is private first. Nothing of it is stored or logged.',
  tag: 'public',
  params: boardParam,
  body: suggestionQuestionSchema,
  status: 200,
  answer: suggestionsSchema,
  problems: ['unknown-board', 'invalid', 'rate-limited'],
};
