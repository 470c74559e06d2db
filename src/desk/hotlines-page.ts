import type { Hotline, HotlineMessage, HotlineOrder, Page } from './answers.js';
import { attempt, get, post } from './api.js';
import { fold, form, h, when, type Child } from './dom.js';
import { cards } from './paging.js';
import { STAGE } from './words.js';

const KIND: Partial<Record<string, string>> = {
  submit: '交办',
  add: '本人补充',
  urge: '催办',
  supervise: '督办',
  withdraw: '本人撤回',
  return: '收回',
  rate: '评价',
};
const STATE: Partial<Record<string, string>> = {
  waiting: '等着发',
  sending: '正在发',
  sent: '已送到',
  unknown: '不知道到没到',
  dead: '没有发成',
  dropped: '不发了',
};

/** What went wrong, by the first word of it, and what to do. */
const PROBLEM = {
  network: '热线连不上。请打电话问一问，通了再发。',
  server: '热线那边出错了。过一会儿再发；总是这样，请告诉他们的技术人员。',
  'bad-answer': '热线的回话看不懂。请管理员对一对接口配置。',
  unauthorized: '热线不认我们的密钥。请管理员查 hotlines.json，改好后再发。',
  forbidden: '热线不许我们这样做。请管理员和他们核对权限，再发。',
  invalid: '热线说内容不对。打开这一条，改好分类或内容，再发。',
  'too-large': '热线说内容太长或照片太大。可以改用电话告诉他们，然后选“已经告诉他们了”。',
  'not-found': '热线说没有这一单。请打电话核对单号。',
  conflict: '热线说这一单现在不能这样办。请打电话问一问。',
  unsupported: '这条热线接不了这种话，请打电话告诉他们。',
  interrupted: '正发着网关停了，不知道到没到。请打电话问一问。',
  'not theirs any more': '这一条已经不归他们办，没有发。',
};
const problemOf = (problem = ''): string =>
  Object.entries(PROBLEM).find(([word]) => problem.startsWith(word))?.[1] ?? '请打电话问一问热线，再决定。';

function decision(message: HotlineMessage, again: () => unknown): HTMLElement {
  const decide = async (body: object, good: string) =>
    (await attempt(() => post(`/hotline-messages/${message.id}`, body), good)) && again();
  const unknown = message.state === 'unknown';
  return h(
    'div',
    { class: 'moves' },
    fold(
      '再发一次',
      h('p', {}, unknown ? '请先问清他们没有收到：要是已经收到，就成了两单。' : '改好以后再发。'),
      form([], unknown ? '他们没收到，再发' : '再发', () => decide({ as: 'again' }, '已经排上，马上再发')),
    ),
    fold(
      unknown ? '他们收到了' : '已经告诉他们了',
      form(
        [{ name: 'remoteId', label: '热线的单号（不知道就空着）' }],
        '记为已送到',
        ({ remoteId }: { remoteId?: string }) =>
          decide({ as: 'arrived', ...(remoteId && { remoteId }) }, '记好了'),
      ),
    ),
    fold(
      '不发了',
      h('p', {}, '后面等着的话会接着发。这一条求助还在，可以退回后另外交办。'),
      form([], '确定不发了', () => decide({ as: 'drop' }, '不再发了')),
    ),
  );
}

/** The hotlines of this desk, and what waits for somebody's word: what was refused, and what may have arrived. */
export async function hotlinesPage(open: (id: string) => unknown, again: () => unknown): Promise<Child[]> {
  const hotlines = await attempt(() => get<Page<Hotline>>('/hotlines'), '');
  const stuck = await attempt(() => get<Page<HotlineMessage>>('/hotline-messages'), '');
  if (!hotlines || !stuck) return [];
  if (!hotlines.items.length)
    return [
      h(
        'p',
        {},
        '还没有接热线。交给热线的，请照旧打电话或发交办单；要直接送过去，请管理员在 hotlines.json 里接上。',
      ),
    ];
  const names = Object.fromEntries(hotlines.items.map(({ key, name }) => [key, name]));
  return [
    cards(hotlines.items, '热线', ({ name, waiting, unknown, dead }) => [
      h('b', {}, name),
      h('p', { class: 'quiet' }, `等着发 ${waiting} · 不知道到没到 ${unknown} · 没有发成 ${dead}`),
    ]),
    h('h3', {}, '等您决定'),
    cards(stuck.items, '要决定的', (message) => [
      h(
        'div',
        { class: 'row' },
        h('b', {}, `${KIND[message.kind]}：${STATE[message.state]}`),
        h('button', { click: () => open(message.request) }, `编号 ${message.request}`),
      ),
      h('p', {}, problemOf(message.problem)),
      h(
        'p',
        { class: 'quiet' },
        `${names[message.hotline] ?? message.hotline} · ${when(message.at)} · 试过 ${message.attempts} 次 · ${message.problem ?? ''}`,
      ),
      decision(message, again),
    ]),
  ];
}

/** Which hotlines have a request, and what they were told of it; nothing where none has. */
export async function hotlinePart(id: string): Promise<Child[]> {
  const known = await attempt(
    () => get<{ orders: HotlineOrder[]; messages: HotlineMessage[] }>(`/requests/${id}/hotline`),
    '',
  );
  if (!known?.orders.length) return [];
  const { orders, messages } = known;
  const names = Object.fromEntries(
    (await get<Page<Hotline>>('/hotlines')).items.map(({ key, name }) => [key, name]),
  );
  return [
    h('h3', {}, '在热线'),
    orders.map(({ id: order, hotline, remoteId, stage, rawLabel, at, checkedAt, closedAt }) =>
      h(
        'div',
        { class: 'card' },
        h('b', {}, `${names[hotline] ?? hotline} ${remoteId ? `单号 ${remoteId}` : '还没有单号'}`),
        h(
          'p',
          {},
          stage ? `他们说：${STAGE[stage]}${rawLabel ? `（${rawLabel}）` : ''}` : '还没有他们的消息',
          closedAt ? ' · 已了结' : '',
        ),
        h('p', { class: 'quiet' }, `交给 ${when(at)} · 看过 ${when(checkedAt)}`),
        h(
          'ol',
          {},
          messages
            .filter((message) => message.order === order)
            .map(({ kind, state, sentAt, nextTry, problem }) =>
              h(
                'li',
                {},
                `${KIND[kind]}：${STATE[state]} ${when(sentAt)}`,
                nextTry && problem ? ` · ${when(nextTry)} 再试` : '',
                ['dead', 'unknown'].includes(state) ? ` · ${problemOf(problem)}到“热线”里决定。` : '',
              ),
            ),
        ),
      ),
    ),
  ];
}
