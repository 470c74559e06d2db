import { attempt, textOf } from './api.js';
import { h } from './dom.js';

interface Policies {
  createPolicy(
    name: string,
    rules: { createHTML(text: string): string },
  ): { createHTML(text: string): string };
}

/** The gateway's own pages are the only markup that is read here: a slip, a report. */
const policy = (globalThis as { trustedTypes?: Policies }).trustedTypes?.createPolicy('help-board-desk', {
  createHTML: (text) => text,
});

/** A page of the gateway, to look at and to print, with a style of its own. */
export async function showSheet(path: string): Promise<void> {
  const text = await attempt(() => textOf(path), '');
  if (!text) return;
  // The page's own style is for an address of its own; here it is adopted, which the policy of this page allows.
  let css = '';
  const plain = text.replace(/<style>([^]*?)<\/style>/g, (_, rules: string) => ((css += rules), ''));
  const page = new DOMParser().parseFromString(policy ? policy.createHTML(plain) : plain, 'text/html');
  const style = new CSSStyleSheet();
  style.replaceSync(css.replace(/\bbody\b/g, ':host'));
  const paper = h('div', {});
  const inside = paper.attachShadow({ mode: 'open' });
  inside.adoptedStyleSheets = [style];
  inside.append(...[...page.body.childNodes].map((node) => document.importNode(node, true)));
  const [place, main] = ['sheet', 'main'].map((id) => document.getElementById(id)!);
  const close = () => {
    place!.hidden = true;
    place!.replaceChildren();
    main!.hidden = false;
  };
  place!.replaceChildren(
    h(
      'div',
      { class: 'row no-print' },
      h('button', { class: 'main', click: () => print() }, '打印'),
      h('button', { click: close }, '← 回到工作台'),
    ),
    paper,
  );
  place!.hidden = false;
  main!.hidden = true;
}
