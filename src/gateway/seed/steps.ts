import type { PublicRating } from '../../model/index.js';
import type { Decision } from '../loop/change.js';
import { rate, resolve, withdraw } from '../loop/moves/closing.js';
import { claim, supervise, urge } from '../loop/moves/handing-over.js';
import { hide, mark, publish } from '../loop/moves/publication.js';
import { reply } from '../loop/moves/replying.js';
import { accept, complicate, decline } from '../loop/moves/sorting.js';
import type { SeedReply, SeedRequest, Unit } from './seed-types.js';

const MINUTE = 60_000;

/** Something the desk, a department or the requester did. */
export type Step = { at: number } & (
  | { decide: Decision }
  /** With a slip of its own. */
  | { handOver: Unit }
);

interface Around {
  /** When the request arrived. */
  at: number;
  now: number;
}

/** What happened to a seed from its arrival to the stage it is in, in order, none of it in the future. */
export function stepsOf(seed: SeedRequest, { at, now }: Around): Step[] {
  const replies = seed.replies ?? [];
  const age = (now - at) / MINUTE;
  /** Minutes until somebody did something: the first reply, or a while. */
  const first = Math.min(replies[0]?.afterMinutes ?? 24, age * 0.9);
  const steps: Step[] = [];
  const when = (minutes: number) => Math.min(at + minutes * MINUTE, now - MINUTE / 2);
  const after = (minutes: number, decide: Decision) => void steps.push({ at: when(minutes), decide });

  if (seed.publication === 'hidden') after(first * 0.4, hide);
  else if (!seed.visibility && seed.publication !== 'pending') after(first * 0.4, publish);
  if (seed.pinned) after(first * 0.95, mark('pin', true));
  if (seed.featured) after((replies.at(-1)?.afterMinutes ?? first) + 10, mark('feature', true));

  if (seed.stage !== 'submitted' && seed.stage !== 'withdrawn') after(first * 0.35, accept);
  if (seed.flags?.includes('complex')) after(first * 0.5, complicate(true));
  if (seed.flags?.includes('urged')) after(first * 0.7, urge());
  if (seed.flags?.includes('supervised')) after(first * 0.75, supervise(true));
  if (isHandedOver(seed) && !seed.group) steps.push({ at: when(first * 0.6), handOver: seed.assignee! });
  if (isClaimed(seed)) after(first * 0.85, claim());

  const [words] = replies;
  switch (seed.stage) {
    case 'declined': {
      const [reason, ...otherWay] = words!.body.split(/(?<=。)/);
      after(words!.afterMinutes, decline({ reason: reason!, otherWay: otherWay.join('') || reason! }));
      break;
    }
    case 'withdrawn':
      if (words) after(words.afterMinutes - 1, reply({ ...spoken(words), kind: 'acknowledgement' }));
      after(words?.afterMinutes ?? 10, withdraw);
      break;
    default:
      for (const one of replies) after(one.afterMinutes, reply(spoken(one)));
  }
  if (seed.stage === 'resolved') {
    const last = replies.at(-1)!.afterMinutes;
    const closed = Math.min(last + 40 + (last % 90), age * 0.97);
    after(closed, resolve);
    if (seed.rating) after(Math.min(closed + 30, age * 0.99), rate(ratingOf(seed.rating), null));
  }
  return steps.sort((a, b) => a.at - b.at);
}

/** Needs somebody to go and do it; everything else is answered online. */
export function isHandedOver({ stage, assignee, urgency, replies = [] }: SeedRequest): boolean {
  if (!assignee || assignee.kind === 'desk') return false;
  if (stage === 'dispatched' || stage === 'in-progress') return true;
  return stage === 'resolved' && (urgency !== 'routine' || replies.length > 1);
}

const isClaimed = (seed: SeedRequest): boolean =>
  isHandedOver(seed) && (seed.stage === 'in-progress' || seed.assignee!.kind === 'volunteer');

const spoken = ({ author, role, body, kind }: SeedReply) => ({ author, role, body, kind });

const ratingOf = (stars: number): PublicRating => ({
  solved: stars > 3 ? 'yes' : stars > 1 ? 'partly' : 'no',
  attitude: stars,
  speed: stars,
});
