import { attributeSchema } from './attribute.js';
import { promiseSchema } from './clock.js';
import { CONSENTS } from './consent.js';
import { emergencyRuleSchema } from './emergency-rule.js';
import { boolean, instant, integer, list, object, oneOf, string, type Infer } from './schema.js';

const code = string({ pattern: '^[a-z][a-z0-9-]{0,39}$' });
const line = (maxLength: number) => string({ maxLength });

export const categorySchema = object(
  { code, name: line(40) },
  {
    /** A word of what belongs here. */
    hint: line(120),
    /** Medical, pregnancy, mental health, minors: for the desk only unless the person chooses otherwise. */
    deskOnly: boolean(),
    /** Asks for a consent of its own. */
    sensitive: oneOf(['health', 'minor']),
    /** What to have ready. */
    checklist: list(line(80)),
  },
);
export type Category = Infer<typeof categorySchema>;

export const announcementSchema = object(
  { id: string(), title: line(120), body: string({ default: '' }), at: instant() },
  { pinned: boolean() },
);
export type Announcement = Infer<typeof announcementSchema>;

/** 解读: "my health code turned red, what now?" */
export const explainerSchema = object(
  { id: string(), title: line(120), body: string({ default: '' }) },
  { keywords: list(line(20)), pinned: boolean() },
);
export type Explainer = Infer<typeof explainerSchema>;

/** A duty phone or service point. */
export const directoryEntrySchema = object(
  { name: line(80) },
  { group: line(40), phone: line(40), address: line(120), hours: line(80) },
);
export type DirectoryEntry = Infer<typeof directoryEntrySchema>;

export const consentTextSchema = object({ kind: oneOf(CONSENTS), version: line(40), text: line(1000) });
export type ConsentText = Infer<typeof consentTextSchema>;

/** What the home slot shows; switched at the gateway. */
export const homeSlotSchema = object(
  { on: boolean({ default: false }), headline: line(80) },
  { lead: line(160), button: line(20), href: string({ maxLength: 500, format: 'uri-reference' }) },
);
export type HomeSlot = Infer<typeof homeSlotSchema>;

export const featuresSchema = object({
  /** Posts wait for an editor before the public sees them (先审后发). */
  review: boolean({ default: true }),
  comments: boolean({ default: false }),
  meToo: boolean({ default: true }),
  stats: boolean({ default: true }),
  /** Most photos a request may have; 0 switches them off. */
  photos: integer({ minimum: 0, maximum: 9, default: 0 }),
});
export type Features = Infer<typeof featuresSchema>;

/** Totals that add up: received = answered online + handed over + waiting; done is counted over both. */
export const figuresSchema = object(
  {
    received: integer({ minimum: 0 }),
    answeredOnline: integer({ minimum: 0, default: 0 }),
    handedOver: integer({ minimum: 0, default: 0 }),
    waiting: integer({ minimum: 0, default: 0 }),
    done: integer({ minimum: 0, default: 0 }),
  },
  {
    /** Start of the period; the board's beginning when left out. */
    since: instant(),
  },
);
export type Figures = Infer<typeof figuresSchema>;

/** All a page needs to show a board and its form. */
export const boardSchema = object(
  {
    key: string(),
    title: line(80),
    region: line(80),
    /** Closed boards show, but take nothing new. */
    open: boolean({ default: true }),
    categories: list(categorySchema),
    attributes: list(attributeSchema),
    /** Places to choose from (街道、镇). */
    regions: list(line(80)),
    /** Whom people may have asked already. */
    tried: list(line(60)),
    promise: { ...promiseSchema, default: { normalHours: 3, complexHours: 8 } },
    consents: list(consentTextSchema),
    emergencyRules: list(emergencyRuleSchema),
    announcements: list(announcementSchema),
    explainers: list(explainerSchema),
    directory: list(directoryEntrySchema),
    features: {
      ...featuresSchema,
      default: { review: true, comments: false, meToo: true, stats: true, photos: 0 },
    },
  },
  {
    /** Under the title: who runs it. */
    subtitle: line(120),
    /** A line everybody must see, such as 演示数据. */
    notice: line(120),
    home: homeSlotSchema,
    figures: figuresSchema,
  },
);
export type Board = Infer<typeof boardSchema>;
