import {
  attempt,
  board,
  freshToken,
  get,
  inNewsroom,
  isOneOf,
  refresh,
  session,
  signIn,
  signOut,
  useToken,
} from './api.js';
import { fill, fold, form, h, say } from './dom.js';
import { hotlinesPage } from './hotlines-page.js';
import { intakePage } from './intake-page.js';
import * as pages from './pages.js';
import { requestView } from './request.js';
import { settingsPage } from './settings-page.js';
import { groupsPage, reviewPage, workPage } from './work-pages.js';

const main = document.getElementById('main');
const tabs = document.getElementById('tabs');
let filter = 'open=true';
let period = 'today';

/** What every form needs to know of the board. Units have no business with templates and levels. */
async function known() {
  const { title, categories } = await board();
  const newsroom = inNewsroom();
  const level = newsroom ? await get('/level') : { children: [], rules: { figures: { units: [] } } };
  const templates = newsroom ? (await get('/templates')).items : [];
  const { parent, children, rules } = level;
  return { title, categories, newsroom, parent, children, rules, units: rules.figures.units, templates };
}

async function open(id) {
  say('');
  main.replaceChildren(await requestView(id, await known(), () => (say(''), show('work'))));
  main.focus();
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
  review: ['审答复', () => reviewPage(() => show('review')), inNewsroom],
  groups: ['批量', (of) => groupsPage(of, open), inNewsroom],
  slips: ['交办单', pages.slipsPage],
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

async function show(name) {
  const [title, page] = PAGES[name];
  for (const button of tabs.children)
    if (button.dataset.page === name) button.setAttribute('aria-current', 'page');
    else button.removeAttribute('aria-current');
  const parts = await attempt(async () => page(await known()), '');
  if (parts) fill(main, h('h2', {}, title), parts);
}

function start() {
  const buttons = Object.entries(PAGES)
    .filter(([, [, , may]]) => may?.() ?? true)
    .map(([name, [title]]) => h('button', { 'data-page': name, click: () => (say(''), show(name)) }, title));
  const leave = h(
    'button',
    { click: () => attempt(signOut, '已退出').then(welcome) },
    `退出（${session.me.name}）`,
  );
  tabs.replaceChildren(...buttons, leave);
  tabs.hidden = false;
  return show('work');
}

function welcome() {
  tabs.hidden = true;
  main.replaceChildren(
    h('h2', {}, '登录'),
    form(
      [
        { name: 'name', label: '用户名', required: true },
        { name: 'password', label: '密码', type: 'password', required: true },
      ],
      '登录',
      async ({ name, password }) => (await attempt(() => signIn(name, password), '')) && start(),
    ),
    fold(
      '用令牌登录（npm start 打印的那一个）',
      form(
        [{ name: 'token', label: '令牌', type: 'password', required: true }],
        '登录',
        async ({ token }) => (await attempt(() => useToken(token).then(() => true), '')) && start(),
      ),
    ),
  );
}

try {
  await refresh();
  await start();
} catch {
  say('');
  welcome();
}
