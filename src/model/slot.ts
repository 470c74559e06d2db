import { homeSlotSchema, type HomeSlot } from './home-slot.js';
import { SLOT_LAYOUTS, SLOT_OPENINGS } from './slot-text.js';
import {
  array,
  boolean,
  instant,
  integer,
  list,
  object,
  oneOf,
  string,
  type Infer,
  type Schema,
} from './schema.js';

/** Requests that can be put first in the slot. */
export const PINS_MAX = 6;
const colour = string({ pattern: '^#[0-9a-fA-F]{6}$' });

/** What an editor writes into the slot on home pages. */
export const slotContentSchema = object(
  { on: boolean({ default: true }), headline: string({ minLength: 1, maxLength: 60 }) },
  {
    lead: string({ maxLength: 200 }),
    button: string({ maxLength: 20 }),
    /** Where the board is: `https://…`, or a path on the page's own site. */
    href: string({ maxLength: 500, pattern: '^(https?://[^\\s]+|/[^\\s]*)$' }),
    /** `card` where it is left out. */
    layout: oneOf(SLOT_LAYOUTS),
    /** Left out: at its address where `href` says one, else over the page. */
    opens: oneOf(SLOT_OPENINGS),
    /** Ids of requests that stand first, in this order. */
    pins: array(string({ minLength: 1, maxLength: 60 }), { maxItems: PINS_MAX }),
    colours: object({}, { accent: colour, 'on-accent': colour, background: colour, text: colour }),
  },
);
export type SlotContent = Infer<typeof slotContentSchema>;

/** One wording of the slot. A draft may be changed; what has been shown stays as it was, so that it can be shown again. */
export const slotVersionSchema = object(
  {
    number: integer({ minimum: 1 }),
    content: slotContentSchema,
    draft: boolean(),
    /** Of the draft: goes up with every change. */
    revision: integer({ minimum: 1 }),
    by: string(),
    at: instant(),
  },
  { changedAt: instant() },
);
export type SlotVersion = Infer<typeof slotVersionSchema>;

/** Why something is shown: published, shown again, switched, or put before everything else in an emergency. */
export const SLOT_REASONS = ['publish', 'roll-back', 'switch', 'emergency'] as const;
export type SlotReason = (typeof SLOT_REASONS)[number];

/** A version's time on the pages, with who decided it and when. */
export const slotShowingSchema = object(
  {
    id: string(),
    version: integer({ minimum: 1 }),
    reason: oneOf(SLOT_REASONS),
    from: instant(),
    by: string(),
    at: instant(),
  },
  {
    /** Left out: until something else is shown. Not after `from`: it was taken back before it began. */
    until: instant(),
    /** Who ended it before its time, or took it back. */
    endedBy: string(),
  },
);
export type SlotShowing = Infer<typeof slotShowingSchema>;

/** All that an editor sees of the slot; the newest come first. */
export const slotStateSchema = object(
  {
    versions: list(slotVersionSchema),
    showings: list(slotShowingSchema),
    /** Pages that have shown the slot within a day: with what is shown now, and still with something else. */
    pages: object({ live: integer(), behind: integer() }),
  },
  {
    /** The showing in force now. */
    now: string(),
    /** What the public reads. */
    shown: homeSlotSchema,
    /** Boards below this one, for whoever may switch them all. */
    below: array(
      object({
        ...{ key: string(), title: string(), emergency: boolean({ default: false }) },
        pages: object({ live: integer(), behind: integer() }),
      }),
    ),
  },
);
export type SlotState = Infer<typeof slotStateSchema>;

/** Opens a draft, as it would be shown, for whoever has the code. */
export const slotPreviewSchema = object({ code: string(), expiresAt: instant() });
export type SlotPreview = Infer<typeof slotPreviewSchema>;

/** What the code opens: the slot as it would be, and how long anybody can see it so. */
export type PreviewedSlot = HomeSlot & { expiresAt?: string };
export const previewedSlotSchema: Schema<PreviewedSlot> = {
  ...homeSlotSchema,
  properties: { ...homeSlotSchema.properties, expiresAt: instant() },
};

/** What the emergency switch is to do. */
export const slotEmergencySchema = object(
  { on: boolean(), scope: oneOf(['own', 'subtree'], { default: 'own' }) },
  {
    headline: string({ minLength: 1, maxLength: 60 }),
    lead: string({ maxLength: 200 }),
    /** From the answer to the same question without it: nothing is switched unless somebody has seen what will be. */
    confirm: string({ maxLength: 80 }),
  },
);
export type SlotEmergency = Infer<typeof slotEmergencySchema>;

/** Which boards it is about, and whether it has been done. */
export const slotEmergencyAnswerSchema = object({
  done: boolean(),
  confirm: string(),
  /** `pages`: that have shown the slot within a day. */
  boards: list(
    object({ key: string(), title: string(), headline: string(), pages: integer({ default: 0 }) }),
  ),
});
export type SlotEmergencyAnswer = Infer<typeof slotEmergencyAnswerSchema>;

interface Timed {
  id: string;
  reason: SlotReason;
  /** Epoch milliseconds. */
  from: number;
  until: number | null;
}

/** The one of them that is in force: an emergency before everything else, then the one that began last. */
export function showingAt<T extends Timed>(showings: readonly T[], at: number): T | undefined {
  const rank = ({ reason, from, id }: T) => [reason === 'emergency' ? 1 : 0, from, id] as const;
  const isAfter = (a: T, b: T) => {
    const [x, y] = [rank(a), rank(b)];
    for (const i of [0, 1, 2] as const) if (x[i] !== y[i]) return x[i] > y[i];
    return false;
  };
  return showings
    .filter(({ from, until }) => from <= at && (until === null || at < until))
    .reduce<T | undefined>((best, one) => (best && !isAfter(one, best) ? best : one), undefined);
}

/**
 * What was shown before one of them, and is something else than it: what going back leads to. The time counts, not the
 * number of the version: the older one may have been written later. Something that is shown because of a going back stands
 * where it stood at first, so that going back once more leads further back.
 */
export function shownBefore<T extends Timed & { version: number }>(
  showings: readonly T[],
  now: T,
  isElse: (one: T) => boolean,
): T | undefined {
  const isBefore = (a: T, b: T) => a.from < b.from || (a.from === b.from && a.id < b.id);
  const usual = showings.filter(({ reason, from, until }) => reason !== 'emergency' && until !== from);
  const last = (ones: T[]) =>
    ones.reduce<T | undefined>((best, one) => (best && isBefore(one, best) ? best : one), undefined);
  let at: T | undefined = now;
  while (at) {
    const { version }: T = at;
    while (at.reason === 'roll-back') {
      const here: T = at;
      const earlier = last(usual.filter((one) => one.version === version && isBefore(one, here)));
      if (!earlier) break;
      at = earlier;
    }
    const here: T = at;
    at = last(usual.filter((one) => isBefore(one, here) && (one.until === null || one.until >= here.from)));
    if (at && isElse(at)) return at;
  }
  return undefined;
}

/** When what is shown may change next, looked at from `at`; nothing where it never will. */
export const nextTurn = ({ from, until }: Omit<Timed, 'id' | 'reason'>, at: number): number | null =>
  until !== null && until <= from ? null : from > at ? from : until !== null && until > at ? until : null;
