import { assigneeSchema, idSchema } from './request.js';
import { instant, integer, list, object, oneOf, string, type Infer } from './schema.js';

/** What became of one request on a slip. */
export const slipEntrySchema = object(
  {
    request: idSchema,
    /** `withdrawn`, `merged`: nobody works on it any more. */
    state: oneOf(['handed-over', 'claimed', 'returned', 'answered', 'withdrawn', 'merged'], {
      default: 'handed-over',
    }),
  },
  { claimedAt: instant(), returnedAt: instant(), answeredAt: instant() },
);
export type SlipEntry = Infer<typeof slipEntrySchema>;

/** 交办单: what is handed over to a unit with one number; one request, or those of a group. */
export const slipSchema = object(
  {
    id: idSchema,
    /** Counted per board and year, without gaps. */
    year: integer(),
    number: integer(),
    /** As it is printed: 清溪交办〔2026〕0001. */
    label: string(),
    to: assigneeSchema,
    at: instant(),
    /** Who handed it over. */
    by: string({ default: '' }),
    requests: list(slipEntrySchema),
  },
  { group: idSchema, words: string() },
);
export type Slip = Infer<typeof slipSchema>;

export const slipLabel = (name: string, year: number, number: number): string =>
  `${name}〔${year}〕${String(number).padStart(4, '0')}`;

/** 清溪县 → 清溪交办: what stands in front of a slip's number where the board has not chosen another word. */
export const slipName = (region: string): string =>
  `${region.length > 2 ? region.replace(/(?:自治县|自治州|地区|省|市|县|区)$/, '') : region}交办`;
