import { array, integer, object, record, string, type Infer } from '../../../model/schema.js';
import { decode } from '../../../model/decode.js';
import { forgetItem } from '../../parts/forget-item.js';
import { toJson } from '../../../model/json.js';

/** A request that the person of this device wants to hear of, and how much of it they have seen. */
const followedSchema = object({
  id: string(),
  /** By which they recognise it. */
  words: string({ default: '' }),
  /** Replies seen. */
  replies: integer({ default: 0 }),
});
export type Followed = Infer<typeof followedSchema>;

const NAME = 'help-board-followed';
const MOST = 50;
const schema = record(array(followedSchema));
/** Where storage is refused, what is followed is followed as long as the page lives. */
let inMemory: Record<string, Followed[]> = {};

function read(): Record<string, Followed[]> {
  try {
    return decode(schema, JSON.parse(localStorage.getItem(NAME) ?? '{}')) ?? {};
  } catch {
    return inMemory;
  }
}

function write(all: Record<string, Followed[]>): void {
  inMemory = all;
  try {
    localStorage.setItem(NAME, toJson(all));
  } catch {
    // Refused or full: see above.
  }
}

/** What is followed on this device, the newest first, for each board. Nobody else is told. */
export const followed = {
  of: (scope: string): Followed[] => read()[scope] ?? [],

  find: (scope: string, id: string): Followed | undefined => followed.of(scope).find((one) => one.id === id),

  /** Follows it, or remembers what has been seen of it by now. */
  put(scope: string, one: Followed): void {
    const others = followed.of(scope).filter(({ id }) => id !== one.id);
    write({ ...read(), [scope]: [one, ...others].slice(0, MOST) });
  },

  drop(scope: string, id: string): void {
    write({ ...read(), [scope]: followed.of(scope).filter((one) => one.id !== id) });
  },

  /** The person has everything taken off this device. */
  forget(): void {
    inMemory = {};
    forgetItem(NAME);
  },
};
