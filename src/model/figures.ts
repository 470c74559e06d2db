import { instant, integer, object, type Infer } from './schema.js';

/** Totals that add up: received = answered online + handed over + waiting; done is counted over both. */
export const figuresSchema = object(
  {
    received: integer(),
    answeredOnline: integer({ default: 0 }),
    handedOver: integer({ default: 0 }),
    waiting: integer({ default: 0 }),
    done: integer({ default: 0 }),
  },
  {
    /** Start of the period; the board's beginning when left out. */
    since: instant(),
  },
);
export type Figures = Infer<typeof figuresSchema>;
