import { explainerSchema } from './board.js';
import { helpRequestSchema } from './request.js';
import { list, object, type Infer } from './schema.js';

/** What somebody who is still writing might want to read first: public requests and explainers that the text is like. */
export const suggestionsSchema = object({
  requests: list(helpRequestSchema),
  explainers: list(explainerSchema),
});
export type Suggestions = Infer<typeof suggestionsSchema>;
