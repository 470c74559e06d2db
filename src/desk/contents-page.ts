import { newKey } from '../drafts/new-key.js';
import type { Announcement, Board, DirectoryEntry, Explainer } from '../model/index.js';
import type { Definition } from './answers.js';
import { attempt, get, post } from './api.js';
import { foldedDraft, form, h, when, type Child, type Field } from './dom.js';
import type { Typed } from './drafts.js';
import { cards } from './paging.js';

/** One of the lists that stand around the board: how an entry is asked for, made and shown. */
interface List<Entry> {
  key: 'announcements' | 'explainers' | 'directory';
  title: string;
  what: string;
  nameOf(entry: Entry): string;
  fields(entry?: Entry): Field[];
  /** An entry with what was filled in; of the one that is changed it keeps what nobody is asked for. */
  entryOf(values: Typed, before?: Entry): Entry;
  show(entry: Entry): Child;
}

const line = (name: string, label: string, value = ''): Field => ({ name, label, value });
const title = (value = ''): Field => ({ ...line('title', '标题', value), required: true });
const body = (value = ''): Field => ({ ...line('body', '内容', value), type: 'text' });
const pinned = (value = false): Field => ({ name: 'pinned', label: '置顶', type: 'check', value });
const top = (entry: { pinned?: boolean }): Child => entry.pinned && h('span', { class: 'late' }, '置顶 ');

const announcements: List<Announcement> = {
  key: 'announcements',
  title: '公告',
  what: '公告',
  nameOf: (one) => one.title,
  fields: (one) => [title(one?.title), body(one?.body), pinned(one?.pinned)],
  entryOf: (values, before) => ({
    ...{ id: before?.id ?? newKey(), at: before?.at ?? new Date().toISOString(), body: '' },
    ...(values as Pick<Announcement, 'title' | 'body' | 'pinned'>),
  }),
  show: (one) => [
    h('b', {}, top(one), one.title),
    h('p', {}, one.body),
    h('p', { class: 'quiet' }, when(one.at)),
  ],
};

const explainers: List<Explainer> = {
  key: 'explainers',
  title: '解读',
  what: '解读',
  nameOf: (one) => one.title,
  fields: (one) => [
    title(one?.title),
    body(one?.body),
    line('keywords', '关键词，用顿号分开（写求助时提到，就先给他看这一条）', one?.keywords?.join('、')),
    pinned(one?.pinned),
  ],
  entryOf: ({ keywords = '', ...values }, before) => ({
    ...{ id: before?.id ?? newKey(), body: '' },
    ...(values as Pick<Explainer, 'title' | 'body' | 'pinned'>),
    keywords: (keywords as string).split(/[、，,;；\s]+/).filter(Boolean),
  }),
  show: (one) => [
    h('b', {}, top(one), one.title),
    h('p', {}, one.body),
    one.keywords?.length ? h('p', { class: 'quiet' }, `关键词：${one.keywords.join('、')}`) : '',
  ],
};

const directory: List<DirectoryEntry> = {
  key: 'directory',
  title: '值班电话和服务点',
  what: '电话',
  nameOf: ({ name, group = '' }) => `${group} ${name}`.trim(),
  fields: (one) => [
    { ...line('name', '名称', one?.name), required: true },
    line('phone', '电话', one?.phone),
    line('hours', '时间', one?.hours),
    line('address', '地址', one?.address),
    line('group', '归在哪一类（如 就医用药）', one?.group),
  ],
  entryOf: (values) => values as DirectoryEntry,
  show: ({ name, phone, hours, address, group }) => [
    h('b', {}, name),
    h('p', {}, [phone, hours, address, group].filter(Boolean).join(' · ')),
  ],
};

/** What the newsroom writes around the board. A list is saved whole, on what was seen of it: two editors undo nothing of each other's. */
export async function contentsPage(again: () => unknown): Promise<Child[]> {
  const definition = await attempt(() => get<Definition>('/definition'), '');
  if (!definition) return [];
  const { board, revision } = definition;
  const save = (change: Partial<Board>) =>
    attempt(() => post('/contents', { revision, ...change }), '已存好，网页上一分钟内换过来', again);

  function section<Entry>(list: List<Entry>): Child[] {
    const entries = board[list.key] as Entry[];
    const saveAll = (changed: Entry[]) => save({ [list.key]: changed });
    const without = (entry: Entry) => entries.filter((one) => one !== entry);
    const rearrange = async (changed: Entry[]) => (await saveAll(changed)) && again();
    const draft = `新${list.what}`;
    const add = form(list.fields(), '存', (values: Typed) => saveAll([list.entryOf(values), ...entries]), {
      draft,
      then: again,
    });
    return [
      h('h3', {}, list.title),
      foldedDraft(`加一条${list.what}`, draft, add),
      cards(entries, list.what, (entry) => {
        const name = list.nameOf(entry);
        const draft = `${list.what} ${name}`;
        const at = entries.indexOf(entry);
        const change = (values: Typed) =>
          saveAll(entries.map((one) => (one === entry ? list.entryOf(values, entry) : one)));
        const remove = () => confirm(`删掉“${name}”吗？网页上就没有了。`) && rearrange(without(entry));
        const forward = () =>
          rearrange([...entries.slice(0, at - 1), entry, entries[at - 1]!, ...entries.slice(at + 1)]);
        return [
          list.show(entry),
          foldedDraft('改', draft, form(list.fields(entry), '存', change, { draft, then: again })),
          h(
            'div',
            { class: 'row' },
            at > 0 && h('button', { 'aria-label': `${name}：往前移`, click: forward }, '往前移'),
            h('button', { 'aria-label': `${name}：删掉`, click: remove }, '删掉'),
          ),
        ];
      }),
    ];
  }

  return [
    form(
      [
        line('notice', '人人都要看到的一句话（空着就没有）', board.notice),
        line('subtitle', '标题下面的一句话', board.subtitle),
      ],
      '存',
      ({ notice = '', subtitle = '' }: { notice?: string; subtitle?: string }) => save({ notice, subtitle }),
      { draft: '页面上的话', then: again },
    ),
    section(announcements),
    section(explainers),
    section(directory),
  ];
}
