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
