import { attempt, board, post } from './api.js';
import { form, h, say } from './dom.js';
import { URGENCY, pairs } from './words.js';

/** A UUID; `randomUUID` is missing on plain http. */
const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte, n) => ([4, 6, 8, 10].includes(n) ? '-' : '') + byte.toString(16).padStart(2, '0'))
    .join('');

const LATER_WORDS = '后来改的字没有存进去，请在“待办”里打开它，写在“内部意见”里：';

const listOf = (words = '') => words.split(/[，,、;；\s]+/).filter(Boolean);

/** What the two forms ask alike. */
const fields = ({ categories }) => [
  {
    name: 'category',
    label: '类别',
    type: 'choice',
    options: categories.map(({ code, name }) => [code, name]),
    required: true,
  },
  { name: 'body', label: '遇到了什么困难', type: 'text', required: true },
  { name: 'region', label: '在哪里（街道、社区）' },
  { name: 'tried', label: '已经找过谁（用顿号分开）' },
];

/** Of the board's statements those that a request of this category cannot do without, in their versions. */
function consentsFor({ categories, consents }, category) {
  const { sensitive } = categories.find(({ code }) => code === category) ?? {};
  const needed = ['privacy', { health: 'health', minor: 'guardian' }[sensitive]];
  return Object.fromEntries(
    consents.filter(({ kind }) => needed.includes(kind)).map(({ kind, version }) => [kind, version]),
  );
}

/** Recorded once: until the gateway has answered, the same form goes out under the same key again. */
function callerPart(of) {
  const done = h('div', { role: 'status' });
  const begin = () => ({ key: newKey(), composedAt: new Date().toISOString() });
  let under;
  const tell = (code, ...more) => {
    under = undefined;
    asked.reset();
    done.replaceChildren(
      h(
        'div',
        { class: 'card' },
        h('p', {}, '请念给来电人听：查询码 ', h('b', {}, code), '，在平台上点“查进度”就能看到答复。'),
        more.map((words) => h('p', { class: 'late' }, words)),
      ),
    );
    done.scrollIntoView({ block: 'nearest' });
  };
  const asked = form(
    [
      ...fields(of),
      { name: 'urgency', label: '多急', type: 'choice', options: pairs(URGENCY), required: true },
      { name: 'name', label: '怎么称呼' },
      { name: 'phone', label: '电话', required: true },
      { name: 'address', label: '地址' },
      { name: 'desk', label: '只给工作人员看，不公开', type: 'check' },
      {
        name: 'agreed',
        label: '已向来电人说明登记什么、给谁看，他同意',
        type: 'check',
        required: true,
      },
    ],
    '登记',
    async ({ category, body, region, tried, urgency, name = '', phone, address, desk }) => {
      under ??= begin();
      const entering = post(
        '/requests',
        {
          ...{ category, urgency, body, region, tried: listOf(tried) },
          visibility: desk ? 'desk' : 'public',
          contact: { name, phone, address },
          ...{ attributes: {}, attachments: [], consents: consentsFor(of, category) },
          composedAt: under.composedAt,
        },
        { 'idempotency-key': under.key },
      );
      const entered = await attempt(async () => {
        try {
          return await entering;
        } catch (error) {
          // An answer was lost, and the words were changed since: it is there, as it was sent first.
          if (error.receipt) tell(error.receipt.trackingCode, `这一条先前已经登记。${LATER_WORDS}`, body);
          throw error;
        }
      }, '已登记');
      if (entered) tell(entered.trackingCode);
    },
  );
  asked.addEventListener('input', () => (under ??= begin()));
  return [h('h3', {}, '替来电人登记'), asked, done];
}

/** A form filled in for somebody, who opens it by the link, checks it and sends it. */
function linkPart(of) {
  const made = h('div', { role: 'status' });
  const filled = form(
    [...fields(of), { name: 'channel', label: '从哪里来（如 12345热线、记者）' }],
    '生成链接',
    async ({ tried, channel, ...rest }) => {
      const prefill = { ...rest, tried: listOf(tried), ...(channel && { source: { channel } }) };
      const answer = await attempt(() => post('/prefills', prefill), '链接好了，一周内有效');
      if (!answer) return;
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
    },
  );
  return [
    h('h3', {}, '填好了发链接，让本人核对后自己发'),
    h('p', { class: 'quiet' }, '电话和姓名由本人填，不放在链接里。'),
    filled,
    made,
  ];
}

/** 代填: for those who ring up, and those who are sent to the board by somebody else. */
export async function intakePage() {
  const of = await attempt(board, '');
  return of ? [callerPart(of), linkPart(of)] : [];
}
