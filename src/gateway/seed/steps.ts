import { flagsOf, move, type Change } from '../loop/change.js';
import { accept, dispatch, hide, mark, publish, reply } from '../loop/desk.js';
import type { RequestRow } from '../storage/projection.js';
import type { SeedReply, SeedRequest } from './seed-types.js';

const MINUTE = 60_000;

/** Something the desk, a department or the requester did. */
export interface Step {
  at: number;
  decide(row: RequestRow): Change | undefined;
}

interface Around {
  /** When the request arrived. */
  at: number;
  now: number;
  mergedInto: string | null;
}

const CLOSING = { declined: 'decline', withdrawn: 'withdraw', merged: 'merge' } as const;

/** What happened to a seed from its arrival to the stage it is in, in order, none of it in the future. */
export function stepsOf(seed: SeedRequest, { at, now, mergedInto }: Around): Step[] {
  const replies = seed.replies ?? [];
  const age = (now - at) / MINUTE;
  /** Minutes until somebody did something: the first reply, or a while. */
  const first = Math.min(replies[0]?.afterMinutes ?? 24, age * 0.9);
  const steps: Step[] = [];
  const after = (minutes: number, decide: Step['decide']) =>
    void steps.push({ at: Math.min(at + minutes * MINUTE, now - MINUTE / 2), decide });

  if (seed.publication === 'hidden') after(first * 0.4, hide);
  else if (!seed.visibility && seed.publication !== 'pending') after(first * 0.4, publish);
  if (seed.pinned) after(first * 0.95, mark('pinned', true));
  if (seed.featured) after((replies.at(-1)?.afterMinutes ?? first) + 10, mark('featured', true));

  if (seed.stage !== 'submitted') {
    if (seed.stage !== 'withdrawn') after(first * 0.35, accept);
    if (seed.flags?.includes('complex')) after(first * 0.5, complicate);
    if (isHandedOver(seed)) after(first * 0.6, dispatch(seed.assignee!, at + first * 0.6 * MINUTE));
    if (isClaimed(seed)) after(first * 0.85, (row) => to(row, 'claim', seed.assignee!.name));
    closing(seed, replies, mergedInto, after, at, age);
  }
  return steps.sort((a, b) => a.at - b.at);
}

const complicate = (row: RequestRow): Change => ({
  action: 'complicate',
  set: { flags: JSON.stringify([...flagsOf(row), 'complex']) },
});

/** Needs somebody to go and do it; everything else is answered online. */
function isHandedOver({ stage, assignee, urgency, replies = [] }: SeedRequest): boolean {
  if (!assignee || assignee.kind === 'desk') return false;
  if (stage === 'dispatched' || stage === 'in-progress') return true;
  return stage === 'resolved' && (urgency !== 'routine' || replies.length > 1);
}

const isClaimed = (seed: SeedRequest): boolean =>
  isHandedOver(seed) && (seed.stage === 'in-progress' || seed.assignee!.kind === 'volunteer');

const to = (row: RequestRow, by: Parameters<typeof move>[1], who?: string): Change => ({
  action: by,
  set: { stage: move(row.stage, by) },
  ...(who && { by: who }),
});

function closing(
  seed: SeedRequest,
  replies: readonly SeedReply[],
  mergedInto: string | null,
  after: (minutes: number, decide: Step['decide']) => void,
  at: number,
  age: number,
): void {
  const { stage } = seed;
  if (stage === 'declined' || stage === 'withdrawn' || stage === 'merged') {
    const [words] = replies;
    const by = CLOSING[stage];
    after(words?.afterMinutes ?? 10, (row) => ({
      action: by,
      set: { stage: move(row.stage, by), merged_into: mergedInto },
      ...(words && { reply: spoken(words) }),
    }));
    return;
  }
  for (const words of replies) {
    after(words.afterMinutes, reply(spoken(words), at + words.afterMinutes * MINUTE));
  }
  if (stage !== 'resolved') return;
  const last = replies.at(-1)!.afterMinutes;
  after(Math.min(last + 40 + (last % 90), age * 0.97), (row) => ({
    ...to(row, 'resolve'),
    set: { stage: move(row.stage, 'resolve'), ...(seed.rating && { rating: ratingOf(seed.rating) }) },
  }));
}

const spoken = ({ author, role, body, kind }: SeedReply) => ({ author, role, body, kind });

const ratingOf = (stars: number): string =>
  JSON.stringify({ solved: stars > 3 ? 'yes' : stars > 1 ? 'partly' : 'no', attitude: stars, speed: stars });
