import { createHash } from 'node:crypto';
import type { Board, Slip } from '../../model/index.js';
import { seen } from '../people/seen.js';
import type { Storage } from '../storage/index.js';
import type { RequestRow } from '../storage/projection.js';
import { openPrivate } from '../storage/sealed.js';
import type { WriteContext } from '../storage/group-commit.js';
import { audit, loadRequest, type Actor } from './change.js';
import { getSlip, type Units } from './slips.js';

const STYLE = `
body{font:16px/1.6 "Songti SC","SimSun",serif;color:#000;background:#fff;max-width:46em;margin:2em auto;padding:0 1em}
h1{text-align:center;font-size:1.6em;margin:0 0 .2em}
p.number{text-align:center;margin:0 0 1.2em}
table{border-collapse:collapse;width:100%;margin:0 0 1.2em;break-inside:avoid}
th,td{border:1px solid #000;padding:.4em .6em;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{width:7em;font-weight:600}
td.text{white-space:pre-wrap}
td.room{height:7em}
@media print{body{margin:0;max-width:none}@page{margin:18mm}}
`;

/** The page needs its own style and nothing else. */
export const SHEET_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`;

const escape = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

const time = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'long',
  timeStyle: 'short',
});

const URGENCY = { routine: '一般', urgent: '紧急', critical: '危急' } as const;

const line = (name: string, value: string, css = ''): string =>
  `<tr><th>${name}</th><td${css && ` class="${css}"`}>${escape(value)}</td></tr>`;

/** 交办单, to print and sign. Every contact on it is on record as looked at. */
export function printSheet(
  storage: Storage,
  board: Board,
  id: string,
  { actor, at, units }: { actor: Actor; at: number; units?: Units },
): Promise<string> {
  return storage.writes.write(async (context) => {
    const reader = { db: context.db, secret: storage.secret };
    const { slip, requests } = await getSlip(reader, board.key, id, units);
    const parts: string[] = [];
    for (const entry of requests)
      parts.push(await requestPart(context, storage, board.key, entry, { actor, at, slip }));
    return page(board, slip, parts);
  });
}

async function requestPart(
  context: WriteContext,
  { secret, boards }: Storage,
  desk: string,
  { board, request }: { board: string; request: string },
  { actor, at, slip }: { actor: Actor; at: number; slip: Slip },
): Promise<string> {
  const row = await loadRequest(context, board, request);
  // Nobody is to go there: how to reach the person is on no paper that is printed from now on.
  const why = row.slip === slip.id && row.stage !== 'withdrawn' && row.stage !== 'merged' ? '' : idleOf(row);
  if (why) return `<table>\n${line('编号', row.id)}\n${line('不用再办', why)}\n</table>`;
  await audit(context, {
    actor,
    action: 'look',
    board: desk,
    request,
    at,
    detail: { slip: slip.label, fields: row.confidential ? ['body'] : ['body', 'contact'] },
  });
  const { body, title } = seen(openPrivate(secret, row), row.confidential ? 'released' : 'whole', row);
  const { categories } = boards.get(board)!.board;
  const category = categories.find(({ code }) => code === row.category)?.name ?? row.category;
  return `<table>
${line('编号', row.id)}
${line('分类', `${category}　紧急程度：${URGENCY[row.urgency]}`)}
${line('收到时间', time.format(row.received_at))}
${line('答复时限', time.format(row.due_at))}
${title ? line('标题', title) : ''}
${line('诉求内容', body, 'text')}
${line('联系方式', contactOf(row, secret))}
${line('办理结果', '', 'room')}
</table>`;
}

/** Why what stood on a slip is not for its unit any more. */
const idleOf = ({ stage, merged_into }: RequestRow): string =>
  stage === 'withdrawn'
    ? '本人已经撤回'
    : stage === 'merged'
      ? `已并入编号 ${merged_into}，在那一条里办`
      : '已经退回编辑部，或另外交办';

function contactOf(row: RequestRow, secret: Parameters<typeof openPrivate>[0]): string {
  // The unit of a confidential complaint never learns who complained: the desk passes on what it has to say.
  if (row.confidential) return '当事人要求保密，由编辑部转达';
  const { contact } = openPrivate(secret, row);
  return [contact.name, contact.phone, contact.address, row.region].filter(Boolean).join('　');
}

const page = (board: Board, slip: Slip, parts: string[]): string => `<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><meta name="robots" content="noindex">
<title>${escape(slip.label)}</title><style>${STYLE}</style></head><body>
<h1>${escape(board.title)}交办单</h1>
<p class="number">${escape(slip.label)}</p>
<table>
${line('承办单位', slip.to.name)}
${line('交办时间', time.format(Date.parse(slip.at)))}
${line('交办人', slip.by)}
${slip.words ? line('交办意见', slip.words, 'text') : ''}
${slip.requests.length > 1 ? line('件数', `${slip.requests.length} 件，逐件答复`) : ''}
</table>
${parts.join('\n')}
<table>
${line('承办人签收', '', 'room')}
${line('负责人审签', '', 'room')}
</table>
</body></html>`;
