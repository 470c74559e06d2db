import { consentsSchema } from './consents.js';
import {
  array,
  boolean,
  instant,
  list,
  number,
  object,
  oneOf,
  record,
  string,
  type Infer,
  type Schema,
} from './schema.js';
import { STAGES } from './stages.js';
import { URGENCIES } from './urgency.js';
import type { AttributeValue } from './attribute.js';

/** Longest text a person can post, in UTF-16 units. The form counts down; the gateway refuses more. */
export const BODY_MAX = 10_000;

/** A client's key for one submission: a UUID, the same from the first keystroke to the receipt. */
export const KEY_PATTERN = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
/** SHA-256 in lower-case hex: the name of an uploaded photo. */
export const HASH_PATTERN = '^[0-9a-f]{64}$';

/** How to reach the person. Private for ever: no public payload holds any of it. */
export const contactSchema = object(
  { name: string({ maxLength: 60 }), phone: string({ maxLength: 40 }) },
  { address: string({ maxLength: 200 }) },
);
export type Contact = Infer<typeof contactSchema>;

export const locationSchema = object({
  latitude: number({ minimum: -90, maximum: 90 }),
  longitude: number({ minimum: -180, maximum: 180 }),
});

const attributeValue = {
  description: 'A text, a number, or the keys of a multiple choice.',
} as Schema<AttributeValue>;

export const attachmentRefSchema = object(
  { sha256: string({ pattern: HASH_PATTERN }) },
  {
    /** What is to be seen on it, in the person's words. */
    alt: string({ maxLength: 200 }),
  },
);

/** What a person sends. */
export const submissionSchema = object(
  {
    /** A category's code. One the board does not know goes to its last category, never to a refusal. */
    category: string({ minLength: 1, maxLength: 40 }),
    urgency: oneOf(URGENCIES),
    body: string({ minLength: 1, maxLength: BODY_MAX }),
    contact: contactSchema,
    visibility: oneOf(['public', 'desk']),
    /** Who was asked already: community, hospital, 12345 … */
    tried: list(string({ maxLength: 60 }), { maxItems: 20 }),
    attributes: record(attributeValue, { maxProperties: 40, default: {} }),
    attachments: list(attachmentRefSchema, { maxItems: 9 }),
    consents: consentsSchema,
    composedAt: instant(),
  },
  {
    title: string({ maxLength: 100 }),
    region: string({ maxLength: 80 }),
    forSomebodyElse: boolean(),
    /** 是否保密: the handling unit never sees the contact. */
    confidential: boolean(),
    location: locationSchema,
    /** Where the person came from, for attribution: channel label and article. */
    source: object({}, { channel: string({ maxLength: 80 }), page: string({ maxLength: 500 }) }),
  },
);
export type Submission = Infer<typeof submissionSchema>;

/** The gateway's word that a submission is on its disk. It echoes the key: a receipt with another key is not ours. */
export const receiptSchema = object({
  key: string(),
  id: string(),
  /** Opens stage and public replies; the person may write it down. At least 50 random bits. */
  trackingCode: string(),
  /** 128 random bits; opens the own request. Stays on the device. */
  token: string(),
  stage: oneOf(STAGES, { default: 'submitted' }),
  receivedAt: instant(),
  dueAt: instant(),
});
export type Receipt = Infer<typeof receiptSchema>;

/** A receipt of a backend that does not say which text it has under the key. */
export type FoundReceipt = Receipt & {
  /** Whether it was there before this try: it was, or it answers a repeated post and the first alike. */
  found?: true | 'perhaps';
};

/** What a requester adds later (补充材料). Idempotent by its own key, like a submission. */
export const additionSchema = object(
  { body: string({ minLength: 1, maxLength: BODY_MAX }) },
  { attachments: array(attachmentRefSchema, { maxItems: 9 }) },
);
export type Addition = Infer<typeof additionSchema>;
