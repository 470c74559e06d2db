/** No submission is nested deeper than a few levels; a body of brackets must not use up the stack. */
const DEPTH_MAX = 32;

/**
 * JSON in one way of writing it (RFC 8785): keys in the order of their UTF-16 units, no white space. The same submission
 * sent again by another client, through another proxy, gives the same text.
 * @throws RangeError for what is nested deeper than any submission
 */
export function canonical(value: unknown, depth = 0): string {
  if (depth > DEPTH_MAX) throw new RangeError('nested too deeply');
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null, depth + 1)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const from = value as Record<string, unknown>;
  const members = Object.keys(from)
    .filter((key) => from[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(from[key], depth + 1)}`);
  return `{${members.join(',')}}`;
}
