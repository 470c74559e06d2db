import { attempt, get, post } from './api.js';
import { fold, form, h, when } from './dom.js';
import { GROUP_MOVES } from './moves.js';
import { cards, paged } from './paging.js';
import { marks, proposalPart } from './request.js';
import { STAGE } from './words.js';

const FILTERS = [
  ['open=true', '要办的'],
  ['publication=pending', '待审核'],
  ['stage=submitted', '待受理'],
  ['overdue=true', '超时'],
  ['mine=true', '我办的'],
  ['stage=answered', '待办结'],
  ['keyIssue=true', '重点'],
  ['extensionAsked=true', '申请延期'],
  ['', '全部'],
];

export async function workPage(known, open, again, filter) {
  const chosen = new Map();
  const list = await paged(`/requests?limit=20&${filter}`, '要办的求助', (item) => [
    h(
      'div',
      { class: 'row' },
      known.newsroom
        ? h('input', {
            type: 'checkbox',
            'aria-label': `选中 ${item.id}`,
            change: (event) => (event.target.checked ? chosen.set(item.id, item) : chosen.delete(item.id)),
          })
        : '',
      h('button', { click: () => open(item.id) }, item.title ?? item.publicBody.slice(0, 24)),
    ),
    marks(item),
    h('p', {}, item.publicBody.slice(0, 120)),
  ]);
  const group = form(
    [{ name: 'title', label: '这一批叫什么', required: true }],
    '放在一起办',
    async ({ title }) => {
      const requests = [...chosen.values()].map(({ id, revision }) => ({ id, revision }));
      if (await attempt(() => post('/groups', { title, requests }), '已经放在一起，在“批量”里办'))
        again(filter);
    },
  );
  return [
    h(
      'div',
      { class: 'row' },
      FILTERS.map(([value, text]) =>
        h(
          'button',
          { 'aria-current': value === filter ? 'true' : undefined, click: () => again(value) },
          text,
        ),
      ),
    ),
    known.newsroom ? fold('把选中的放在一起办（批量）', group) : '',
    list,
  ];
}

export const reviewPage = (again) =>
  paged('/proposals?limit=20', '待审的答复', (one) => [
    h('p', { class: 'quiet' }, `编号 ${one.request} · 署名 ${one.author}`),
    proposalPart(one, `/requests/${one.request}`, again),
  ]);

export async function groupsPage(known, open) {
  const { items } = (await attempt(() => get('/groups'), '')) ?? { items: [] };
  return cards(items, '批量', ({ id, title, count, by, at }) => {
    const inside = h('div', {});
    const show = async () => {
      const group = await attempt(() => get(`/groups/${id}`), '');
      if (!group) return;
      inside.replaceChildren(
        h(
          'div',
          { class: 'moves' },
          GROUP_MOVES.map(({ path, label, fields, body = (values) => values }) =>
            fold(
              label,
              form(fields?.(group, known) ?? [], label, async (values) => {
                if (
                  await attempt(() =>
                    post(`/groups/${id}/${path}`, { ...body(values, known), revision: group.revision }),
                  )
                )
                  await show();
              }),
            ),
          ),
        ),
        h(
          'ol',
          {},
          group.requests.map((one) =>
            h(
              'li',
              {},
              h('button', { click: () => open(one.id) }, one.id),
              ` ${STAGE[one.stage]} 时限 ${when(one.dueAt)}`,
            ),
          ),
        ),
      );
    };
    return [
      h('b', {}, title),
      h('p', { class: 'quiet' }, `${count} 件 · ${by} · ${when(at)}`),
      h('button', { click: show }, '打开'),
      inside,
    ];
  });
}
