import type { Schema } from './schema.js';

/** How much of an answer could not be used. */
export interface Losses {
  /** Records left out of lists because a field they cannot do without was missing. */
  dropped: number;
}

/**
 * Reads an answer that is never trusted: a missing field gets its default, a wrong one is dropped, an unusable record is
 * left out of its list and counted. Unknown fields are left behind. Lengths and ranges are the sender's business: a long
 * text is shown, not refused.
 * @returns the value, or `undefined` when it cannot be used at all.
 */
export function decode<T>(schema: Schema<T>, value: unknown, losses?: Losses): T | undefined {
  // A default is read like an answer: fields it leaves out get theirs, and who adds to a list adds to nobody else's.
  return (readAs(schema, value, losses) ?? readAs(schema, schema.default) ?? schema.default) as T | undefined;
}

function readAs(schema: Schema<unknown>, value: unknown, losses?: Losses): unknown {
  switch (schema.type) {
    case 'string':
      return readString(schema, value);
    case 'integer':
    case 'number': {
      const read = typeof value === 'string' && value.trim() ? +value : value;
      const fits = schema.type === 'integer' ? Number.isInteger : Number.isFinite;
      return fits(read) ? read : undefined;
    }
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'array':
      return Array.isArray(value) ? readItems(schema.items!, value, losses) : undefined;
    case 'object':
      return readObject(schema, value, losses);
    default:
      return value;
  }
}

function readString(schema: Schema<unknown>, value: unknown): string | undefined {
  // Real servers send ids as numbers; nothing else is turned into a text, and no number into a date.
  const read = typeof value === 'number' && !schema.format ? String(value) : value;
  if (typeof read !== 'string') return undefined;
  if (schema.enum && !schema.enum.includes(read)) return undefined;
  if (schema.format === 'date-time' && isNaN(Date.parse(read))) return undefined;
  return read;
}

function readItems(schema: Schema<unknown>, values: unknown[], losses?: Losses): unknown[] {
  const read: unknown[] = [];
  for (const value of values) {
    const item = decode(schema, value, losses);
    if (item !== undefined) read.push(item);
    else if (losses) losses.dropped++;
  }
  return read;
}

function readObject(schema: Schema<unknown>, value: unknown, losses?: Losses): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const from = value as Record<string, unknown>;
  const read: Record<string, unknown> = {};
  const { properties, additionalProperties: values } = schema;
  if (!properties) {
    for (const key of Object.keys(from)) {
      const item = typeof values === 'object' ? decode(values, from[key], losses) : from[key];
      // `__proto__` in an answer must stay a plain key.
      if (item !== undefined && key !== '__proto__') read[key] = item;
    }
    return read;
  }
  for (const key of Object.keys(properties)) {
    const own = Object.prototype.hasOwnProperty.call(from, key) ? from[key] : undefined;
    const item = decode(properties[key]!, own, losses);
    if (item !== undefined) read[key] = item;
    else if (schema.required!.includes(key)) return undefined;
  }
  return read;
}
