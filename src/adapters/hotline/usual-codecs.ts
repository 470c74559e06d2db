import { URGENCIES } from '../../model/index.js';
import { degrees, flag, id, list, masked, number, region, table, text, time, type Codec } from './codecs.js';
import { RESOLUTIONS, type OrderField, type OrderValues } from './order.js';

import type { Field } from './profile.js';

const ownWords = <K extends string>(words: readonly K[]) =>
  table(Object.fromEntries(words.map((word) => [word, [word]])) as Record<K, K[]>);

/** What a field is read with when its profile says nothing. */
const USUAL: { readonly [K in OrderField]: Codec<OrderValues[K]> } = {
  remoteId: id(),
  ownId: id(),
  title: text(),
  content: text(),
  category: text(),
  urgency: ownWords(URGENCIES),
  region: region(),
  address: masked(),
  location: { name: 'place', read: () => undefined, write: (place) => place },
  longitude: degrees(180),
  latitude: degrees(90),
  name: masked(),
  phone: masked(),
  confidential: flag(),
  createdAt: time('iso'),
  updatedAt: time('iso'),
  dueAt: time('iso'),
  answeredAt: time('iso'),
  closedAt: time('iso'),
  department: text(),
  reply: text(),
  opinion: text(),
  resolution: ownWords(RESOLUTIONS),
  satisfaction: number(),
  attitude: number(),
  speed: number(),
  attachments: list(),
  words: text(),
};

export const ORDER_FIELDS = Object.keys(USUAL) as OrderField[];

/** Path and codec of a field as the profile wrote it. */
export const resolved = <K extends OrderField>(name: K, field: Field<OrderValues[K]>) =>
  typeof field === 'string' ? { path: field, codec: USUAL[name] } : field;
