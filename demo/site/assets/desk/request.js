import { attempt, get, inNewsroom, isOneOf, pictureOf, post } from './api.js';
import { fill, fold, form, h, when } from './dom.js';
import { hotlinePart } from './hotlines-page.js';
import { MOVES } from './moves.js';
import { FLAG, KIND, PUBLICATION, STAGE, URGENCY } from './words.js';

export const marks = ({
  stage,
  publication,
  flags,
  urgency,
  dueAt,
  overdueAt,
  answeredAt,
  pausedAt,
  assignee,
}) => {
  const late =
    overdueAt ||
    (!answeredAt &&
      !pausedAt &&
      Date.parse(dueAt) < Date.now() &&
      !/resolved|declined|withdrawn|merged/.test(stage));
  return h(
    'p',
    { class: 'quiet' },
    h('span', { class: urgency }, URGENCY[urgency]),
    ` · ${STAGE[stage]} · ${PUBLICATION[publication]}`,
    flags.map((flag) => ` · ${FLAG[flag]}`),
    h('span', { class: late ? 'late' : undefined }, ` · ${late ? '超时 ' : '时限 '}${when(dueAt)}`),
    assignee ? ` · ${assignee.name}` : '',
  );
};

const mayMake = ({ role }) =>
  role === 'all'
    ? true
    : role === 'unit'
      ? !inNewsroom()
      : role === 'supervision'
        ? isOneOf('supervisor', 'admin')
        : inNewsroom();

const section = (title, items, show) =>
  items.length ? [h('h3', {}, title), items.map((one) => h('div', { class: 'card' }, show(one)))] : [];

function proposalPart(proposal, at, again) {
  const review = (path, body) =>
    attempt(() => post(`${at}/proposals/${proposal.id}/${path}`, body, { 'if-match': '*' })).then(again);
  return [
    h('p', {}, proposal.body),
    h(
      'p',
      { class: 'quiet' },
      `${proposal.writer} 写于 ${when(proposal.at)} · ${KIND[proposal.kind]} · 已审 ${proposal.approvals.length}/${proposal.steps} ${proposal.approvals.map(({ name }) => name).join('、')}`,
    ),
    proposal.state === 'waiting'
      ? [
          h('button', { class: 'main', click: () => review('approval', {}) }, '审核通过'),
          fold(
            '退回修改',
            form([{ name: 'reason', label: '原因', type: 'text', required: true }], '退回', (values) =>
              review('return', values),
            ),
          ),
        ]
      : '',
  ];
}
export { proposalPart };

/** One request, whole: all that was sent, what was done, and what can be done now. Opening it is on record. */
export async function requestView(id, known, back) {
  const at = `/requests/${id}`;
  const view = h('section', {});
  async function show() {
    const item = await attempt(() => get(at), '');
    if (!item) return;
    const { contact = {}, photos = [] } = item;
    const atHotline = inNewsroom() ? await hotlinePart(id) : [];
    const move = ({ path, label, fields, body = (values) => values }) =>
      fold(
        label,
        form(fields?.(item, known) ?? [], label, async (values) => {
          const content = body(values, known);
          const done = await attempt(() =>
            path === 'deliver'
              ? post('/deliveries', { kind: 'key-issue', request: id, ...content })
              : post(`${at}/${path}`, path === 'route' ? content : { ...content, revision: item.revision }),
          );
          if (done) await show();
        }),
      );
    fill(
      view,
      h('button', { click: back }, '← 回到列表'),
      h('h2', {}, item.title ?? `编号 ${id}`),
      marks(item),
      h(
        'p',
        { class: 'quiet' },
        `编号 ${id} · 收到 ${when(item.createdAt)} · ${item.region} · ${known.categories.find(({ code }) => code === item.category)?.name ?? item.category}`,
      ),
      h('p', { class: 'text' }, item.body),
      item.publicBody !== item.body
        ? h('div', { class: 'card' }, h('b', {}, '公众看到的：'), h('p', {}, item.publicBody))
        : '',
      h(
        'p',
        {},
        item.confidential ? '要求保密 · ' : '',
        `联系人 ${contact.name ?? ''} `,
        contact.phone ? h('a', { href: `tel:${contact.phone}` }, contact.phone) : '',
        ` ${contact.address ?? ''}`,
      ),
      item.tried?.length ? h('p', {}, `已经找过：${item.tried.join('、')}`) : '',
      item.suggested ? h('p', { class: 'late' }, `退回单位建议给：${item.suggested.name}`) : '',
      item.extensionAsked
        ? h(
            'p',
            { class: 'late' },
            `${item.assignee?.name ?? '承办单位'}申请延期到 ${when(item.extensionAsked)}`,
          )
        : '',
      item.slip ? h('p', { class: 'quiet' }, `交办单 ${item.slip}`) : '',
      photos.map(({ id: photo, alt, withheld }) => {
        const image = h('img', { alt: alt || '照片' });
        pictureOf(`/photos/${photo}`).then(
          (url) => (image.src = url),
          () => image.replaceWith('照片打不开'),
        );
        return h('p', {}, image, withheld ? ' 不公开' : '');
      }),
      h('h3', {}, '现在可以'),
      h(
        'div',
        { class: 'moves' },
        MOVES.filter(
          (one) => item.moves.includes(one.by) && mayMake(one) && (one.when?.(item, known) ?? true),
        ).map(move),
      ),
      atHotline,
      section('待审和审过的答复', item.proposals, (one) => proposalPart(one, at, show)),
      section('答复', item.replies, ({ author, body, at: time, kind, audience }) => [
        h('p', {}, body),
        h(
          'p',
          { class: 'quiet' },
          `${author} · ${when(time)} · ${KIND[kind]}${audience === 'requester' ? ' · 只给本人' : ''}`,
        ),
      ]),
      section('本人补充', item.additions, ({ body, at: time }) => [
        h('p', {}, body),
        h('p', { class: 'quiet' }, when(time)),
      ]),
      section('内部意见', item.notes, ({ words, who, at: time }) => [
        h('p', {}, words),
        h('p', { class: 'quiet' }, `${who} · ${when(time)}`),
      ]),
      item.rating
        ? h(
            'p',
            {},
            `评价：${{ yes: '解决了', partly: '部分解决', no: '没解决' }[item.rating.solved]} ${item.rating.words ?? ''}`,
          )
        : '',
      fold(
        '经过',
        h(
          'ol',
          {},
          item.timeline.map(({ at: time, who, action, note, by }) =>
            h('li', {}, `${when(time)} ${who} ${action} ${by ?? ''} ${note ?? ''}`),
          ),
        ),
      ),
    );
  }
  await show();
  return view;
}
