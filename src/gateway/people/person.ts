import { NEWSROOM, type Assignee, type DeskRole } from '../../model/index.js';
import type { Actor } from '../loop/change.js';
import type { RequestRow } from '../storage/projection.js';

/** Every board. */
export const EVERY_BOARD = '*';

/** A role on a board, for one's unit where the role works for one. */
export interface Grant {
  board: string;
  role: DeskRole;
  unit?: string;
}

/** Somebody who works with boards, found by a bearer token. */
export interface Person {
  actor: Actor;
  name: string;
  grants: readonly Grant[];
}

/** The grants that count on a board. */
export const grantsOn = ({ grants }: Person, board: string): Grant[] =>
  grants.filter((grant) => grant.board === board || grant.board === EVERY_BOARD);

export const inNewsroom = (grants: readonly Grant[]): boolean =>
  grants.some(({ role }) => (NEWSROOM as readonly DeskRole[]).includes(role));

/**
 * `covered`: contact, place and every number in the texts stay hidden. `released`: nothing but what an editor has let through,
 * the public text and what was released one by one.
 */
export type Sight = 'whole' | 'covered' | 'released';

/** How somebody stands to a request. */
export interface Standing {
  sight: Sight;
  /** It is theirs to handle, not only offered to them. */
  own: boolean;
}

/** Who handles requests as `department`: offices, institutions and the hotline alike. */
const OFFICES: readonly Assignee['kind'][] = ['department', 'institution', 'hotline'];

/**
 * How somebody with these grants stands to a request; not at all where it is not theirs. A unit sees what has been
 * handed over to it, and never whom a confidential complaint came from. Volunteers see what is offered to volunteers until
 * a group has claimed it, but how to reach the person only once it is their own group's. Whom nobody is to go to any more,
 * because it was withdrawn or is handled elsewhere, is covered. Units work for one desk: another desk's may have the same name.
 */
export function standingOf(
  grants: readonly Grant[],
  desk: string,
  row: Pick<RequestRow, 'assignee' | 'confidential' | 'stage' | 'handler'>,
): Standing | undefined {
  if (inNewsroom(grants)) return { sight: 'whole', own: true };
  if (row.handler !== desk) return undefined;
  const assignee = row.assignee ? (JSON.parse(row.assignee) as Assignee) : undefined;
  if (!assignee) return undefined;
  const own = grants.some(
    ({ role, unit }) =>
      unit === assignee.name &&
      (role === 'volunteer' ? assignee.kind === 'volunteer' : OFFICES.includes(assignee.kind)),
  );
  const atRest = row.stage === 'withdrawn' || row.stage === 'merged';
  const covered = row.confidential ? 'released' : 'covered';
  if (own) return { sight: row.confidential || atRest ? covered : 'whole', own };
  const offered =
    assignee.kind === 'volunteer' &&
    row.stage === 'dispatched' &&
    grants.some(({ role }) => role === 'volunteer');
  return offered ? { sight: covered, own } : undefined;
}

/** The assignees whose requests these grants open, and whether also what is `offered`; `undefined` where they open every one. */
export function assigneesOf(grants: readonly Grant[]): { units: Assignee[]; offered: boolean } | undefined {
  if (inNewsroom(grants)) return undefined;
  const units = grants.flatMap(({ role, unit }) =>
    (role === 'volunteer' ? (['volunteer'] as const) : OFFICES).map((kind) => ({ kind, name: unit ?? '' })),
  );
  return { units, offered: grants.some(({ role }) => role === 'volunteer') };
}

/** In whose name these grants reply; the newsroom says itself. */
export function speaksAs(
  grants: readonly Grant[],
): { author: string; role: 'department' | 'volunteer' } | undefined {
  if (inNewsroom(grants)) return undefined;
  const grant = grants.find(({ unit }) => unit);
  return grant && { author: grant.unit!, role: grant.role === 'volunteer' ? 'volunteer' : 'department' };
}
