import type { Infer, Schema } from './schema.js';

type More<T, M> = { [K in keyof T]: T[K] } & { [K in keyof M]?: Infer<M[K]> };

/** The same object with more fields, which may be left out. In a file of its own: the first load has no use for it. */
export const withFields = <T, M extends Record<string, Schema<unknown>>>(
  { properties, __type, ...rules }: Schema<T>,
  more: M,
): Schema<More<T, M>> => ({ ...rules, properties: { ...properties, ...more } });
