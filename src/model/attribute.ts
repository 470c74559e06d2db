import { array, boolean, integer, list, object, oneOf, string, type Infer } from './schema.js';

/** A field of the board's own (隔离点, 人数 …), defined as in Open311 GeoReport v2 service definitions. */
export const attributeSchema = object(
  {
    code: string(),
    /** Open311 datatypes; `text` is several lines. */
    datatype: oneOf(['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist'], {
      default: 'string',
    }),
    description: string(),
    required: boolean({ default: false }),
    order: integer({ default: 0 }),
  },
  {
    /** A word of help under the field. */
    hint: string(),
    values: list(object({ key: string(), name: string() })),
    /** Asked for these categories only; everywhere when left out. */
    categories: array(string()),
    /** Its value is never published. */
    private: boolean(),
  },
);
export type Attribute = Infer<typeof attributeSchema>;
export type AttributeValue = string | number | string[];
