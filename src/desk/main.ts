import {
  attempt,
  board,
  boardsOf,
  freshToken,
  get,
  inNewsroom,
  isOneOf,
  onRunOut,
  refresh,
  session,
  signOut,
} from './api.js';
import { fill, h, say } from './dom.js';
import { draftsAreOf, draftsBelow, dropDrafts } from './drafts.js';
import { hotlinesPage } from './hotlines-page.js';
import { intakePage } from './intake-page.js';
import * as pages from './pages.js';
import { requestView } from './request.js';
import { settingsPage } from './settings-page.js';
import { askAgain, signInForms } from './sign-in.js';
import { alarmsPage, groupsPage, reviewPage, workPage } from './work-pages.js';

const main = document.getElementById('main');
const tabs = document.getElementById('tabs');
let filter = 'open=true';
let period = 'today';

/** What every form needs to know of the board. Units have no business with templates and levels. */
async function known() {
  const { title, categories, attributes } = await board();
  const newsroom = inNewsroom();
  const level = newsroom ? await get('/level') : { children: [], rules: { figures: { units: [] } } };
  const templates = newsroom ? (await get('/templates')).items : [];
  const { parent, children, rules } = level;
  return {
    title,
    categories,
    attributes,
    newsroom,
    parent,
    children,
    rules,
    units: rules.figures.units,
    templates,
  };
}

/** The same editor as in a CMS, with the token of whoever is at the desk. */
function slotEditor() {
  const place = { board: session.board, page: '/', 'site-css': '/assets/site.css' };
  const editor = h('help-board-home-editor', place, h('p', {}, '正在打开…'));
  editor.user = { getToken: freshToken };
  return editor;
}

const PAGES = {
  work: ['待办', (of) => workPage(of, open, (chosen) => ((filter = chosen), show('work')), filter)],
  intake: ['代填', intakePage, inNewsroom],
  review: ['审答复', () => reviewPage(open, () => show('review')), inNewsroom],
  groups: ['批量', (of) => groupsPage(of, open), inNewsroom],
  slips: ['交办单', pages.slipsPage],
  alarms: ['提醒', () => alarmsPage(open), inNewsroom],
  hotlines: ['热线', () => hotlinesPage(open, () => show('hotlines')), inNewsroom],
  above: ['上下级', (of) => pages.abovePage(of, () => show('above')), inNewsroom],
  comments: ['评论', () => pages.commentsPage(() => show('comments')), inNewsroom],
  templates: ['模板', (of) => pages.templatesPage(of, () => show('templates')), inNewsroom],
  slot: ['首页', slotEditor, inNewsroom],
  figures: [
    '数字',
    () => pages.figuresPage((chosen) => ((period = chosen), show('figures')), period),
    inNewsroom,
  ],
  log: ['记录', pages.logPage, () => isOneOf('supervisor', 'admin')],
  settings: ['设置', (of) => settingsPage(of, () => show('settings')), inNewsroom],
};
const mayOpen = (name) => PAGES[name][2]?.() ?? true;

const REQUEST = /^#request\/([\w-]+)$/;
/** Where one is stands in the address: Back goes back, a reload stays, and a colleague can be sent there. */
const go = (hash) => (location.hash === hash ? follow() : void (location.hash = hash));
const open = (id) => go(`#request/${id}`);

let asked = 0;
async function follow() {
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

async function show(asking) {
  const name = asking in PAGES && mayOpen(asking) ? asking : 'work';
  const [title, page] = PAGES[name];
  for (const button of tabs.querySelectorAll('[data-page]'))
    if (button.dataset.page === name) button.setAttribute('aria-current', 'page');
    else button.removeAttribute('aria-current');
  const mine = ++asked;
  const parts = await attempt(async () => page(await known()), '');
  if (parts && mine === asked) fill(main, h('h2', {}, title), parts);
}

async function leave() {
  const unsent = draftsBelow('').length;
  if (unsent && !confirm(`您有 ${unsent} 处写了还没发，退出就没有了。确定退出吗？`)) return;
  if (!(await attempt(signOut, '已退出'))) return;
  dropDrafts();
  welcome();
}

/** For who works at several boards. */
function boardPart() {
  const boards = boardsOf();
  if (boards.length < 2) return '';
  const choice = h(
    'select',
    {
      'aria-label': '平台',
      change: () => {
        session.board = choice.value;
        start();
      },
    },
    boards.map((key) => h('option', { value: key, selected: key === session.board }, key)),
  );
  return choice;
}

function start() {
  const boards = boardsOf();
  // Who works at boards by name works at one of those.
  if (boards.length && !boards.includes(session.board) && !isOneOf('editor', 'supervisor', 'admin'))
    session.board = boards[0];
  draftsAreOf(`${session.board} ${session.me.name}`);
  const buttons = Object.entries(PAGES)
    .filter(([name]) => mayOpen(name))
    .map(([name, [title]]) =>
      h('button', { 'data-page': name, click: () => (say(''), go(`#${name}`)) }, title),
    );
  fill(tabs, boardPart(), buttons, h('button', { click: leave }, `退出（${session.me.name}）`));
  tabs.hidden = false;
  return follow();
}

function welcome() {
  tabs.hidden = true;
  main.replaceChildren(
    h('h2', {}, '登录'),
    ...signInForms(() => {
      say('');
      return start();
    }),
  );
}

onRunOut(() => askAgain(() => start()));
addEventListener('hashchange', follow);

try {
  await refresh();
  await start();
} catch {
  say('');
  welcome();
}
