import type { Alarm, Group, GroupEntry, Item, Known, Page, Proposal } from './answers.js';
import { attempt, get, post } from './api.js';
import { fill, fold, foldedDraft, form, h, say, when, type Child } from './dom.js';
import type { Typed } from './drafts.js';
import { GROUP_MOVES, type GroupMove } from './group-moves.js';
import { cards, paged } from './paging.js';
import { marks, proposalPart } from './request.js';
import { actionOf, STAGE } from './words.js';

const FILTERS: [string, string][] = [
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

/** How often a list is looked at again while nobody touches it. */
const LOOK_MS = 20_000;

/** Says so where a list is not what it was, and leaves it to whoever reads it to change it under their eyes. */
function lookAgain(path: string, shown: Page<Item>, again: () => unknown): HTMLElement {
  const place = h('div', { role: 'status' });
  const stateOf = ({ items }: Page<Item>): string =>
    items.map(({ id, revision }) => `${id} ${revision}`).join();
  const before = stateOf(shown);
  const timer = setInterval(async () => {
    if (!place.isConnected) return clearInterval(timer);
    if (document.hidden || place.firstChild) return;
    const now = await get<Page<Item>>(path).catch(() => undefined);
    if (now && stateOf(now) !== before)
      place.append(h('button', { class: 'main', click: again }, '有新的变化，点这里看'));
  }, LOOK_MS);
  return place;
}

type Open = (id: string) => unknown;

export async function workPage(
  known: Known,
  open: Open,
  again: (filter: string) => unknown,
  filter: string,
): Promise<Child[]> {
  const chosen = new Map<string, Item>();
  const path = `/requests?limit=20&${filter}`;
  let first: Page<Item> | undefined;
  const list = await paged<Item>(
    path,
    '要办的求助',
    (item) => [
      h(
        'div',
        { class: 'row' },
        known.newsroom
          ? h('input', {
              type: 'checkbox',
              'aria-label': `选中 ${item.id}`,
              change: (event) =>
                (event.target as HTMLInputElement).checked
                  ? chosen.set(item.id, item)
                  : chosen.delete(item.id),
            })
          : '',
        h('button', { click: () => open(item.id) }, item.title ?? item.publicBody.slice(0, 24)),
      ),
      marks(item),
      h('p', {}, item.publicBody.slice(0, 120)),
    ],
    (page) => (first ??= page),
  );
  const group = form(
    [{ name: 'title', label: '这一批叫什么', required: true }],
    '放在一起办',
    ({ title }: { title: string }) => {
      const requests = [...chosen.values()].map(({ id, revision }) => ({ id, revision }));
      if (!requests.length) return void say('请先在下面勾选要放在一起的求助。', true);
      return attempt(() => post('/groups', { title, requests }), '已经放在一起，在“批量”里办');
    },
    { then: () => again(filter) },
  );
  const find = form([{ name: 'id', label: '按编号找', required: true }], '打开', ({ id }: { id: string }) => {
    open(id.trim());
  });
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
    fold('按编号找一条', find),
    known.newsroom ? fold('把选中的放在一起办（批量）', group) : '',
    first ? lookAgain(path, first, () => again(filter)) : '',
    list,
  ];
}

export const reviewPage = (open: Open, again: () => unknown): Promise<HTMLElement> =>
  paged<Proposal>('/proposals?limit=20', '待审的答复', (one) => [
    h('div', { class: 'row' }, h('button', { click: () => open(one.request) }, `看求助 ${one.request}`)),
    proposalPart(one, again),
  ]);

/** What ran or runs out, the last week's: who was reminded of what. */
export async function alarmsPage(open: Open): Promise<Child[]> {
  const { items } = (await attempt(() => get<Page<Alarm>>('/escalations'), '')) ?? { items: [] };
  return cards(items, '近七天的提醒', ({ request, step, dueAt, at }) => [
    h('div', { class: 'row' }, h('button', { click: () => open(request) }, `编号 ${request}`)),
    h('p', {}, actionOf(step)),
    h('p', { class: 'quiet' }, `${when(at)} · 时限 ${when(dueAt)}`),
  ]);
}

export async function groupsPage(known: Known, open: Open): Promise<Child[]> {
  const { items } = (await attempt(() => get<Page<GroupEntry>>('/groups'), '')) ?? { items: [] };
  return cards(items, '批量', ({ id, title, count, by, at }) => {
    const inside = h('div', {});
    const act = (path: string, body: object, group: Group) =>
      attempt(() => post(`/groups/${id}/${path}`, { ...body, revision: group.revision }));
    const movePart =
      (group: Group) =>
      ({ path, label, fields, body = (values) => values }: GroupMove): HTMLElement => {
        const draft = `批量 ${id} ${label}`;
        const send = (values: Typed) => act(path, body(values, {}), group);
        return foldedDraft(label, draft, form(fields?.({}, known) ?? [], label, send, { draft, then: show }));
      };
    const member = (group: Group) => (one: Group['requests'][number]) => {
      const { id: request, revision } = one;
      const out = async () =>
        (await act('members', { remove: [{ id: request, revision }] }, group)) && show();
      return h(
        'li',
        {},
        h('button', { click: () => open(request) }, request),
        ` ${STAGE[one.stage]} 时限 ${when(one.dueAt)} `,
        h('button', { click: out, 'aria-label': `把 ${request} 移出这一批` }, '移出'),
      );
    };
    const adding = (group: Group) =>
      fold(
        '再放进一条',
        form(
          [{ name: 'id', label: '编号', required: true }],
          '放进这一批',
          ({ id: request }: { id: string }) =>
            attempt(async () => {
              const { revision } = await get<Item>(`/requests/${request.trim()}`);
              const add = [{ id: request.trim(), revision }];
              return post(`/groups/${id}/members`, { add, revision: group.revision });
            }),
          { then: show },
        ),
      );
    async function show(): Promise<void> {
      const group = await attempt(() => get<Group>(`/groups/${id}`), '');
      if (!group) return;
      fill(
        inside,
        h('div', { class: 'moves' }, GROUP_MOVES.map(movePart(group)), adding(group)),
        h('ol', {}, group.requests.map(member(group))),
      );
    }
    return [
      h('b', {}, title),
      h('p', { class: 'quiet' }, `${count} 件 · ${by} · ${when(at)}`),
      h('button', { click: show }, '打开'),
      inside,
    ];
  });
}
