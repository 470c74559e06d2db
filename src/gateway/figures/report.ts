import { createHash } from 'node:crypto';
import type { Board, Ratio, Stats } from '../../model/index.js';
import { csv, type Cells } from './csv.js';
import type { Digest } from './digest.js';

/** 工作日报: one day, and everything up to now. */
export interface DailyReport {
  board: Pick<Board, 'key' | 'title' | 'categories'>;
  day: Stats;
  whole: Stats;
  digest: Digest;
}

const STYLE = `
body{font:15px/1.6 "Songti SC","SimSun",serif;color:#000;background:#fff;max-width:50em;margin:2em auto;padding:0 1em}
h1{text-align:center;font-size:1.5em;margin:0 0 .2em}
h2{font-size:1.1em;margin:1.4em 0 .4em}
table{border-collapse:collapse;width:100%;break-inside:avoid}
th,td{border:1px solid #000;padding:.25em .5em;text-align:left;overflow-wrap:anywhere}
p.how{font-size:.85em}
@media print{body{margin:0;max-width:none}@page{margin:18mm}}
`;

/** The page needs its own style and nothing else. */
export const REPORT_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const escape = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const percent = ({ numerator, denominator, value }: Ratio): string =>
  value === undefined
    ? `${numerator}/${denominator}`
    : `${(value * 100).toFixed(1)}%（${numerator}/${denominator}）`;
const minutes = (value: number | undefined): string => (value === undefined ? '—' : `${value} 分钟`);

const HOW =
  '答复率＝已答复÷已交办；按时率＝时限内答复÷（已答复＋超时未答复）；满意率＝（满意＋比较满意）÷已评价，未评价的不算满意；解决率＝已解决÷已评价。撤回和并入的不计入。收到＝线上答复＋线下交办＋待受理。';

/** Its tables as lines of cells: printed as HTML or written as CSV, they say the same. */
function sections({ board, day, whole, digest }: DailyReport): { title: string; lines: Cells[] }[] {
  const totals = ({ totals: t }: Stats) => [t.received, t.answeredOnline, t.handedOver, t.waiting, t.done];
  const rates = ({ rates: r }: Stats) => [r.reply, r.onTime, r.satisfaction, r.solved].map(percent);
  const table = (rows: Stats['departments']): Cells[] => [
    ['名称', '收到', '已交办', '已答复', '答复率', '答复时间中位数', '满意率'],
    ...rows.map((row) => [
      row.name || '未填写',
      row.received,
      row.handedOver,
      row.answered,
      percent(row.reply),
      minutes(row.medianMinutes),
      row.satisfaction ? percent(row.satisfaction) : '—',
    ]),
  ];
  const categoryName = (code: string) => board.categories.find((one) => one.code === code)?.name ?? code;
  return [
    {
      title: '总数',
      lines: [
        ['', '收到', '线上答复', '线下交办', '待受理', '已办结'],
        ['当日', ...totals(day)],
        ['累计', ...totals(whole)],
      ],
    },
    {
      title: '比率',
      lines: [
        ['', '答复率', '按时率', '满意率', '解决率', '答复时间中位数'],
        ['当日', ...rates(day), minutes(day.medianMinutes)],
        ['累计', ...rates(whole), minutes(whole.medianMinutes)],
      ],
    },
    {
      title: '当日答复用时',
      lines: [
        day.replyTimes.map(({ upToMinutes }) =>
          upToMinutes === undefined ? '更久' : `${upToMinutes} 分钟内`,
        ),
        day.replyTimes.map(({ count }) => count),
      ],
    },
    {
      title: '当日各小时收到',
      lines: [
        day.series.points.map((_, hour) => `${hour} 时`),
        day.series.points.map(({ received }) => received),
      ],
    },
    { title: '部门（累计）', lines: table(whole.departments) },
    { title: '区域（累计）', lines: table(whole.areas) },
    {
      title:
        digest.read < digest.requests
          ? `共性问题（当日 ${digest.requests} 件中比对了 ${digest.read} 件）`
          : '共性问题',
      lines: [
        ['分类', '件数', '上期', '例'],
        ...digest.issues.map((issue) => [
          categoryName(issue.category),
          issue.count,
          issue.before,
          issue.samples[0]?.text ?? '（未公开）',
        ]),
      ],
    },
  ];
}

export const reportCsv = (report: DailyReport): string =>
  csv([
    [report.board.title, '工作日报', report.day.period.name],
    ...sections(report).flatMap(({ title, lines }) => [[], [title], ...lines]),
    [],
    [HOW],
  ]);

export function reportHtml(report: DailyReport): string {
  const row = (cells: Cells, tag: 'th' | 'td') =>
    `<tr>${cells.map((value) => `<${tag}>${escape(String(value ?? ''))}</${tag}>`).join('')}</tr>`;
  const tables = sections(report).map(
    ({ title, lines: [head = [], ...lines] }) =>
      `<h2>${title}</h2><table>${row(head, 'th')}${lines.map((line) => row(line, 'td')).join('')}</table>`,
  );
  return `<!doctype html>
<html lang="zh-Hans"><meta charset="utf-8"><meta name="robots" content="noindex">
<title>工作日报 ${report.day.period.name}</title><style>${STYLE}</style>
<h1>${escape(report.board.title)}工作日报</h1><p>${report.day.period.name}</p>
${tables.join('\n')}
<p class="how">${HOW}</p></html>
`;
}
