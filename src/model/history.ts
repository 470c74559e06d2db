import { instant, integer, list, object, string, type Infer } from './schema.js';

/** One change of a request as the desk sees it: what a refused stale edit shows, and what its history is made of. */
export const changeSchema = object(
  {
    /** The request's revision after it. */
    revision: integer(),
    at: instant(),
    /** Who: the person's name at the desk, `requester` or `gateway`. */
    who: string({ default: '' }),
    /** A move of the table, or what else was done. */
    action: string(),
    /** What is different since, by the names the desk knows. */
    fields: list(string()),
  },
  { note: string() },
);
export type ChangeSince = Infer<typeof changeSchema>;
