import type { Assignee } from '../model/index.js';
import type { Detail, Known } from './answers.js';
import type { Field } from './dom.js';
import type { Typed } from './drafts.js';
import { audience, onOff, reason, replyBody, replyFields, switched, unit, until, words } from './fields.js';
import { pairs, UNIT, URGENCY } from './words.js';

/** One thing that can be done, with a request or with a group. */
export interface Doing {
  path: string;
  label: string;
  /** What it becomes on its way to the gateway. */
  body?(values: Typed, of: { assignee?: Assignee; title?: string }): Typed;
}

export interface Move extends Doing {
  by: string;
  role?: 'all' | 'unit' | 'supervision' | 'newsroom';
  when?(item: Detail, board: Known): boolean;
  fields?(item: Detail, board: Known): Field[];
}

/**
 * What can be done with a request: under which move of the table, by whom, with which words. `role` left out: the newsroom.
 * `fields` gets the request and what is known of its board, `body` the request.
 */
export const MOVES: Move[] = [
  {
    by: 'publish',
    path: 'publish',
    label: '公开',
    when: ({ publication, visibility }) => publication !== 'public' && visibility === 'public',
  },
  { by: 'accept', path: 'accept', label: '受理' },
  {
    by: 'answer',
    path: 'reply',
    label: '答复',
    role: 'all',
    fields: (item, board) => replyFields(board, item),
    body: (values, { assignee }) => replyBody(values, assignee),
  },
  {
    by: 'ask',
    path: 'reply',
    label: '请本人补充',
    role: 'all',
    fields: () => [{ name: 'body', label: '要补充什么', type: 'text', required: true }, audience],
    body: (values) => ({ ...values, kind: 'question' }),
  },
  {
    by: 'dispatch',
    path: 'dispatch',
    label: '交办',
    fields: (_, board) => [...unit(board), words('交办意见')],
  },
  { by: 'claim', path: 'claim', label: '签收', role: 'all' },
  {
    by: 'return',
    path: 'return',
    label: '退回',
    role: 'all',
    fields: (_, board) => [
      reason(),
      { name: 'kind', label: '建议给', type: 'choice', options: [['', '不建议'], ...pairs(UNIT)] },
      { name: 'name', label: '建议的单位', suggestions: board.units },
    ],
    body: ({ kind, name, ...rest }) => ({ ...rest, ...(kind && name ? { suggest: { kind, name } } : {}) }),
  },
  { by: 'resolve', path: 'resolve', label: '办结', role: 'all' },
  {
    by: 'decline',
    path: 'decline',
    label: '不予受理',
    fields: () => [
      reason('原因（公开）'),
      { name: 'otherWay', label: '可以怎么办（公开）', type: 'text', required: true },
    ],
  },
  {
    by: 'extend',
    path: 'extend',
    label: '延期',
    fields: until,
  },
  { by: 'extend', path: 'extend', label: '申请延期', role: 'unit', fields: until },
  {
    by: 'refuse',
    path: 'refuse',
    label: '不同意延期',
    when: ({ extensionAsked }) => !!extensionAsked,
    fields: () => [reason()],
  },
  { by: 'urge', path: 'urge', label: '催办', fields: () => [words('催办的话')] },
  {
    by: 'supervise',
    path: 'supervise',
    label: '督办',
    role: 'supervision',
    fields: ({ flags }) => [
      switched('开始督办', '结束督办', flags.includes('supervised')),
      words('督办意见'),
    ],
    body: onOff,
  },
  {
    by: 'note',
    path: 'note',
    label: '内部意见',
    role: 'all',
    fields: () => [{ ...words('写给同事'), required: true }],
  },
  {
    by: 'add',
    path: 'heard',
    label: '代本人补充',
    role: 'all',
    when: ({ flags }) => flags.includes('needs-info'),
    fields: () => [{ ...words('他在电话里说了什么（只有工作人员看得到，计时接着走）'), required: true }],
  },
  {
    by: 'recategorise',
    path: 'recategorise',
    label: '改分类',
    fields: ({ category }, { categories }) => [
      {
        name: 'category',
        label: '分类',
        type: 'choice',
        value: category,
        options: categories.map(({ code, name }) => [code, name]),
      },
    ],
  },
  {
    by: 'prioritise',
    path: 'prioritise',
    label: '改紧急程度',
    fields: ({ urgency }) => [
      { name: 'urgency', label: '紧急程度', type: 'choice', value: urgency, options: pairs(URGENCY) },
    ],
  },
  {
    by: 'complicate',
    path: 'complicate',
    label: '复杂事项',
    fields: ({ flags }) => [switched('算复杂', '不算复杂', flags.includes('complex'))],
    body: onOff,
  },
  {
    by: 'merge',
    path: 'merge',
    label: '并入另一条',
    fields: () => [{ name: 'into', label: '并到哪一条（编号）', required: true }],
  },
  { by: 'part', path: 'part', label: '拆回，单独办' },
  {
    by: 'redact',
    path: 'redact',
    label: '遮盖',
    fields: ({ title, publicTitle = '', publicBody, photos, confidential }) => [
      ...(title
        ? [{ name: 'title', label: '公众看到的标题（空着就没有）', value: publicTitle } satisfies Field]
        : []),
      { name: 'publicBody', label: '公众看到的内容', type: 'text', value: publicBody, required: true },
      ...photos.map(({ id, withheld }, n): Field => ({
        name: `photo-${id}`,
        label: `第 ${n + 1} 张照片不公开${confidential ? '，也不给承办单位看' : ''}`,
        type: 'check',
        value: withheld,
      })),
    ],
    body: ({ publicBody, title = '', ...photos }, item) => ({
      publicBody,
      // Emptied, it goes.
      ...(item.title && { title }),
      withheld: Object.keys(photos)
        .filter((name) => photos[name])
        .map((name) => name.slice(6)),
    }),
  },
  {
    by: 'release',
    path: 'release',
    label: '补充给承办单位看',
    when: ({ confidential, additions }) => confidential && additions.some(({ withheld }) => withheld),
    fields: ({ additions }) => [
      {
        name: 'addition',
        label: '哪一条补充（先看清里面没有能认出本人的话和照片；给看了收不回来）',
        type: 'choice',
        options: additions
          .filter(({ withheld }) => withheld)
          .map(({ id, body }) => [id, body.length > 40 ? `${body.slice(0, 40)}…` : body]),
      },
    ],
  },
  {
    by: 'hide',
    path: 'hide',
    label: '撤下（公众看不到）',
    when: ({ publication }) => publication === 'public',
  },
  {
    by: 'pin',
    path: 'pin',
    label: '置顶',
    fields: ({ pinned }) => [switched('置顶', '取消置顶', pinned)],
    body: onOff,
  },
  {
    by: 'feature',
    path: 'feature',
    label: '精华',
    fields: ({ featured }) => [switched('列为精华', '取消精华', featured)],
    body: onOff,
  },
  {
    by: 'highlight',
    path: 'highlight',
    label: '重点问题',
    fields: ({ keyIssue }) => [switched('标为重点', '取消重点', keyIssue)],
    body: onOff,
  },
  {
    by: 'highlight',
    path: 'deliver',
    label: '报上级',
    role: 'supervision',
    when: (_, { parent }) => !!parent,
    fields: () => [words('说明')],
  },
  {
    by: 'route',
    path: 'route',
    label: '转下级平台',
    when: (_, { children }) => children.length > 0,
    fields: (_, { children }) => [
      { name: 'to', label: '转给', type: 'choice', options: children.map(({ key, title }) => [key, title]) },
      reason(),
    ],
  },
  { by: 'reopen', path: 'reopen', label: '重新办理', fields: () => [words('说明')] },
];
