import {
  attempt,
  board,
  freshToken,
  get,
  inNewsroom,
  isOneOf,
  onRunOut,
  refresh,
  session,
  signOut,
} from './api.js';
import type { Known, Page } from './answers.js';
import { contentsPage } from './contents-page.js';
import { fill, h, say, type Child } from './dom.js';
import { draftsAreOf, draftsBelow, dropDrafts } from './drafts.js';
import { hotlinesPage } from './hotlines-page.js';
import { intakePage } from './intake-page.js';
import * as pages from './pages.js';
import { requestView } from './request.js';
import { settingsPage } from './settings-page.js';
import { askAgain, signInForms } from './sign-in.js';
import { alarmsPage, groupsPage, reviewPage, workPage } from './work-pages.js';

const main = document.getElementById('main')!;
const tabs = document.getElementById('tabs')!;
let filter = 'open=true';
let period = 'today';
let comments: pages.CommentsShown = 'pending';

/** What every form needs to know of the board. Units have no business with templates and levels. */
async function known(): Promise<Known> {
  const { title, categories, attributes } = await board();
  const newsroom = inNewsroom();
  const level: Pick<Known, 'parent' | 'children' | 'rules'> = newsroom
    ? await get('/level')
    : { children: [] };
  const templates = newsroom ? (await get<Page<Known['templates'][number]>>('/templates')).items : [];
  const { parent, children, rules } = level;
  return {
    title,
    categories,
    attributes,
    newsroom,
    parent,
    children,
    rules,
    units: rules?.figures.units ?? [],
    templates,
  };
}

/** The same editor as in a CMS, with the token of whoever is at the desk. */
function slotEditor(): HTMLElement {
  const place = { board: session.board, page: '/', 'site-css': document.documentElement.dataset['siteCss'] };
  const editor = h('help-board-home-editor', place, h('p', {}, '正在打开…'));
  editor.user = { getToken: freshToken };
  return editor;
}

/** Its name on the tab, what is on it, and who may open it where not everybody may. */
type DeskPage = [string, (of: Known) => Child | Promise<Child>, (() => boolean)?];

const PAGES: Record<string, DeskPage> = {
  work: ['待办', (of) => workPage(of, open, (chosen) => ((filter = chosen), show('work')), filter)],
  intake: ['代填', intakePage, inNewsroom],
  review: ['审答复', () => reviewPage(open, () => show('review')), inNewsroom],
  groups: ['批量', (of) => groupsPage(of, open), inNewsroom],
  slips: ['交办单', pages.slipsPage],
  alarms: ['提醒', () => alarmsPage(open), inNewsroom],
  hotlines: ['热线', () => hotlinesPage(open, () => show('hotlines')), inNewsroom],
  above: ['上下级', (of) => pages.abovePage(of, () => show('above')), inNewsroom],
  comments: [
    '评论',
    () => pages.commentsPage(comments, (chosen) => ((comments = chosen), show('comments'))),
    inNewsroom,
  ],
  templates: ['模板', (of) => pages.templatesPage(of, () => show('templates')), inNewsroom],
  contents: ['公告指南', () => contentsPage(() => show('contents')), inNewsroom],
  slot: ['首页', slotEditor, inNewsroom],
  figures: [
    '数字',
    () => pages.figuresPage((chosen) => ((period = chosen), show('figures')), period),
    inNewsroom,
  ],
  log: ['记录', pages.logPage, () => isOneOf('supervisor', 'admin')],
  settings: ['设置', (of) => settingsPage(of, () => show('settings')), () => isOneOf('supervisor', 'admin')],
};
const mayOpen = (name: string): boolean => PAGES[name]?.[2]?.() ?? name in PAGES;

const REQUEST = /^#request\/([\w-]+)$/;
/** Where one is stands in the address: Back goes back, a reload stays, and a colleague can be sent there. */
const go = (hash: string): unknown => (location.hash === hash ? follow() : void (location.hash = hash));
const open = (id: string): unknown => go(`#request/${id}`);

let asked = 0;
async function follow(): Promise<void> {
  if (!session.me) return;
  const id = REQUEST.exec(location.hash)?.[1];
  if (!id) return show(location.hash.slice(1));
  say('');
  const mine = ++asked;
  const view = await attempt(
    async () => requestView(id, await known(), { back: () => go('#work'), open }),
    '',
  );
  // Whatever was asked for later is shown.
  if (!view || mine !== asked) return;
  main.replaceChildren(view);
  main.focus();
}

async function show(asking: string): Promise<void> {
  const name = mayOpen(asking) ? asking : 'work';
  const [title, page] = PAGES[name]!;
  for (const button of tabs.querySelectorAll<HTMLElement>('[data-page]'))
    if (button.dataset['page'] === name) button.setAttribute('aria-current', 'page');
    else button.removeAttribute('aria-current');
  const mine = ++asked;
  const parts = await attempt(async () => page(await known()), '');
  if (parts && mine === asked) fill(main, h('h2', {}, title), parts);
}

async function leave(): Promise<void> {
  const unsent = draftsBelow('').length;
  if (unsent && !confirm(`您有 ${unsent} 处写了还没发，退出就没有了。确定退出吗？`)) return;
  if (!(await attempt(() => signOut().then(() => true), '已退出'))) return;
  dropDrafts();
  welcome();
}

/** The board stands in the address too, so that a colleague who is sent there works at the same one. */
function workAt(key: string): void {
  session.board = key;
  const address = new URL(location.href);
  address.searchParams.set('board', key);
  history.replaceState(null, '', address);
}

/** For who works at several boards. */
function boardPart(): Child {
  const { boards } = session.me!;
  if (boards.length < 2) return '';
  const choice = h(
    'select',
    {
      'aria-label': '平台',
      change: () => {
        workAt(choice.value);
        void start();
      },
    },
    boards.map(({ key, title }) => h('option', { value: key, selected: key === session.board }, title)),
  );
  return choice;
}

function start(): unknown {
  const { boards } = session.me!;
  const asked = session.board || new URLSearchParams(location.search).get('board');
  const mine = boards.find(({ key }) => key === asked) ?? boards[0];
  if (!mine) {
    fill(tabs, h('button', { click: leave }, `退出（${session.me!.name}）`));
    tabs.hidden = false;
    return fill(
      main,
      h('h2', {}, '还没有您办的平台'),
      h('p', {}, '请管理员给您一个平台的权限，再登录一次。'),
    );
  }
  if (boards.length > 1) workAt(mine.key);
  else session.board = mine.key;
  draftsAreOf(`${session.board} ${session.me!.name}`);
  const buttons = Object.entries(PAGES)
    .filter(([name]) => mayOpen(name))
    .map(([name, [title]]) =>
      h('button', { 'data-page': name, click: () => (say(''), go(`#${name}`)) }, title),
    );
  fill(tabs, boardPart(), buttons, h('button', { click: leave }, `退出（${session.me!.name}）`));
  tabs.hidden = false;
  return follow();
}

function welcome(): void {
  tabs.hidden = true;
  main.replaceChildren(
    h('h2', {}, '登录'),
    ...signInForms(() => {
      say('');
      return start();
    }),
  );
}

onRunOut(() => askAgain(start));
addEventListener('hashchange', () => void follow());

refresh()
  .then(start)
  .catch(() => {
    say('');
    welcome();
  });
