import { canonical, decode, type Schema } from '../../model/index.js';
import { ERROR_CODES } from '../error-codes.js';
import { HelpBoardError, type ErrorCode } from '../errors.js';

/** What an adapter did that the contract does not allow. */
export class NotConforming extends Error {
  override readonly name = 'NotConforming';
}

export function expect(condition: unknown, what: string): asserts condition {
  if (!condition) throw new NotConforming(what);
}

const told = (value: unknown): string => {
  try {
    return canonical(value).slice(0, 300);
  } catch {
    return String(value);
  }
};

export function expectEqual(actual: unknown, expected: unknown, what: string): void {
  expect(told(actual) === told(expected), `${what}: ${told(actual)} instead of ${told(expected)}`);
}

/** The value is what the schema describes, to the last field: it has been decoded. */
export function expectDecoded<T>(schema: Schema<T>, value: T, what: string): void {
  // As it goes over a wire: what is undefined is not there.
  const sent: unknown = JSON.parse(JSON.stringify(value ?? null));
  expectEqual(sent, decode(schema, sent), `${what} is not what the schema describes`);
}

/** Rejects with `HelpBoardError` of a code of the closed list, and of this one if it is given. */
export async function expectError(
  work: Promise<unknown>,
  what: string,
  ...codes: ErrorCode[]
): Promise<HelpBoardError> {
  let answer: unknown;
  try {
    answer = await work;
  } catch (error) {
    expectOurs(error, what);
    expect(
      !codes.length || codes.includes(error.code),
      `${what}: ${error.code} instead of ${codes.join(' or ')}`,
    );
    return error;
  }
  throw new NotConforming(`${what}: an answer instead of an error: ${told(answer)}`);
}

/** The only thing an adapter may throw. */
export function expectOurs(error: unknown, what: string): asserts error is HelpBoardError {
  expect(error instanceof HelpBoardError, `${what}: ${String(error)} instead of a HelpBoardError`);
  expect(ERROR_CODES.includes(error.code), `${what}: "${error.code}" is no code of the closed list`);
}
