import type { Slip, SlipEntry, Stats } from '../model/index.js';
import type { CommentEntry, Delivery, Known, LogEntry } from './answers.js';
import { attempt, get, isOneOf, post, remove } from './api.js';
import { fold, form, h, when, type Child } from './dom.js';
import type { Typed } from './drafts.js';
import { cards, paged } from './paging.js';
import { showSheet } from './sheet.js';
import { actionOf, detailOf, KIND, pairs, whoOf } from './words.js';

const SLIP_STATE: Record<SlipEntry['state'], string> = {
  'handed-over': '已交',
  claimed: '已签收',
  returned: '已退回',
  answered: '已答复',
  withdrawn: '本人撤回',
  merged: '已并入另一条',
};

export const slipsPage = (): Promise<HTMLElement> =>
  paged<Slip>('/slips?limit=20', '交办单', (slip) => [
    h('b', {}, `${slip.label} ${slip.to.name}`),
    h(
      'p',
      { class: 'quiet' },
      `${when(slip.at)} ${slip.by} · ${slip.requests.length} 件：${slip.requests.map(({ state }) => SLIP_STATE[state]).join('、')}`,
    ),
    h('button', { click: () => showSheet(`/slips/${slip.id}/sheet`) }, '看和打印'),
  ]);

const DELIVERY = { 'key-issue': '重点问题', digest: '共性问题', overdue: '超时' };

export async function abovePage(known: Known, again: () => unknown): Promise<Child[]> {
  const part = (way: 'in' | 'out') =>
    paged<Delivery>(`/deliveries?way=${way}`, way === 'in' ? '下级报来的' : '报上级的', (one) => [
      h('b', {}, `${DELIVERY[one.kind]} ${one.request ?? ''}`),
      h('p', {}, one.words),
      one.content.body ? h('p', {}, one.content.body) : '',
      h(
        'p',
        { class: 'quiet' },
        `${way === 'in' ? one.board : one.toBoard} · ${when(one.sentAt)} · ${one.receivedAt ? `已签收 ${when(one.receivedAt)}` : '还没签收'}`,
      ),
      one.answer ? h('p', {}, `答复：${one.answer}`) : '',
      way === 'in' && !one.receivedAt
        ? h(
            'button',
            { click: () => attempt(() => post(`/deliveries/${one.id}/receipt`)).then(again) },
            '签收',
          )
        : '',
      way === 'in' && !one.answer && isOneOf('supervisor', 'admin')
        ? fold(
            '答复',
            form(
              [{ name: 'answer', label: '答复', type: 'text', required: true }],
              '答复',
              (values: Typed) => attempt(() => post(`/deliveries/${one.id}/answer`, values)),
              { draft: `下级报来的 ${one.id}`, then: again },
            ),
          )
        : '',
    ]);
  return [
    known.parent && isOneOf('supervisor', 'admin')
      ? fold(
          '把近七天的共性问题报上级',
          form(
            [{ name: 'words', label: '说明', type: 'text' }],
            '报上级',
            (values: Typed) => attempt(() => post('/deliveries', { kind: 'digest', ...values })),
            { draft: '共性问题', then: again },
          ),
        )
      : '',
    h('h2', {}, '下级报来的'),
    await part('in'),
    h('h2', {}, '报上级的'),
    await part('out'),
  ];
}

const COMMENTS = { pending: '待审的', public: '已放出的', hidden: '没放的' };
export type CommentsShown = keyof typeof COMMENTS;

/** Those that wait first; one that was let through can be taken away, and the other way round. */
export async function commentsPage(
  shown: CommentsShown,
  again: (shown: CommentsShown) => unknown,
): Promise<Child[]> {
  const act = (id: string, how: 'publish' | 'hide') => () =>
    attempt(() => post(`/comments/${id}/${how}`)).then((done) => done && again(shown));
  return [
    h(
      'div',
      { class: 'row' },
      pairs(COMMENTS).map(([key, text]) =>
        h(
          'button',
          {
            'aria-current': key === shown ? 'true' : undefined,
            click: () => again(key as CommentsShown),
          },
          text,
        ),
      ),
    ),
    await paged<CommentEntry>(`/comments?limit=20&publication=${shown}`, '评论', (one) => [
      h('p', {}, one.original),
      h('p', { class: 'quiet' }, `${one.author || '匿名'} · ${when(one.at)} · 编号 ${one.request}`),
      h(
        'div',
        { class: 'row' },
        shown === 'public' ? '' : h('button', { class: 'main', click: act(one.id, 'publish') }, '放出'),
        shown === 'hidden'
          ? ''
          : h('button', { click: act(one.id, 'hide') }, shown === 'public' ? '撤下' : '不放'),
      ),
    ]),
  ];
}

export function templatesPage(known: Known, again: () => unknown): Child[] {
  const add = form(
    [
      { name: 'title', label: '名称', required: true },
      { name: 'body', label: '内容，可以写 {称呼} {编号} {承办单位} {时限}', type: 'text', required: true },
      { name: 'kind', label: '这是', type: 'choice', options: pairs(KIND) },
    ],
    '存成模板',
    (values: Typed) => attempt(() => post('/templates', values)),
    { draft: '新模板', then: again },
  );
  return [
    fold('新模板', add),
    cards(known.templates, '模板', ({ id, title, body }) => [
      h('b', {}, title),
      h('p', {}, body),
      h(
        'button',
        { click: () => attempt(() => remove(`/templates/${id}`, { 'if-match': '*' })).then(again) },
        '删掉',
      ),
    ]),
  ];
}

const PERIODS: Record<string, string> = { today: '今天', '7d': '近七天', all: '开办以来' };

export async function figuresPage(again: (period: string) => unknown, period: string): Promise<Child[]> {
  const stats = await attempt(() => get<Stats>(`/stats?period=${period}&level=own`), '');
  if (!stats) return [];
  const { totals } = stats;
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const cell = (rate?: { value?: number }): string =>
    rate?.value === undefined ? '—' : `${Math.round(rate.value * 100)}%`;
  return [
    h(
      'div',
      { class: 'row' },
      Object.entries(PERIODS).map(([key, text]) =>
        h('button', { 'aria-current': key === period ? 'true' : undefined, click: () => again(key) }, text),
      ),
    ),
    h(
      'p',
      {},
      `${PERIODS[period]}收到 ${totals.received} = 线上答复 ${totals.answeredOnline} + 交办 ${totals.handedOver} + 等待 ${totals.waiting}；已办 ${totals.done}`,
    ),
    h('button', { click: () => showSheet(`/reports/${today}`) }, '今天的日报（打印）'),
    h('h3', {}, '部门答复率'),
    h(
      'table',
      {},
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          ['单位', '交办', '已答', '答复率', '中位（分）', '满意'].map((text) =>
            h('th', { scope: 'col' }, text),
          ),
        ),
      ),
      h(
        'tbody',
        {},
        (stats.departments ?? []).map((row) =>
          h(
            'tr',
            {},
            [
              row.name || '其他',
              row.handedOver,
              row.answered,
              cell(row.reply),
              row.medianMinutes ?? '—',
              cell(row.satisfaction),
            ].map((text) => h('td', {}, String(text))),
          ),
        ),
      ),
    ),
  ];
}

export const logPage = (): Promise<HTMLElement> =>
  paged<LogEntry>('/audit?limit=50', '记录', ({ at, name, actor, action, request, detail }) =>
    h(
      'p',
      { class: 'quiet' },
      [when(at), name ?? whoOf(actor), actionOf(action), request, detailOf(detail)].filter(Boolean).join(' '),
    ),
  );
