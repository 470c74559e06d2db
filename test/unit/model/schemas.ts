import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import {
  additionSchema,
  boardSchema,
  figuresSchema,
  helpRequestSchema,
  ownRequestSchema,
  receiptSchema,
  requestPageSchema,
  submissionSchema,
  trackedSchema,
  type Schema,
} from '../../../src/model/index.js';

/** Everything that goes over a wire. */
export const schemas: Record<string, Schema<object>> = {
  board: boardSchema,
  request: helpRequestSchema,
  page: requestPageSchema,
  submission: submissionSchema,
  receipt: receiptSchema,
  addition: additionSchema,
  'own request': ownRequestSchema,
  'tracked request': trackedSchema,
  figures: figuresSchema,
};

/** As strict as the gateway is: unknown fields are errors, and so is an unknown keyword. */
export function validator(schema: Schema<unknown>): ValidateFunction {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  addFormats.default(ajv);
  return ajv.compile(schema);
}

const times = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** Valid values of a schema. */
export function valueOf(schema: Schema<unknown>): fc.Arbitrary<object> {
  return arbitrary(schema) as fc.Arbitrary<object>;
}

function arbitrary(schema: Schema<unknown>): fc.Arbitrary<unknown> {
  switch (schema.type) {
    case 'string':
      if (schema.enum) return fc.constantFrom(...schema.enum);
      if (schema.format === 'date-time') return times;
      if (schema.format === 'uri-reference') return fc.webPath();
      if (schema.pattern) return fc.stringMatching(new RegExp(schema.pattern));
      return fc.string({
        unit: 'grapheme',
        minLength: schema.minLength ?? 0,
        maxLength: Math.min(schema.maxLength ?? 12, 12),
        size: 'small',
      });
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6 });
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(arbitrary(schema.items!), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, 3),
      });
    case 'object':
      return schema.properties ? fields(schema) : dictionary(schema);
    default:
      return fc.oneof(
        fc.string(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.array(fc.string()),
      );
  }
}

const fields = (schema: Schema<unknown>) =>
  fc.record(Object.fromEntries(Object.entries(schema.properties!).map(([key, of]) => [key, arbitrary(of)])), {
    requiredKeys: [...schema.required!],
  });

const dictionary = ({ additionalProperties: of, maxProperties }: Schema<unknown>) =>
  fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), arbitrary(typeof of === 'object' ? of : {}), {
    noNullPrototype: true,
    maxKeys: Math.min(maxProperties ?? 4, 4),
  });

/** What a lenient reader makes of a valid value: the same, with what may be missing filled in. */
export function withDefaults(schema: Schema<unknown>, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => withDefaults(schema.items!, item));
  if (schema.type !== 'object' || !schema.properties) return value;
  const from = value as Record<string, unknown>;
  const read: Record<string, unknown> = {};
  for (const [key, of] of Object.entries(schema.properties)) {
    const field = key in from ? withDefaults(of, from[key]) : of.default;
    if (field !== undefined) read[key] = field;
  }
  return read;
}
