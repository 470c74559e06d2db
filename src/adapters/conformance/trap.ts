import { Skipped, type Ground } from './subject.js';

type Fetch = typeof globalThis.fetch;

/** What happens instead of a fetch; `go` is the real one. */
export type Trap = (go: () => Promise<Response>, signal?: AbortSignal | null) => Promise<Response>;

/** While `work` runs, every fetch goes through the trap. */
export async function trapped<T>(
  { options }: Pick<Ground, 'options'>,
  trap: Trap,
  work: (asked: () => number) => Promise<T>,
): Promise<T> {
  if (options.fetch === false) throw new Skipped('it asks by no fetch');
  const real = globalThis.fetch;
  let asked = 0;
  const instead: Fetch = async (input, init) => {
    asked++;
    return trap(() => real(input, init), init?.signal);
  };
  globalThis.fetch = instead;
  try {
    return await work(() => asked);
  } finally {
    globalThis.fetch = real;
  }
}

/** No answer; whether it arrived, nobody knows. */
export const lost = (): never => {
  throw new TypeError('Failed to fetch');
};

/** An answer that never comes, until it is aborted. */
export const silence: Trap = (_, signal) =>
  new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
  });
