import { STAGES, type Stage } from './stages.js';

interface MoveRule {
  readonly from: readonly Stage[];
  /** Left out: the request stays in its stage. */
  readonly to?: Stage;
}

const open = ['submitted', 'accepted', 'dispatched', 'in-progress'] as const;
const handedOver = ['dispatched', 'in-progress'] as const;
const live = [...open, 'answered'] as const;
/** What somebody still cares for; withdrawn and merged ones are at rest, a merged one until it is taken out again. */
const kept = [...live, 'resolved', 'declined'] as const;
/** Whatever a backend says and nobody mapped is left to that backend. */
const known: readonly Stage[] = STAGES.filter((stage) => stage !== 'unknown');

/** The one table of allowed moves, used by gateway, desk and adapters alike: what may be done in which stage, and where it leads. */
export const MOVES = {
  // Handling: what leads to another stage.
  accept: { from: ['submitted'], to: 'accepted' },
  decline: { from: ['submitted', 'accepted'], to: 'declined' },
  dispatch: { from: ['accepted'], to: 'dispatched' },
  claim: { from: ['dispatched'], to: 'in-progress' },
  return: { from: handedOver, to: 'accepted' },
  answer: { from: ['accepted', ...handedOver, 'answered'], to: 'answered' },
  resolve: { from: ['answered'], to: 'resolved' },
  reopen: { from: ['answered', 'resolved', 'declined'], to: 'accepted' },
  withdraw: { from: open, to: 'withdrawn' },
  merge: { from: live, to: 'merged' },
  part: { from: ['merged'], to: 'accepted' },
  // Handling: what leaves the stage as it is.
  ask: { from: live },
  acknowledge: { from: live },
  correct: { from: kept },
  add: { from: [...kept, 'merged'] },
  note: { from: known },
  recategorise: { from: kept },
  prioritise: { from: kept },
  complicate: { from: open },
  extend: { from: ['accepted', ...handedOver] },
  refuse: { from: handedOver },
  urge: { from: open },
  supervise: { from: live },
  group: { from: live },
  route: { from: ['submitted', 'accepted', 'answered'] },
  rate: { from: ['answered', 'resolved'] },
  thank: { from: ['answered', 'resolved'] },
  // Publication and what stands above the lists: an axis of its own, whatever the handling.
  publish: { from: [...kept, 'merged'] },
  hide: { from: known },
  redact: { from: known },
  release: { from: known },
  pin: { from: [...kept, 'merged'] },
  feature: { from: [...kept, 'merged'] },
  highlight: { from: kept },
} as const satisfies Record<string, MoveRule>;
export type Move = keyof typeof MOVES;

/** The stage after a move, or `undefined` where the table does not allow it. From `unknown` nothing can be moved: ask the backend. */
export function stageAfter(stage: Stage, move: Move): Stage | undefined {
  const { from, to = stage }: MoveRule = MOVES[move];
  return from.includes(stage) ? to : undefined;
}

/** What the table allows from here. */
export function movesFrom(stage: Stage): Move[] {
  return (Object.keys(MOVES) as Move[]).filter((move) => stageAfter(stage, move));
}
