import { type ratingSchema } from './rating.js';
import { instant, integer, list, number, object, oneOf, string, type Infer } from './schema.js';
import { figuresSchema } from './figures.js';
import { TABLE_ORDERS } from './board-rules.js';

export const LEVELS = ['own', 'subtree'] as const;
export type Level = (typeof LEVELS)[number];

/** What figures may be asked for: days of China. A month is `2026-03`, a day `2026-03-20`. */
export const PERIOD_PATTERN =
  '^(today|yesterday|7d|30d|all|\\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)$';

/** Satisfied or fairly satisfied: 5 or 4 of 5; without stars, what says that it was solved. Nobody's silence is satisfaction. */
export const isSatisfied = ({ attitude, solved }: Infer<typeof ratingSchema>): boolean =>
  attitude === undefined ? solved === 'yes' : attitude >= 4;

/** A share with what it was worked out from. No value where there are too few cases to speak of a rate. */
export const ratioSchema = object(
  { numerator: integer({ default: 0 }), denominator: integer({ default: 0 }) },
  { value: number() },
);
export type Ratio = Infer<typeof ratioSchema>;

/** How each rate is worked out. Withdrawn and merged requests count nowhere. */
export const RATES = {
  /** 答复率 */
  reply: { numerator: 'answered', denominator: 'handed-over' },
  /** 按时率: late and still open counts as due. */
  onTime: { numerator: 'answered-in-time', denominator: 'answered-or-overdue' },
  /** 满意率: who has not rated is not counted. */
  satisfaction: { numerator: 'satisfied-or-fairly', denominator: 'rated' },
  /** 解决率 */
  solved: { numerator: 'solved', denominator: 'rated' },
} as const;
const RATE_NAMES = ['reply', 'onTime', 'satisfaction', 'solved'] as const;

export const statsRowSchema = object(
  {
    name: string({ default: '' }),
    received: integer({ default: 0 }),
    handedOver: integer({ default: 0 }),
    answered: integer({ default: 0 }),
    reply: { ...ratioSchema, default: { numerator: 0, denominator: 0 } },
  },
  {
    kind: string(),
    /** The board it belongs to, in a table over several. */
    board: string(),
    area: string(),
    medianMinutes: integer(),
    /** Missing where too few have rated. */
    satisfaction: ratioSchema,
    /** How many rows with few cases this one stands for. */
    others: integer(),
  },
);
export type StatsRow = Infer<typeof statsRowSchema>;

/** Figures of a period and a level; always with both, and with how they are worked out. */
export const statsSchema = object(
  {
    board: string({ default: '' }),
    level: oneOf(LEVELS, { default: 'own' }),
    /** How many boards are in it. */
    boards: integer({ default: 1 }),
    period: object({ name: string({ default: '' }), from: instant(), to: instant() }),
    /** When they were counted. */
    asOf: instant(),
    totals: figuresSchema,
    rates: object({
      reply: ratioSchema,
      onTime: ratioSchema,
      satisfaction: ratioSchema,
      solved: ratioSchema,
    }),
    /** Answers by how long they took; the last class is open. */
    replyTimes: list(object({ count: integer() }, { upToMinutes: integer() })),
    departments: list(statsRowSchema),
    /** Streets and towns of a board; in a subtree, the boards below it. */
    areas: list(statsRowSchema),
    order: oneOf(TABLE_ORDERS, { default: 'administrative' }),
    /** Rows with fewer cases are put together. */
    minimum: integer({ default: 5 }),
    series: object({
      step: oneOf(['hour', 'day', 'month'], { default: 'day' }),
      points: list(
        object({ at: instant(), received: integer({ default: 0 }), done: integer({ default: 0 }) }),
      ),
    }),
    definitions: list(
      object({
        rate: oneOf(RATE_NAMES),
        numerator: string(),
        denominator: string(),
        excludes: list(string()),
      }),
    ),
  },
  { medianMinutes: integer() },
);
export type Stats = Infer<typeof statsSchema>;

export const RATE_DEFINITIONS: Stats['definitions'] = RATE_NAMES.map((rate) => ({
  rate,
  ...RATES[rate],
  excludes: ['withdrawn', 'merged'],
}));
