import { HelpBoardError } from '../../../adapters/errors.js';
import type { Assignee } from '../../../model/index.js';
import { move, type Decision } from '../change.js';
import { withFlag } from '../flags.js';
import { isOver } from '../../clock/wind.js';
import type { RequestRow } from '../../storage/projection.js';

/** More time at once than anybody can mean. */
const EXTENSION_MAX = 90 * 24 * 3_600_000;

export interface Handover {
  slip: string;
  to: Assignee;
}

/** 交办: handed over with a slip, which must exist by now. */
export const dispatch =
  ({ slip, to }: Handover): Decision =>
  (row, { at }) => ({
    action: 'dispatch',
    set: {
      stage: move(row.stage, 'dispatch'),
      // In this order: desks of units look for it by its text.
      assignee: JSON.stringify({ kind: to.kind, name: to.name }),
      slip,
      suggested: null,
      extension_asked: null,
      dispatched_at: row.dispatched_at ?? at,
    },
    by: to.name,
    detail: { kind: to.kind, name: to.name, slip },
  });

const unitOf = (assignee: string | null): { by?: string } =>
  assignee === null ? {} : { by: (JSON.parse(assignee) as Assignee).name };

/** 签收: somebody at the unit takes it on. What is offered to volunteers becomes theirs of the group that takes it. */
export const claim =
  (group?: string): Decision =>
  (row, { actor }) => {
    const stage = move(row.stage, 'claim');
    const to = JSON.parse(row.assignee!) as Assignee;
    const name = to.kind === 'volunteer' && group ? group : to.name;
    return {
      action: 'claim',
      set: {
        stage,
        assignee: JSON.stringify({ kind: to.kind, name }),
        taken_by: actor.id,
        taken_by_name: actor.name ?? null,
      },
      onSlip: 'claimed_at',
      by: name,
    };
  };

export interface Returning {
  reason: string;
  /** Who the unit thinks should have it. */
  suggest?: Assignee;
}

/** 退回: back to the desk, with the reason. Its clock goes on, and it stays counted as handed over. */
export const giveBack =
  ({ reason, suggest }: Returning): Decision =>
  (row) => ({
    action: 'return',
    set: {
      stage: move(row.stage, 'return'),
      assignee: null,
      slip: null,
      taken_by: null,
      taken_by_name: null,
      extension_asked: null,
      suggested: suggest ? JSON.stringify({ kind: suggest.kind, name: suggest.name }) : null,
    },
    onSlip: 'returned_at',
    ...unitOf(row.assignee),
    opinion: reason,
  });

export interface Giving {
  /** The board whose desk takes over, and its title. */
  to: string;
  name: string;
  reason: string;
}

/** To another desk of the tree. What a unit has in hand is given back first: units belong to their desk. */
export const giveTo =
  ({ to, name, reason }: Giving): Decision =>
  (row) => {
    move(row.stage, 'route');
    if (row.handler === to) return undefined;
    return {
      action: 'route',
      // A group is handled at one desk; whoever took it on there is at another.
      set: { handler: to, in_group: null, taken_by: null, taken_by_name: null },
      by: name,
      opinion: reason,
      detail: { from: row.handler, to },
    };
  };

export interface Extension {
  until: string;
  reason: string;
}

/** The new due time: before the old one is over, or not at all. */
function extendedTo(row: RequestRow, { until }: Extension, at: number): number {
  move(row.stage, 'extend');
  const due = Date.parse(until);
  if (isOver(row, at)) throw new HelpBoardError('conflict', { fields: { dueAt: 'over' } });
  if (!(due > row.due_at && due <= row.due_at + EXTENSION_MAX))
    throw new HelpBoardError('invalid', { fields: { until: 'range' } });
  return due;
}

/** 延期, also where a unit has asked for it: for the same time or another. */
export const extend =
  (extension: Extension): Decision =>
  (row, { at }) => ({
    action: 'extend',
    set: {
      due_at: extendedTo(row, extension, at),
      flags: withFlag(row, 'extended', true),
      extension_asked: null,
    },
    opinion: extension.reason,
  });

/** 延期申请 by a unit: the clock goes on until the newsroom has granted it. Asked again, the last one counts. */
export const askExtension =
  (extension: Extension): Decision =>
  (row, { at }) => ({
    action: 'ask-extension',
    set: { extension_asked: extendedTo(row, extension, at) },
    opinion: extension.reason,
    detail: { until: extension.until },
  });

/** 不同意延期. */
export const refuseExtension =
  (reason: string): Decision =>
  (row) => {
    move(row.stage, 'refuse');
    if (row.extension_asked === null)
      throw new HelpBoardError('conflict', { fields: { extensionAsked: 'missing' } });
    return { action: 'refuse-extension', set: { extension_asked: null }, opinion: reason };
  };

/** 催办. */
export const urge =
  (words?: string): Decision =>
  (row) => {
    move(row.stage, 'urge');
    return { action: 'urge', set: { flags: withFlag(row, 'urged', true) }, opinion: words };
  };

/** 督办, begun and ended. */
export const supervise =
  (on: boolean, words?: string): Decision =>
  (row) => {
    move(row.stage, 'supervise');
    const flags = withFlag(row, 'supervised', on);
    return { action: `supervise-${on ? 'on' : 'off'}`, set: { flags }, opinion: words };
  };
