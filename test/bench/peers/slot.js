import { bundle } from './floors.js';
import { built } from './help-board.js';

const view = {
  title: '清溪县求助平台',
  open: true,
  home: {
    on: true,
    headline: '有困难，说一声',
    lead: '求医、买药、缺物资，都可以写在这里。',
    href: '/help',
    version: 1,
  },
  figures: { received: 261, answeredOnline: 152, handedOver: 94, waiting: 15, done: 228 },
};
const lines = (items) =>
  items.slice(0, 3).map(({ id, text }) => ({ id: String(id), text: text.slice(0, 40), stage: 'answered' }));
const answers = (items) => ({ '/api/boards/bench/home': () => ({ ...view, items: lines(items) }) });
const total = () => 1;

/** The least that a slot can cost. */
export const litSlot = async () => ({
  name: 'lit-slot',
  files: { '/lit-slot.js': await bundle('lit-slot.js') },
  page: () => '<lit-slot></lit-slot><script type="module" src="/lit-slot.js"></script>',
  items: () => document.querySelector('lit-slot')?.shadowRoot?.querySelectorAll('.root') ?? [],
  total,
  answers,
});

const TAG = '<script async src="/help-board.js"></script><help-board-home board="bench"></help-board-home>';

/** The slot from its script tag. */
export const homeSlot = async () => ({
  name: 'home',
  files: built(),
  page: () => TAG,
  items: () => document.querySelector('help-board-home')?.shadowRoot?.querySelectorAll('.root h2') ?? [],
  total,
  answers,
});

/** A page with news of its own, whose first paint is what counts. */
const news = () =>
  `<style>article{font:16px/1.7 sans-serif}help-board-home{display:block;min-height:340px}</style>${'<article><h2>透析专线开行首日</h2><p>一位儿子替母亲留下的求助，牵出全县四十位断了透析的病友。当晚路线排定，第二天一早，大巴沿四个站点把他们一起接到了医院。</p></article>'.repeat(40)}`;
const article = { items: () => document.querySelectorAll('article'), total: () => 40, answers };

export const plainPage = async () => ({ name: 'page', files: {}, page: news, ...article });
export const pageWithTag = async () => ({
  name: 'page+slot',
  files: built(),
  page: () => TAG + news(),
  ...article,
});
