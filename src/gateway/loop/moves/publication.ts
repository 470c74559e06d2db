import { HelpBoardError } from '../../../adapters/errors.js';
import { maskText, type Move } from '../../../model/index.js';
import type { RequestRow } from '../../storage/projection.js';
import { move, type Decision } from '../change.js';

/** What its writer meant for the desk is never published. */
function refuseDeskOnly(row: RequestRow): void {
  if (row.visibility === 'desk') throw new HelpBoardError('conflict', { fields: { publication: 'desk' } });
}

/** Publication is an axis of its own: a published request may be unanswered, and a hidden one is still handled. */
export const publish: Decision = (row) => {
  move(row.stage, 'publish');
  if (row.publication === 'public') return undefined;
  refuseDeskOnly(row);
  return {
    action: 'publish',
    set: {
      publication: 'public',
      public_body: maskText(row.public_body),
      public_title: row.public_title && maskText(row.public_title),
    },
  };
};

export const hide: Decision = (row) => {
  move(row.stage, 'hide');
  if (row.publication === 'hidden') return undefined;
  refuseDeskOnly(row);
  return { action: 'hide', set: { publication: 'hidden' } };
};

export interface Redaction {
  publicBody: string;
  /** An empty one takes the title away. */
  title?: string;
  /** The photos that the public does not see; all others are shown again. */
  withheld?: string[];
}

/** 遮盖: another text for the public. The original stays beside it, for the desk. */
export const redact =
  ({ publicBody, title, withheld }: Redaction): Decision =>
  (row) => {
    move(row.stage, 'redact');
    return {
      action: 'redact',
      set: {
        public_body: maskText(publicBody),
        ...(title !== undefined && { public_title: title ? maskText(title) : null }),
      },
      ...(withheld && { withheld, fields: ['photos'] }),
    };
  };

const MARKS = { pin: 'pinned', feature: 'featured', highlight: 'key_issue' } as const satisfies Partial<
  Record<Move, keyof RequestRow>
>;
const WORDS = { pin: 'pinned', feature: 'featured', highlight: 'key-issue' } as const;

/** 置顶, 精华, and 重点问题 for the level above. */
export const mark =
  (by: keyof typeof MARKS, on: boolean): Decision =>
  (row) => {
    move(row.stage, by);
    const column = MARKS[by];
    return (row[column] === 1) === on
      ? undefined
      : { action: `${WORDS[by]}-${on ? 'on' : 'off'}`, set: { [column]: on ? 1 : 0 } };
  };
