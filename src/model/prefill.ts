import { array, object, string, type Infer } from './schema.js';
import { BODY_MAX } from './submission.js';

/** What a 12345 operator or a reporter writes down for somebody, who reads it, changes it and sends it. */
export const prefillSchema = object(
  {},
  {
    category: string({ maxLength: 40 }),
    title: string({ maxLength: 100 }),
    body: string({ maxLength: BODY_MAX }),
    region: string({ maxLength: 80 }),
    /** Who was asked already: hospital, 12345 … */
    tried: array(string({ maxLength: 60 }), { maxItems: 20 }),
    source: object({}, { channel: string({ maxLength: 80 }), page: string({ maxLength: 500 }) }),
  },
);
export type Prefill = Infer<typeof prefillSchema>;
