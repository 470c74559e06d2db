import type { Selectable } from 'kysely';
import type { WriteContext } from '../storage/group-commit.js';
import { sequentialId } from '../storage/ids.js';
import { insertRows } from '../storage/prepared.js';
import type { TimelineTable } from '../storage/tables.js';

type Step = Selectable<TimelineTable>;

/** What is known of every step; the rest where there is something to say. */
export type NewStep = Pick<Step, 'board' | 'request' | 'at' | 'stage' | 'action' | 'audience'> &
  Partial<Pick<Step, 'by' | 'note' | 'revision' | 'who' | 'fields'>>;

/** Writes a step into a request's timeline. */
export const addStep = ({ db }: Pick<WriteContext, 'db'>, step: NewStep): Promise<void> =>
  insertRows(db, 'timeline', [
    {
      board: step.board,
      request: step.request,
      id: sequentialId(step.at),
      at: step.at,
      stage: step.stage,
      action: step.action,
      audience: step.audience,
      by: step.by ?? null,
      note: step.note ?? null,
      revision: step.revision ?? null,
      who: step.who ?? null,
      fields: step.fields ?? null,
    },
  ]);
