import { attributeSchema } from './attribute.js';
import { promiseSchema } from './clock.js';
import { CONSENTS } from './consent.js';
import { emergencyRuleSchema } from './emergency-rule.js';
import { figuresSchema } from './figures.js';
import { homeSlotSchema } from './home-slot.js';
import { boolean, instant, integer, list, object, oneOf, record, string, type Infer } from './schema.js';

export const categorySchema = object(
  { code: string(), name: string() },
  {
    /** A word of what belongs here. */
    hint: string(),
    /** Medical, pregnancy, mental health, minors: for the desk only unless the person chooses otherwise. */
    deskOnly: boolean(),
    /** Asks for a consent of its own. */
    sensitive: oneOf(['health', 'minor']),
    /** What to have ready. */
    checklist: list(string()),
  },
);
export type Category = Infer<typeof categorySchema>;

export const announcementSchema = object(
  { id: string(), title: string(), body: string({ default: '' }), at: instant() },
  { pinned: boolean() },
);
export type Announcement = Infer<typeof announcementSchema>;

/** 解读: "my health code turned red, what now?" */
export const explainerSchema = object(
  { id: string(), title: string(), body: string({ default: '' }) },
  { keywords: list(string()), pinned: boolean() },
);
export type Explainer = Infer<typeof explainerSchema>;

/** A duty phone or service point. */
export const directoryEntrySchema = object(
  { name: string() },
  { group: string(), phone: string(), address: string(), hours: string() },
);
export type DirectoryEntry = Infer<typeof directoryEntrySchema>;

export const consentTextSchema = object({ kind: oneOf(CONSENTS), version: string(), text: string() });
export type ConsentText = Infer<typeof consentTextSchema>;

export const featuresSchema = object({
  /** Posts wait for an editor before the public sees them (先审后发). */
  review: boolean({ default: true }),
  comments: boolean({ default: false }),
  meToo: boolean({ default: true }),
  stats: boolean({ default: true }),
  /** Most photos a request may have; 0 switches them off. */
  photos: integer({ default: 0 }),
});
export type Features = Infer<typeof featuresSchema>;

/** All a page needs to show a board and its form. */
export const boardSchema = object(
  {
    key: string(),
    title: string(),
    region: string(),
    /** Closed boards show, but take nothing new. */
    open: boolean({ default: true }),
    categories: list(categorySchema),
    attributes: list(attributeSchema),
    /** Places to choose from (街道、镇). */
    regions: list(string()),
    /** Whom people may have asked already. */
    tried: list(string()),
    promise: { ...promiseSchema, default: {} },
    consents: list(consentTextSchema),
    emergencyRules: list(emergencyRuleSchema),
    announcements: list(announcementSchema),
    explainers: list(explainerSchema),
    directory: list(directoryEntrySchema),
    features: {
      ...featuresSchema,
      default: {},
    },
  },
  {
    /** Under the title: who runs it. */
    subtitle: string(),
    /** A line everybody must see, such as 演示数据. */
    notice: string(),
    home: homeSlotSchema,
    figures: figuresSchema,
    /** Public requests by category, of about this minute. */
    counts: record(integer()),
    /** Boards below it, whose figures can be seen with its own. */
    below: integer(),
  },
);
export type Board = Infer<typeof boardSchema>;
