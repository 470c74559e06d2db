import { openapi } from '../../../src/gateway/index.js';

/** JSON Schema as the OpenAPI document holds it. */
export interface JsonSchema {
  $ref?: string;
  type?: string;
  enum?: string[];
  format?: string;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  minimum?: number;
  maximum?: number;
  pattern?: string;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  schema: JsonSchema;
}

/** One call of the contract, as the document describes it: all that a stranger knows. */
export interface Call {
  id: string;
  method: string;
  path: string;
  tag: string;
  parameters: Parameter[];
  body?: JsonSchema;
  rawBody?: string[];
  answers: string[];
}

interface Described {
  operationId: string;
  tags: string[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema?: JsonSchema }> };
  responses: Record<string, { content?: Record<string, unknown> }>;
}

const document = JSON.parse(JSON.stringify(openapi())) as {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, JsonSchema> };
};

/** Every call of the contract, from the document alone. */
export const calls: Call[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, of]) => {
    const content = of.requestBody?.content ?? {};
    const json = content['application/json']?.schema;
    return {
      ...{ id: of.operationId, method: method.toUpperCase(), path, tag: of.tags[0]! },
      parameters: of.parameters ?? [],
      ...(json && { body: json }),
      ...(!json && of.requestBody && { rawBody: Object.keys(content) }),
      answers: Object.entries(of.responses)
        .filter(([status]) => status.startsWith('2'))
        .flatMap(([, { content: answered }]) => Object.keys(answered ?? {})),
    };
  }),
);

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const pick = <T>(random: () => number, of: readonly T[]): T => of[Math.floor(random() * of.length)]!;

/** Something that the schema takes, as far as its rules go. */
export function sample(schema: JsonSchema, random: () => number): unknown {
  if (schema.$ref) return sample(document.components.schemas[schema.$ref.split('/').at(-1)!]!, random);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return sample(pick(random, choices), random);
  if (schema.enum) return pick(random, schema.enum);
  switch (schema.type) {
    case 'string':
      if (schema.format === 'date-time') return '2026-03-20T08:00:00Z';
      if (schema.pattern?.includes('8}-')) return '3f2b8c1e-5a4d-4e6f-8a9b-0c1d2e3f4a5b';
      if (schema.pattern?.includes('{64}')) return 'a'.repeat(64);
      return '文'.repeat(Math.max(schema.minLength ?? 1, 3)).slice(0, schema.maxLength ?? 20);
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return random() < 0.5;
    case 'array':
      return Array.from({ length: schema.minItems ?? 1 }, () => sample(schema.items ?? {}, random));
    case 'object': {
      const { properties = {}, required = [] } = schema;
      const chosen = Object.entries(properties).filter(([name]) => required.includes(name) || random() < 0.5);
      return Object.fromEntries(chosen.map(([name, of]) => [name, sample(of, random)]));
    }
    default:
      return '任意';
  }
}
