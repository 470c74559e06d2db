import type { Attribute, AttributeValue } from '../model/index.js';
import type { Detail, Known, Photo } from './answers.js';
import { inNewsroom, pictureOf } from './api.js';
import { fold, h, when, type Child } from './dom.js';
import { actionOf, KIND, whoOf } from './words.js';

const quiet = (...parts: Child[]) => h('p', { class: 'quiet' }, parts);

/** A value of the board's own field as people read it: a choice by its name, not by its key. */
function valueOf(value: AttributeValue, { values = [], datatype }: Partial<Attribute> = {}): string {
  if (datatype === 'datetime' && !Number.isNaN(Date.parse(String(value)))) return when(String(value));
  return [value]
    .flat()
    .map((one) => values.find(({ key }) => key === one)?.name ?? one)
    .join('、');
}

const placeOf = ({ latitude, longitude }: NonNullable<Detail['location']>): HTMLElement => {
  const at = `${latitude.toFixed(5)},${longitude.toFixed(5)}`;
  return h('a', { href: `geo:${at}` }, `位置 ${at}`);
};

function picture({ id, alt, withheld }: Photo, kept: string): HTMLElement {
  const image = h('img', { alt: alt || '照片' });
  pictureOf(`/photos/${id}`).then(
    (url) => (image.src = url),
    () => image.replaceWith('照片打不开'),
  );
  return h('p', {}, image, withheld ? ` ${kept}` : '');
}

/** All that the person sent, so that nobody has to ask twice. */
export function sentPart(item: Detail, { attributes }: Known): Child[] {
  const { contact, photos, source = {}, location } = item;
  const asked = Object.entries(item.attributes ?? {}).map(([code, value]) => {
    const field = attributes.find((one) => one.code === code);
    return h('div', {}, h('dt', {}, field?.description ?? code), h('dd', {}, valueOf(value, field)));
  });
  return [
    h('p', { class: 'text' }, item.body),
    item.publicBody !== item.body
      ? h('div', { class: 'card' }, h('b', {}, '公众看到的：'), h('p', {}, item.publicBody))
      : '',
    h(
      'p',
      {},
      item.confidential ? '要求保密 · ' : '',
      item.forSomebodyElse ? '替别人求助 · ' : '',
      contact.name || contact.phone ? `联系人 ${contact.name} ` : '联系人由编辑部转达',
      // What is covered cannot be rung up.
      contact.phone.includes('*')
        ? contact.phone
        : contact.phone
          ? h('a', { href: `tel:${contact.phone}` }, contact.phone)
          : '',
      ` ${contact.address ?? ''}`,
    ),
    asked.length ? h('dl', {}, asked) : '',
    location ? h('p', {}, placeOf(location)) : '',
    item.tried?.length ? h('p', {}, `已经找过：${item.tried.join('、')}`) : '',
    source.channel || source.page
      ? quiet(`来自 ${[source.channel, source.page].filter(Boolean).join(' · ')}`)
      : '',
    photos.map((photo) =>
      picture(photo, item.confidential ? '不公开，也不给承办单位（在“遮盖”里改）' : '不公开'),
    ),
  ];
}

/** Where it stands besides its stage: who has it, what it belongs to, what is asked of the newsroom. */
export function standingPart(item: Detail, open: (id: string) => unknown): Child[] {
  const link = (id: string) => h('button', { click: () => open(id) }, `编号 ${id}`);
  const marks = [
    item.pinned && '置顶',
    item.featured && '精华',
    item.keyIssue && '重点问题',
    item.visibility === 'desk' && '本人选了只给工作人员看',
    item.meToo > 0 && `${item.meToo} 人我也遇到`,
    item.takenBy && `经办 ${item.takenBy}`,
    item.group && '在一批里一起办（见“批量”）',
  ].filter(Boolean);
  return [
    marks.length ? quiet(marks.join(' · ')) : '',
    item.mergedInto ? h('p', {}, '并到了 ', link(item.mergedInto)) : '',
    item.merged.length ? h('p', {}, '并进来的：', item.merged.map(link)) : '',
    item.suggested ? h('p', { class: 'late' }, `退回单位建议给：${item.suggested.name}`) : '',
    item.extensionAsked && item.moves.includes('refuse')
      ? h(
          'p',
          { class: 'late' },
          `${item.assignee?.name ?? '承办单位'}申请延期到 ${when(item.extensionAsked)}`,
          inNewsroom() ? '，请在下面“延期”或“不同意延期”' : '，等编辑部批',
        )
      : '',
  ];
}

const section = <T>(title: string, items: readonly T[], show: (one: T) => Child): Child =>
  items.length ? [h('h3', {}, title), items.map((one) => h('div', { class: 'card' }, show(one)))] : [];

const SOLVED = { yes: '解决了', partly: '部分解决', no: '没解决' };

type Reply = Detail['replies'][number];

/** What a reply said before it was put right, for those who may read it. */
function wordsBefore({ notes }: Detail, { id }: Reply): Child {
  const before = notes.filter(({ reply }) => reply === id);
  return before.length
    ? fold(
        '更正前写的',
        before.map(({ words, who, at }) =>
          h('div', {}, h('p', {}, words), quiet(`${whoOf(who)} ${when(at)} 更正，公众已看不到`)),
        ),
      )
    : '';
}

/** What has been said and done so far; `correcting` is the form that puts a reply right. */
export const historyPart = (item: Detail, correcting: (reply: Reply) => Child): Child[] => [
  section('答复', item.replies, (reply) => [
    h('p', {}, reply.body),
    quiet(
      `${reply.author} · ${when(reply.at)} · ${KIND[reply.kind]}${reply.audience === 'requester' ? ' · 只给本人' : ''}`,
      reply.correctedAt ? h('b', {}, ` · 已更正 ${when(reply.correctedAt)}`) : '',
    ),
    wordsBefore(item, reply),
    correcting(reply),
  ]),
  section('本人补充', item.additions, ({ body, at, withheld, photos }) => [
    h('p', {}, body),
    photos.map((photo) => picture(photo, '')),
    quiet(`${when(at)}${withheld ? ' · 承办单位还看不到（用“补充给承办单位看”）' : ''}`),
  ]),
  section(
    '内部意见',
    item.notes.filter(({ reply }) => !reply),
    ({ words, who, action, at }) => [
      h('p', {}, words),
      quiet(`${whoOf(who)} · ${when(at)}${action === 'note' ? '' : ` · ${actionOf(action)}`}`),
    ],
  ),
  item.rating ? h('p', {}, `评价：${SOLVED[item.rating.solved]} ${item.rating.words ?? ''}`) : '',
  fold(
    '经过',
    h(
      'ol',
      {},
      item.timeline.map(({ at, who, action, note, by }) =>
        h('li', {}, [when(at), whoOf(who), actionOf(action), by, note].filter(Boolean).join(' ')),
      ),
    ),
  ),
];
