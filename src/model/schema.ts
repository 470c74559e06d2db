/**
 * Typed JSON Schema 2020-12. One schema serves three masters: ajv checks strictly with it at the gateway, `decode` reads
 * leniently with it in the widget, and the OpenAPI 3.1 document is made of it. A schema is plain data: no eval, no classes.
 */
export interface Schema<T> {
  readonly type?: 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object';
  readonly enum?: readonly string[];
  readonly format?: 'date-time' | 'uri-reference';
  readonly items?: Schema<unknown>;
  readonly properties?: Readonly<Record<string, Schema<unknown>>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema<unknown>;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly description?: string;
  /** What a lenient reader puts where the value is missing or wrong. */
  readonly default?: unknown;
  /** Phantom: carries the TypeScript type, never present at run time. */
  readonly __type?: T;
}

/** The TypeScript type a schema describes. */
export type Infer<S> = S extends Schema<infer T> ? T : never;

type Rules = Omit<Schema<unknown>, 'type' | '__type' | 'items' | 'properties' | 'required'>;
type Properties = Record<string, Schema<unknown>>;
type Flat<T> = { [K in keyof T]: T[K] };
type Fields<R extends Properties, O extends Properties> = Flat<
  { [K in keyof R]: Infer<R[K]> } & { [K in keyof O]?: Infer<O[K]> }
>;

export const string = (rules?: Rules): Schema<string> => ({ type: 'string', ...rules });
export const number = (rules?: Rules): Schema<number> => ({ type: 'number', ...rules });
export const integer = (rules?: Rules): Schema<number> => ({ type: 'integer', ...rules });
export const boolean = (rules?: Rules): Schema<boolean> => ({ type: 'boolean', ...rules });

/** An instant as an RFC 3339 string in UTC. */
export const instant = (rules?: Rules): Schema<string> => string({ format: 'date-time', ...rules });

export const oneOf = <const V extends readonly string[]>(values: V, rules?: Rules): Schema<V[number]> => ({
  type: 'string',
  enum: values,
  ...rules,
});

export const array = <T>(items: Schema<T>, rules?: Rules): Schema<T[]> => ({
  type: 'array',
  items,
  ...rules,
});

/** A list that is simply empty when it is missing. */
export const list = <T>(items: Schema<T>, rules?: Rules): Schema<T[]> =>
  array(items, { default: [], ...rules });

export const record = <T>(values: Schema<T>, rules?: Rules): Schema<Record<string, T>> => ({
  type: 'object',
  additionalProperties: values,
  ...rules,
});

/** `required` fields must be there (or have a default for lenient readers); `optional` ones may be left out. */
export const object = <R extends Properties, O extends Properties = Record<never, never>>(
  required: R,
  optional?: O,
  rules?: Rules,
): Schema<Fields<R, O>> => ({
  type: 'object',
  properties: { ...required, ...optional },
  required: Object.keys(required),
  additionalProperties: false,
  ...rules,
});
