import { HelpBoardError, isFinal } from '../../adapters/errors.js';
import type { HotlineProfile } from '../../adapters/hotline/index.js';
import type { HotlineMessageKind, HotlineMessageState } from '../storage/tables.js';
import type { Connection } from './connections.js';

const MINUTE = 60_000;
/** After these, every half hour. */
const WAITS = [5, 10, 20, 30];
/** Half a day; then a person looks at it. */
const ATTEMPTS_MAX = 25;

/** Said twice it is the same as once. */
const HARMLESS: readonly HotlineMessageKind[] = ['urge', 'supervise', 'withdraw', 'return', 'rate'];

export interface Outcome {
  state: HotlineMessageState;
  due_at: number;
  problem: string;
}

/** The line was never there: whatever was to be said has not been heard. */
function neverLeft({ code, cause }: HelpBoardError): boolean {
  if (code !== 'network') return false;
  const inner = (cause as { cause?: { code?: string } } | undefined)?.cause;
  return ['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'].includes(
    inner?.code ?? '',
  );
}

/** Whether an addition has an id of its own there: where orders go by their number, ours is free for it. */
export const additionHasId = ({ operations: { add } }: HotlineProfile): boolean =>
  !!add?.fields?.ownId && !!(add.fields.remoteId ?? add.path.includes('{remoteId}'));

/** Whether a message may simply be said again when nobody knows whether it was heard. */
export const mayRepeat = (
  kind: HotlineMessageKind,
  { dedupe, profile }: Pick<Connection, 'dedupe' | 'profile'>,
): boolean => (kind === 'submit' ? dedupe !== 'none' : HARMLESS.includes(kind) || additionHasId(profile));

const problemOf = ({ code, status, fields }: HelpBoardError): string =>
  [code, status, ...Object.entries(fields ?? {}).map(([place, what]) => `${place}: ${what}`)]
    .filter((word) => word !== undefined)
    .join(' ')
    .slice(0, 300);

/**
 * What becomes of a message that did not get through, by what went wrong; `said` is whether it was on its way at all. Never the
 * hotline's own words: they may quote.
 */
export function outcomeOf(
  error: unknown,
  { kind, attempts, said }: { kind: HotlineMessageKind; attempts: number; said: boolean },
  connection: Pick<Connection, 'dedupe' | 'profile'>,
  at: number,
): Outcome {
  const failure = error instanceof HelpBoardError ? error : new HelpBoardError('server', { cause: error });
  const problem = problemOf(failure);
  if (isFinal(failure.code)) return { state: 'dead', due_at: at, problem };
  const refused = failure.code === 'unauthorized' || failure.code === 'rate-limited';
  if (said && !refused && !neverLeft(failure) && !mayRepeat(kind, connection))
    return { state: 'unknown', due_at: at, problem };
  if (attempts >= ATTEMPTS_MAX) return { state: 'dead', due_at: at, problem };
  const wait = (WAITS[attempts - 1] ?? WAITS.at(-1)!) * MINUTE;
  return { state: 'waiting', due_at: at + Math.max(wait, (failure.retryAfter ?? 0) * 1000), problem };
}
