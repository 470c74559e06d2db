/** Handling, the first axis: what happens to a request. Publication and delivery never change it. */
export const STAGES = [
  'submitted',
  'accepted',
  'dispatched',
  'in-progress',
  'answered',
  'resolved',
  'declined',
  'withdrawn',
  'merged',
  /** What a backend says and nobody mapped. Never shown as done. */
  'unknown',
] as const;
export type Stage = (typeof STAGES)[number];

/** Side marks on the handling axis. `needs-info` pauses the clock until the requester adds something. */
export const FLAGS = ['needs-info', 'urged', 'supervised', 'extended', 'reopened', 'complex'] as const;
export type Flag = (typeof FLAGS)[number];

/** Publication, the second axis: who may read it. */
export const PUBLICATIONS = ['pending', 'public', 'desk', 'hidden'] as const;
export type Publication = (typeof PUBLICATIONS)[number];

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

/** Nobody works on it any more. */
export function isClosed(stage: Stage): boolean {
  return stage === 'resolved' || stage === 'declined' || stage === 'withdrawn' || stage === 'merged';
}
