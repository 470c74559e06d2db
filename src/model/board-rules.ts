import { boolean, integer, list, number, object, oneOf, record, string, type Infer } from './schema.js';
import { openingHoursSchema } from './working-time.js';

/** When time counts. Without hours it is round the clock. */
const clockFields = {
  normalHours: number({ minimum: 0.05, maximum: 2400 }),
  complexHours: number({ minimum: 0.05, maximum: 2400 }),
  hours: openingHoursSchema,
  /** Weekends and holidays are worked too. */
  everyDay: boolean(),
};

/** How long the promise of a board runs, where it is more than two numbers of hours. */
export const clockRulesSchema = object(
  {},
  {
    hours: clockFields.hours,
    everyDay: clockFields.everyDay,
    /** By a category's code: what is different there. Hours of its own replace the board's; an empty rule changes nothing. */
    categories: record(object({}, { ...clockFields, roundTheClock: boolean() }), { maxProperties: 60 }),
  },
);
export type ClockRules = Infer<typeof clockRulesSchema>;

const minutes = integer({ minimum: 0, maximum: 100_000 });

/** Who is told when an answer does not come: minutes before and after it is due. */
export const escalationRulesSchema = object({
  remindBefore: { ...minutes, default: 30 },
  superviseAfter: { ...minutes, default: 60 },
  tellAboveAfter: { ...minutes, default: 120 },
});
export type EscalationRules = Infer<typeof escalationRulesSchema>;

export const TABLE_ORDERS = ['administrative', 'volume', 'rate'] as const;

export const figureRulesSchema = object({
  /** Of departments and areas in tables: no ranking unless a board wants one. */
  order: oneOf(TABLE_ORDERS, { default: 'administrative' }),
  /** Below this many cases nothing is shown by itself, and no rate is worked out. */
  minimum: integer({ minimum: 1, maximum: 1000, default: 5 }),
  /** Departments in administrative order; others follow by name. */
  units: list(string({ maxLength: 80 }), { maxItems: 500 }),
});
export type FigureRules = Infer<typeof figureRulesSchema>;

/** By what rules a board counts time, chases what is late, and shows its figures. For the desk; no page loads it. */
export const boardRulesSchema = object({
  clock: { ...clockRulesSchema, default: {} },
  escalation: {
    ...escalationRulesSchema,
    default: { remindBefore: 30, superviseAfter: 60, tellAboveAfter: 120 },
  },
  figures: { ...figureRulesSchema, default: { order: 'administrative', minimum: 5, units: [] } },
});
export type BoardRules = Infer<typeof boardRulesSchema>;
