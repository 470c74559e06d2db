import type { Detail, Item, Known, Proposal } from './answers.js';
import { attempt, get, inNewsroom, isOfUnit, isOneOf, post } from './api.js';
import { fill, fold, foldedDraft, form, h, when, type Child, type Field } from './dom.js';
import { draftOf, draftsBelow, dropDraft, type Typed } from './drafts.js';
import { replyBody, replyFields } from './fields.js';
import { hotlinePart } from './hotlines-page.js';
import { MOVES, type Move } from './moves.js';
import { historyPart, sentPart, standingPart } from './request-parts.js';
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
}: Item): HTMLElement => {
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

const MAY = {
  all: () => true,
  unit: () => !inNewsroom(),
  supervision: () => isOneOf('supervisor', 'admin'),
  newsroom: inNewsroom,
};

/** What is offered to all volunteers is for taking on; everything else is for whose it is. */
const mayMake = ({ role = 'newsroom', path }: Move, { assignee }: Detail): boolean =>
  MAY[role]() && (inNewsroom() || path === 'claim' || isOfUnit(assignee?.name));

const REVIEW = { waiting: '待审', out: '已发出', 'sent-back': '退回修改' };

/** A reply under review; `again` once something has been done with it. */
export function proposalPart(proposal: Proposal, again: () => unknown): Child[] {
  const { id, request, body, state, approvals, steps } = proposal;
  const at = `/requests/${request}/proposals/${id}`;
  const review = (path: string, content: object) =>
    attempt(() => post(`${at}/${path}`, content, { 'if-match': '*' }), '好了', again);
  return [
    h('p', {}, body),
    h(
      'p',
      { class: 'quiet' },
      `${REVIEW[state]} · ${proposal.writer} 写于 ${when(proposal.at)} · 署名 ${proposal.author} · ${KIND[proposal.kind]}${proposal.corrects ? ' · 更正已发出的答复' : ''} · 已审 ${approvals.length}/${steps} ${approvals.map(({ name }) => name).join('、')}`,
    ),
    state === 'waiting'
      ? [
          form([], '审核通过', () => review('approval', {}), { then: again }),
          fold(
            '退回修改',
            form(
              [{ name: 'reason', label: '原因', type: 'text', required: true }],
              '退回',
              (values) => review('return', values),
              { draft: `${id} 退回修改`, then: again },
            ),
          ),
        ]
      : '',
  ];
}

/** One request, whole: all that was sent, what was done, and what can be done now. Opening it is on record. */
export async function requestView(
  id: string,
  known: Known,
  { back, open }: { back: () => unknown; open: (id: string) => unknown },
): Promise<HTMLElement> {
  const at = `/requests/${id}`;
  const view = h('section', {});
  const title = h('h2', { tabindex: '-1' });
  let item: Detail;

  /** A move's form, with what stands half written in it. Where somebody was quicker, it is shown, and the words stay. */
  const part = (
    name: string,
    press: string,
    fields: Field[],
    path: string,
    body: (values: Typed) => Typed,
  ): HTMLElement => {
    const draft = `${id} ${name}`;
    const send = (values: Typed) =>
      attempt(
        () =>
          path === 'deliver'
            ? post('/deliveries', { kind: 'key-issue', request: id, ...body(values) })
            : post(`${at}/${path}`, {
                ...body(values),
                ...(path !== 'route' && { revision: item.revision }),
              }),
        '好了',
        show,
      );
    const inside = form(fields, press, send, { draft, then: done });
    const folded = foldedDraft(name.split(' ')[0]!, draft, inside);
    // What was typed stays; a pinyin that is taken back does not close the form.
    folded.addEventListener('keydown', ({ key, isComposing }) => {
      if (key !== 'Escape' || isComposing) return;
      folded.open = false;
      folded.querySelector('summary')!.focus();
    });
    return folded;
  };
  const movePart = ({ path, label, fields, body = (values) => values }: Move) =>
    part(label, label, fields?.(item, known) ?? [], path, (values) => body(values, item));
  const correctPart = ({ id: reply, author, body }: Detail['replies'][number]): Child =>
    item.moves.includes('correct') && (inNewsroom() || isOfUnit(author))
      ? part(
          nameOfCorrection(reply),
          '更正',
          [correctionField(body)],
          pathOfCorrection(reply),
          (values) => values,
        )
      : '';
  const rewritePart = (proposal: Proposal): Child =>
    proposal === item.proposals.at(-1) &&
    proposal.state === 'sent-back' &&
    item.moves.includes(proposal.corrects ? 'correct' : 'answer') &&
    inNewsroom()
      ? proposal.corrects
        ? part(
            nameOfRewrite(proposal),
            '送审',
            [correctionField(proposal.body)],
            pathOfCorrection(proposal.corrects),
            (values) => values,
          )
        : part(nameOfRewrite(proposal), '送审', replyFields(known, item, proposal.body), 'reply', (values) =>
            replyBody(values, item.assignee),
          )
      : '';

  async function done(): Promise<void> {
    await show();
    title.focus();
  }

  async function show(): Promise<void> {
    const answer = await attempt(() => get<Detail>(at), '');
    if (!answer) return;
    item = answer;
    const atHotline = inNewsroom() ? await hotlinePart(id) : [];
    const moves = MOVES.filter(
      (one) => item.moves.includes(one.by) && mayMake(one, item) && (one.when?.(item, known) ?? true),
    );
    title.textContent = item.title ?? `编号 ${id}`;
    fill(
      view,
      h('button', { click: back }, '← 回到列表'),
      title,
      marks(item),
      h(
        'p',
        { class: 'quiet' },
        `编号 ${id} · 收到 ${when(item.createdAt)} · ${item.region} · ${known.categories.find(({ code }) => code === item.category)?.name ?? item.category}${item.categoryRaw ? `（填的是 ${item.categoryRaw}）` : ''}`,
      ),
      standingPart(item, open),
      sentPart(item, known),
      // What has been said comes before what can be done: nobody answers twice, or asks again.
      historyPart(item, correctPart),
      h('h3', {}, '现在可以'),
      h('div', { class: 'moves' }, moves.map(movePart)),
      unsentPart(id, [
        ...moves.map(({ label }) => label),
        ...item.proposals.map(nameOfRewrite),
        ...(item.moves.includes('correct') ? item.replies.map((reply) => nameOfCorrection(reply.id)) : []),
      ]),
      atHotline,
      item.proposals.length
        ? [
            h('h3', {}, '待审和审过的答复'),
            item.proposals.map((one) =>
              h('div', { class: 'card' }, proposalPart(one, done), rewritePart(one)),
            ),
          ]
        : '',
    );
  }
  await show();
  return view;
}

const nameOfCorrection = (reply: string): string => `更正这条答复 ${reply}`;
const pathOfCorrection = (reply: string): string => `replies/${reply}/correction`;
/** The words that are out, to be changed. */
const correctionField = (value: string): Field => ({
  name: 'body',
  label: '改成这样（原来的话只留给编辑部）',
  type: 'text',
  value,
  required: true,
});
const nameOfRewrite = ({ id }: Proposal): string => `改好再送审 ${id}`;

/** What was being written for something that cannot be done any more: the words are not lost with it. */
function unsentPart(id: string, possible: string[]): HTMLElement[] {
  const unsent = draftsBelow(`${id} `).filter((name) => !possible.includes(name));
  return unsent.map((name) => {
    const draft = `${id} ${name}`;
    const typed = Object.values(draftOf(draft) ?? {});
    const words = typed.filter((value): value is string => typeof value === 'string' && value !== '');
    const card: HTMLElement = h(
      'div',
      { class: 'card' },
      h('p', { class: 'late' }, `“${name}”现在办不了。您写了还没发的在这里，要用请复制：`),
      words.map((text) => h('p', {}, text)),
      h('button', { click: () => (dropDraft(draft), card.remove()) }, '不要了'),
    );
    return card;
  });
}
