import { attempt, get, isOneOf, post, put, remove } from './api.js';
import { fold, form, h, say, when } from './dom.js';
import { cards } from './paging.js';

const REASON = { publish: '登出', 'roll-back': '退回', switch: '开关', emergency: '紧急' };

const fieldsOf = ({ headline, lead, button, href } = {}) => [
  { name: 'headline', label: '标题（最多 60 字）', required: true, value: headline },
  { name: 'lead', label: '导语', value: lead },
  { name: 'button', label: '按钮上的字', value: button },
  { name: 'href', label: '求助平台在哪一页（如 /help）', value: href },
];
const TIMES = [
  { name: 'from', label: '什么时候登（北京时间，空着就是现在）', type: 'time' },
  { name: 'until', label: '什么时候撤（空着就一直登）', type: 'time' },
];

/** Asks first which boards it is about; only the second press does it. */
function emergency(on, again) {
  const inside = h('div', {});
  const ask = async (wish) => {
    const answer = await attempt(() => post('/slot/emergency', wish), '');
    if (!answer) return;
    if (!answer.boards.length) return void inside.replaceChildren(h('p', {}, '没有要关的。'));
    inside.replaceChildren(
      h('p', {}, on ? '会排在这些平台所有页面的最前面：' : '这些平台会回到原来的样子：'),
      h(
        'ul',
        {},
        answer.boards.map(({ title, headline }) => h('li', {}, `${title}：${headline}`)),
      ),
      h(
        'button',
        {
          class: 'main',
          click: async () => {
            const done = await attempt(
              () => post('/slot/emergency', { ...wish, confirm: answer.confirm }),
              '',
            );
            if (done?.done) again();
            // Something has changed since: they are shown what it would be now.
            else if (done) await ask(wish);
          },
        },
        on ? '确定，马上开' : '确定，马上关',
      ),
    );
  };
  const fields = [
    ...(on ? [fieldsOf()[0], fieldsOf()[1]].map((field) => ({ ...field, required: false })) : []),
    ...(isOneOf('supervisor', 'admin')
      ? [
          {
            name: 'scope',
            label: '哪些平台',
            type: 'choice',
            options: [
              ['own', '只这一个'],
              ['subtree', '连下级一起'],
            ],
          },
        ]
      : []),
  ];
  return fold(
    on ? '紧急开' : '紧急关',
    form(fields, '看看会动哪些', (values) => ask({ on, scope: 'own', ...values })),
    inside,
  );
}

function versionCard({ number, content, draft, revision, by, at }, done) {
  return [
    h('b', {}, `第 ${number} 版${draft ? '（草稿）' : ''} ${content.headline}`),
    content.lead ? h('p', {}, content.lead) : '',
    h('p', { class: 'quiet' }, `${by} · ${when(at)}`),
    h(
      'div',
      { class: 'moves' },
      draft
        ? fold(
            '改',
            form(fieldsOf(content), '存', (values) =>
              done(() => put(`/slot/versions/${number}`, { on: true, ...values, revision })),
            ),
          )
        : '',
      fold(
        draft ? '登出' : '再登这一版',
        form(TIMES, '登出', (time) => done(() => post(`/slot/versions/${number}/showings`, time))),
      ),
      h(
        'button',
        {
          click: async () => {
            const made = await attempt(() => post(`/slot/versions/${number}/preview`), '');
            if (made) say(`预览码 ${made.code}，看到 ${when(made.expiresAt)} 为止`);
          },
        },
        '预览码',
      ),
    ),
  ];
}

/** The slot on home pages: what it shows, what is planned, what was, and on how many pages it has arrived. */
export async function slotPage(again) {
  const state = await attempt(() => get('/slot'), '');
  if (!state) return [];
  const { shown, now, versions, showings, pages } = state;
  const done = async (work, good = '好了') => (await attempt(work, good)) && again();
  const live = Date.now();
  const current = showings.find(({ id }) => id === now);
  return [
    h(
      'div',
      { class: 'card' },
      h('b', {}, shown?.on ? shown.headline : '现在没有登'),
      shown?.on && shown.lead ? h('p', {}, shown.lead) : '',
      shown?.emergency ? h('p', { class: 'late' }, '紧急：排在一切前面') : '',
      h(
        'p',
        { class: 'quiet' },
        shown ? `第 ${shown.version} 版 · 已经到了 ${pages.live} 个页面，还有 ${pages.behind} 个没换` : '',
      ),
      h(
        'div',
        { class: 'moves' },
        shown?.emergency
          ? emergency(false, again)
          : [
              h(
                'button',
                { click: () => done(() => post('/home', { on: !shown?.on })) },
                shown?.on ? '关掉' : '打开',
              ),
              h('button', { click: () => done(() => post('/slot/roll-back')) }, '退回上一版'),
              emergency(true, again),
            ],
      ),
    ),
    fold(
      '写一版',
      form(fieldsOf(), '存成草稿', (values) => done(() => post('/slot/versions', { on: true, ...values }))),
    ),
    h('h3', {}, '各版'),
    cards(versions.slice(0, 20), '写好的', (one) => versionCard(one, done)),
    h('h3', {}, '什么时候登的'),
    cards(showings.slice(0, 30), '登过的', ({ id, version, reason, from, until, by, endedBy }) => [
      h('b', {}, `第 ${version} 版 · ${REASON[reason]}`),
      h(
        'p',
        { class: 'quiet' },
        `${when(from)} 到 ${until ? when(until) : '现在还算数'} · ${by}${endedBy ? ` · ${endedBy} 撤的` : ''}`,
      ),
      reason !== 'emergency' && (!until || Date.parse(until) > live) && (until !== from || id === current?.id)
        ? h(
            'button',
            { click: () => done(() => remove(`/slot/showings/${id}`)) },
            Date.parse(from) > live ? '取消' : '撤下',
          )
        : '',
    ]),
  ].flat();
}
