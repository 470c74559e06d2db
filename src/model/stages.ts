import { oneOf } from './schema.js';

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
export const stageSchema = oneOf(STAGES, { default: 'unknown' });

/** Side marks on the handling axis. `needs-info` pauses the clock until the requester adds something. */
export const FLAGS = ['needs-info', 'urged', 'supervised', 'extended', 'reopened', 'complex'] as const;
export type Flag = (typeof FLAGS)[number];

/** Nobody works on it any more. */
export function isClosed(stage: Stage): boolean {
  return stage === 'resolved' || stage === 'declined' || stage === 'withdrawn' || stage === 'merged';
}
