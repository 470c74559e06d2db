import { newKey } from '../drafts/new-key.js';
import type { AttributeValue, Board, Receipt } from '../model/index.js';
import { attempt, board, post, RefusedError } from './api.js';
import { form, h, say, type Child, type Elements, type Field } from './dom.js';
import { draftOf, dropDraft, keepDraft, type Typed } from './drafts.js';
import { URGENCY, pairs } from './words.js';

const LATER_WORDS = '后来改的字没有存进去，请在“待办”里打开它，写在“内部意见”里：';

const listOf = (words = '') => words.split(/[，,、;；\s]+/).filter(Boolean);

/** What the two forms ask alike. */
const fields = ({ categories }: Board): [Field, ...Field[]] => [
  {
    name: 'category',
    label: '类别',
    type: 'choice',
    options: categories.map(({ code, name }) => [code, name] as const),
    required: true,
  },
  { name: 'body', label: '遇到了什么困难', type: 'text', required: true },
  { name: 'region', label: '在哪里（街道、社区）' },
  { name: 'tried', label: '已经找过谁（用顿号分开）' },
];

const SENSITIVE: Partial<Record<string, string>> = { health: 'health', minor: 'guardian' };

/** Of the board's statements those that a request of this category cannot do without, in their versions. */
function consentsFor({ categories, consents }: Board, category: string): Record<string, string> {
  const { sensitive } = categories.find(({ code }) => code === category) ?? {};
  const needed: (string | undefined)[] = ['privacy', sensitive && SENSITIVE[sensitive]];
  return Object.fromEntries(
    consents.filter(({ kind }) => needed.includes(kind)).map(({ kind, version }) => [kind, version]),
  );
}

const DRAFT = '代填 来电人';
const TYPE: Partial<Record<string, Field['type']>> = {
  number: 'number',
  datetime: 'time',
  text: 'text',
  singlevaluelist: 'choice',
};

/** The board's own questions in this category, as fields of the form. */
const questionsFor = ({ attributes }: Board, category: string): Field[] =>
  attributes
    .filter(({ categories }) => !categories || categories.includes(category))
    .sort((a, b) => a.order - b.order)
    .flatMap(({ code, description, datatype, required, values = [], hint }): Field[] =>
      datatype === 'multivaluelist'
        ? values.map(({ key, name }) => ({
            name: `asked.${code}.${key}`,
            label: `${description}：${name}`,
            type: 'check',
          }))
        : [
            {
              ...{ name: `asked.${code}`, label: description, type: TYPE[datatype], required, hint },
              options: [['', '没有说'], ...values.map(({ key, name }) => [key, name] as const)],
            },
          ],
    );

function answersOf(values: Typed): Record<string, AttributeValue> {
  const answers: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(values)) {
    const [asked, code, key] = name.split('.');
    if (asked !== 'asked' || !code || value === false) continue;
    if (key === undefined) answers[code] = value as AttributeValue;
    else answers[code] = [...((answers[code] ?? []) as string[]), key];
  }
  return answers;
}

interface Caller extends Typed {
  category: string;
  body: string;
  tried?: string;
  name?: string;
}

interface Under extends Typed {
  key: string;
  composedAt: string;
}

/** Recorded once: from the first key until the gateway has answered, the same form goes out under the same key again. */
function callerPart(of: Board): Child[] {
  const done = h('div', { role: 'status' });
  const place = h('div', {});
  const begin = (): Under => ({ key: newKey(), composedAt: new Date().toISOString() });
  let under = draftOf(`${DRAFT} 号`) as Under | undefined;
  const started = (): Under => {
    if (!under) keepDraft(`${DRAFT} 号`, (under = begin()));
    return under;
  };
  const isDeskOnly = (category: string): boolean =>
    !!of.categories.find(({ code }) => code === category)?.deskOnly;

  function tell(code: string, ...more: string[]): void {
    under = undefined;
    dropDraft(DRAFT);
    dropDraft(`${DRAFT} 号`);
    ask();
    done.replaceChildren(
      h(
        'div',
        { class: 'card' },
        h('p', {}, '请念给来电人听：查询码 ', h('b', {}, code), '，在平台上点“查进度”就能看到答复。'),
        more.map((words) => h('p', { class: 'late' }, words)),
      ),
    );
    done.scrollIntoView({ block: 'nearest' });
  }

  async function send(values: Caller): Promise<undefined> {
    const { category, body, region, tried, urgency, name = '', phone, address, desk, ...more } = values;
    const { key, composedAt } = started();
    const entering = post<Receipt>(
      '/requests',
      {
        ...{ category, urgency, body, region, tried: listOf(tried) },
        visibility: desk ? 'desk' : 'public',
        contact: { name, phone, address },
        ...{ attributes: answersOf(more), attachments: [], consents: consentsFor(of, category) },
        composedAt,
      },
      { 'idempotency-key': key },
    );
    const entered = await attempt(async () => {
      try {
        return await entering;
      } catch (error) {
        // An answer was lost, and the words were changed since: it is there, as it was sent first.
        if (error instanceof RefusedError && error.receipt)
          tell(error.receipt.trackingCode, `这一条先前已经登记。${LATER_WORDS}`, body);
        throw error;
      }
    }, '已登记');
    if (entered) tell(entered.trackingCode);
    return undefined;
  }

  /** What is asked hangs on the category; what was filled in stays. */
  function ask(): void {
    const typed = draftOf(DRAFT) as Partial<Caller> | undefined;
    const { category = of.categories[0]?.code ?? '' } = typed ?? {};
    const desk = typed?.['desk'] as boolean | undefined;
    const [what, ...rest] = fields(of);
    const changed = (elements: Elements) => {
      elements['desk']!.checked = isDeskOnly(elements['category']!.value);
      setTimeout(() => {
        ask();
        place.querySelector<HTMLElement>('[name=category]')!.focus();
      });
    };
    const asked = form(
      [
        { ...what, changed },
        ...rest,
        ...questionsFor(of, category),
        { name: 'urgency', label: '多急', type: 'choice', options: pairs(URGENCY), required: true },
        { name: 'name', label: '怎么称呼' },
        { name: 'phone', label: '电话', required: true },
        { name: 'address', label: '地址' },
        {
          name: 'desk',
          label: '只给工作人员看，不公开（就医、用药、孕产、心理和孩子的事，除非他愿意公开）',
          type: 'check',
          value: desk ?? isDeskOnly(category),
        },
        {
          name: 'agreed',
          label: '已向来电人说明登记什么、给谁看，他同意',
          type: 'check',
          required: true,
        },
      ],
      '登记',
      send,
      { draft: DRAFT },
    );
    asked.addEventListener('input', started);
    place.replaceChildren(asked);
  }
  ask();
  return [h('h3', {}, '替来电人登记'), place, done];
}

/** A form filled in for somebody, who opens it by the link, checks it and sends it. */
function linkPart(of: Board): Child[] {
  const made = h('div', { role: 'status' });
  const filled = form(
    [...fields(of), { name: 'channel', label: '从哪里来（如 12345热线、记者）' }],
    '生成链接',
    async ({ tried, channel, ...rest }: { tried?: string; channel?: string }) => {
      const prefill = { ...rest, tried: listOf(tried), ...(channel && { source: { channel } }) };
      const answer = await attempt(
        () => post<{ code: string }>('/prefills', prefill),
        '链接好了，一周内有效',
      );
      if (!answer) return undefined;
      const page = new URL(of.home?.href || '/help', location.href);
      page.hash = `help/compose/${answer.code}`;
      const link = h('input', { readonly: true, value: page.href, 'aria-label': '链接' });
      link.addEventListener('focus', () => link.select());
      const copy = () => {
        link.select();
        // The newer way is missing on plain http.
        if (document.execCommand('copy')) say('已复制，发给本人就行');
        else say('请按住链接，选“复制”');
      };
      made.replaceChildren(h('div', { class: 'card row' }, link, h('button', { click: copy }, '复制')));
      return answer;
    },
    { draft: '代填 链接' },
  );
  return [
    h('h3', {}, '填好了发链接，让本人核对后自己发'),
    h('p', { class: 'quiet' }, '电话和姓名由本人填，不放在链接里。'),
    filled,
    made,
  ];
}

/** 代填: for those who ring up, and those who are sent to the board by somebody else. */
export async function intakePage(): Promise<Child[]> {
  const of = await attempt(board, '');
  return of ? [callerPart(of), linkPart(of)] : [];
}
