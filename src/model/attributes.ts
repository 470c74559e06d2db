import { array, boolean, integer, list, object, oneOf, string, type Infer } from './schema.js';

/** A field of the board's own (隔离点, 人数 …), defined as in Open311 GeoReport v2 service definitions. */
export const attributeSchema = object(
  {
    code: string({ pattern: '^[a-z][a-z0-9_-]{0,39}$' }),
    /** Open311 datatypes; `text` is several lines. */
    datatype: oneOf(['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist'], {
      default: 'string',
    }),
    description: string({ maxLength: 200 }),
    required: boolean({ default: false }),
    order: integer({ default: 0 }),
  },
  {
    /** A word of help under the field. */
    hint: string({ maxLength: 200 }),
    values: list(object({ key: string({ maxLength: 80 }), name: string({ maxLength: 120 }) })),
    /** Asked for these categories only; everywhere when left out. */
    categories: array(string()),
    /** Its value is never published. */
    private: boolean(),
  },
);
export type Attribute = Infer<typeof attributeSchema>;
export type AttributeValue = string | number | string[];

/** The attributes a form asks for in this category, in order. */
export function attributesFor(attributes: readonly Attribute[], category: string): Attribute[] {
  return attributes
    .filter((a) => !a.categories || a.categories.includes(category))
    .sort((a, b) => a.order - b.order);
}

export type AttributeProblem = 'missing' | 'not-a-number' | 'not-a-time' | 'not-in-list' | 'too-long';

/** The first thing wrong with a value, or `undefined`. */
export function attributeProblem(attribute: Attribute, value: unknown): AttributeProblem | undefined {
  const given = Array.isArray(value) ? value.length > 0 : value !== undefined && String(value).trim() !== '';
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
