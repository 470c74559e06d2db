import { writeXml } from '../../adapters/hotline/xml.js';
import type { Tree } from '../../adapters/hotline/tree.js';

export const FORMATS = ['json', 'xml'] as const;
export type Format = (typeof FORMATS)[number];

export const TYPES: Readonly<Record<Format, string>> = {
  json: 'application/json; charset=utf-8',
  xml: 'text/xml; charset=utf-8',
};

/** What an item of a list is called in XML. */
const ITEMS: Readonly<Record<string, string>> = {
  services: 'service',
  service_requests: 'request',
  attributes: 'attribute',
  values: 'value',
  endpoints: 'endpoint',
  formats: 'format',
  errors: 'error',
};

/** JSON's lists as XML has them: an element of the list's name around one for each item. */
function wrapped(name: string, value: unknown): unknown {
  if (Array.isArray(value)) return { [ITEMS[name]!]: value.map((item) => inside(item)) };
  return inside(value);
}

const inside = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, of]) => [name, wrapped(name, of)]))
    : value;

/** An answer of GeoReport. `root` is the name of its outermost element; JSON has none. */
export const written = (format: Format, root: string, answer: unknown): string =>
  format === 'json'
    ? JSON.stringify(answer)
    : `<?xml version="1.0" encoding="utf-8"?>${writeXml({ [root]: wrapped(root, answer) } as Tree)}`;
