import type { Attribute } from './attribute.js';

export type { Attribute, AttributeValue } from './attribute.js';

/** The attributes a form asks for in this category, in order. */
export function attributesFor(attributes: readonly Attribute[], category: string): Attribute[] {
  return attributes
    .filter((a) => !a.categories || a.categories.includes(category))
    .sort((a, b) => a.order - b.order);
}

export type AttributeProblem = 'missing' | 'not-a-number' | 'not-a-time' | 'not-in-list' | 'too-long';

/** The first thing wrong with a value, or `undefined`. */
export function attributeProblem(attribute: Attribute, value: unknown): AttributeProblem | undefined {
  const given = Array.isArray(value) ? value.length > 0 : String(value ?? '').trim() !== '';
  if (!given) return attribute.required ? 'missing' : undefined;
  const keys = () => (attribute.values ?? []).map((v) => v.key);
  switch (attribute.datatype) {
    case 'number':
      return isFinite(Number(value)) ? undefined : 'not-a-number';
    case 'datetime':
      return isNaN(Date.parse(String(value))) ? 'not-a-time' : undefined;
    case 'singlevaluelist':
      return keys().includes(String(value)) ? undefined : 'not-in-list';
    case 'multivaluelist':
      return Array.isArray(value) && value.every((v) => keys().includes(String(v)))
        ? undefined
        : 'not-in-list';
    default:
      return String(value).length > 2000 ? 'too-long' : undefined;
  }
}
