import * as board from './desk/board.js';
import * as comments from './desk/comments.js';
import * as definition from './desk/definition.js';
import * as groups from './desk/groups.js';
import * as handingOver from './desk/handing-over.js';
import * as publication from './desk/publication.js';
import * as replies from './desk/replies.js';
import * as sorting from './desk/sorting.js';
import * as templates from './desk/templates.js';
import * as desk from './desk.js';
import * as elsewhere from './elsewhere.js';
import * as figures from './figures.js';
import * as levels from './levels.js';
import * as live from './live.js';
import * as hotlines from './hotlines.js';
import * as guard from './guard.js';
import * as open311 from './open311.js';
import type { Operation } from './operation.js';
import * as people from './people.js';
import * as publicCalls from './public.js';
import * as requester from './requester.js';
import * as service from './service.js';
import * as session from './session.js';
import * as slot from './slot.js';
import * as suggestions from './suggestions.js';

export type { Operation } from './operation.js';

const isOperation = (value: unknown): value is Operation =>
  typeof value === 'object' && value !== null && 'path' in value && 'method' in value;

/** Every call of the contract, as far as this gateway offers it. */
export const operations: Operation[] = [
  publicCalls,
  live,
  suggestions,
  requester,
  desk,
  sorting,
  publication,
  replies,
  handingOver,
  groups,
  templates,
  comments,
  board,
  definition,
  figures,
  elsewhere,
  levels,
  people,
  guard,
  hotlines,
  slot,
  session,
  service,
  open311,
].flatMap((module) => Object.values(module).filter(isOperation));
