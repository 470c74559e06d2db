import { HelpBoardError } from '../../adapters/errors.js';
import { fillPlaceholders, type Assignee, type Board } from '../../model/index.js';
import type { RequestRow } from '../storage/projection.js';

const time = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** A prepared text made out for one request. It must not go out with something left open. Nothing private goes into it. */
export function fillFor(row: RequestRow, board: Pick<Board, 'title' | 'categories'>, body: string): string {
  const { text, missing } = fillPlaceholders(body, {
    称呼: row.author || '您',
    编号: row.id,
    标题: row.public_title ?? undefined,
    分类: board.categories.find(({ code }) => code === row.category)?.name,
    承办单位: row.assignee ? (JSON.parse(row.assignee) as Assignee).name : undefined,
    时限: time.format(row.due_at),
    平台: board.title,
  });
  if (missing.length) throw new HelpBoardError('invalid', { fields: { body: `placeholder ${missing[0]}` } });
  return text;
}
