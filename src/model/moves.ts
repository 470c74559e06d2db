import type { Stage } from './stages.js';

interface MoveRule {
  readonly from: readonly Stage[];
  readonly to: Stage;
}

const open = ['submitted', 'accepted', 'dispatched', 'in-progress'] as const;

/** The one table of allowed moves on the handling axis, used by gateway, desk and adapters alike. */
export const MOVES = {
  accept: { from: ['submitted'], to: 'accepted' },
  decline: { from: ['submitted', 'accepted'], to: 'declined' },
  dispatch: { from: ['accepted'], to: 'dispatched' },
  claim: { from: ['dispatched'], to: 'in-progress' },
  return: { from: ['dispatched', 'in-progress'], to: 'accepted' },
  answer: { from: ['accepted', 'dispatched', 'in-progress', 'answered'], to: 'answered' },
  resolve: { from: ['answered'], to: 'resolved' },
  reopen: { from: ['answered', 'resolved', 'declined'], to: 'accepted' },
  withdraw: { from: open, to: 'withdrawn' },
  merge: { from: [...open, 'answered'], to: 'merged' },
} as const satisfies Record<string, MoveRule>;
export type Move = keyof typeof MOVES;

/** The stage after a move, or `undefined` where the table does not allow it. From `unknown` nothing can be moved: ask the backend. */
export function stageAfter(stage: Stage, move: Move): Stage | undefined {
  const rule: MoveRule = MOVES[move];
  return rule.from.includes(stage) ? rule.to : undefined;
}

/** What the table allows from here. */
export function movesFrom(stage: Stage): Move[] {
  return (Object.keys(MOVES) as Move[]).filter((move) => stageAfter(stage, move));
}
