import { ContextProvider } from '@lit/context';
import { fixture, html, waitUntil } from '@open-wc/testing';
import { LitElement, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { createMemoryAdapter } from '../../../src/adapters/memory/index.js';
import type { HelpBoardAdapter } from '../../../src/adapters/contract.js';
import { createOutbox } from '../../../src/drafts/index.js';
import type { Outbox } from '../../../src/drafts/types.js';
import '../../../src/elements/board/compose/index.js';
import {
  adapterContext,
  hostContext,
  outboxContext,
  storeContext,
  textsContext,
  viewTextsContext,
  type BoardHost,
  type HostUser,
  type Prefill,
  type Target,
} from '../../../src/elements/contexts.js';
import type { HelpBoardEvent } from '../../../src/elements/events.js';
import { rootStyles } from '../../../src/elements/parts/root-styles.js';
import { sendWith } from '../../../src/drafts/send.js';
import { zhHansViews } from '../../../src/locales/zh-hans-views.js';
import { zhHans } from '../../../src/locales/zh-hans.js';
import type { Submission } from '../../../src/model/index.js';
import { BoardStore } from '../../../src/store/board-store.js';

/** Stands where `<help-board>` stands: provides what the form consumes, and notes what it tells. */
class ComposeSurroundings extends LitElement implements BoardHost {
  static override styles = [rootStyles];
  @property({ attribute: false }) scope!: string;
  @property({ attribute: false }) adapter!: HelpBoardAdapter;
  @property({ attribute: false }) outbox!: () => Promise<Outbox>;
  @property() theme = '';
  user: HostUser = {};
  readonly source = 'news-app';
  readonly photoSize = { side: 1600, quality: 0.82 };
  prefill?: Prefill;
  /** What a page does in its `submit` listener. */
  onSubmit?: (event: HelpBoardEvent) => void;
  went: Target[] = [];
  clearings = 0;
  events: HelpBoardEvent[] = [];
  store!: BoardStore;

  constructor() {
    super();
    new ContextProvider(this, { context: hostContext, initialValue: this });
    new ContextProvider(this, { context: textsContext, initialValue: { ...zhHans, ...zhHansViews.shared } });
    new ContextProvider(this, { context: viewTextsContext, initialValue: zhHansViews });
    new ContextProvider(this, { context: outboxContext, initialValue: () => this.outbox() });
  }

  override willUpdate(): void {
    if (this.store) return;
    this.store = new BoardStore(this.adapter);
    void this.store.load();
    new ContextProvider(this, { context: adapterContext, initialValue: this.adapter });
    new ContextProvider(this, { context: storeContext, initialValue: this.store });
  }

  go(target: Target): void {
    this.went.push(target);
  }
  leftOut(part: string): boolean {
    return this.hasAttribute(`no-${part}`);
  }
  linkTo(id: string): string | undefined {
    return `https://help.example.cn/r/${id}`;
  }
  async clearDevice(): Promise<boolean> {
    this.clearings++;
    return false;
  }
  emit(event: HelpBoardEvent): boolean {
    this.events.push(event);
    if (event.type === 'help-board-submit') this.onSubmit?.(event);
    return !event.defaultPrevented;
  }
  takePrefill(): Prefill | undefined {
    const { prefill } = this;
    this.prefill = undefined;
    return prefill;
  }
  override render(): TemplateResult {
    return html`<div class="root ${this.theme}" lang="zh-Hans">
      <help-board-compose></help-board-compose>
    </div>`;
  }
}
customElements.define('test-compose-surroundings', ComposeSurroundings);

let scopes = 0;
/** A place on this device that no other test has. */
export const freshScope = (): string => `compose-test-${Date.now()}-${scopes++}`;

export interface Setup {
  adapter?: HelpBoardAdapter;
  /** The real one is opened at this scope, unless an outbox is given. */
  scope?: string;
  outbox?: Outbox;
  theme?: string;
  user?: HostUser;
  prefill?: Prefill;
  /** Wait until the board's categories are there. */
  board?: boolean;
}

/** The form on a page, with the hands and eyes of a person. */
export async function compose({
  adapter = createMemoryAdapter(),
  scope = freshScope(),
  outbox = createOutbox({ scope, send: sendWith(adapter) }),
  theme = '',
  user = {},
  prefill,
  board = true,
}: Setup = {}) {
  const around = await fixture<ComposeSurroundings>(
    html`<test-compose-surroundings
      .adapter=${adapter}
      .scope=${scope}
      .outbox=${async () => outbox}
      .theme=${theme}
      .user=${user}
      .prefill=${prefill}
    ></test-compose-surroundings>`,
  );
  const element = around.shadowRoot!.querySelector('help-board-compose')!;
  const view = element.shadowRoot!;
  const field = <T extends HTMLElement = HTMLInputElement>(id: string) => view.querySelector<T>(`#f-${id}`)!;
  const settle = async () => {
    await outbox.ready;
    await element.updateComplete;
  };
  const has = (selector: string) => waitUntil(() => view.querySelector(selector), `there is ${selector}`);
  const says = (words: string) => waitUntil(() => view.textContent!.includes(words), `it says ${words}`);
  const type = (id: string, text: string) => {
    const target = field(id);
    target.value = text;
    target.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  };
  const option = (words: string) => {
    const label = [...view.querySelectorAll('label.option')].find((candidate) =>
      (candidate.querySelector('[id^="n-"]') ?? candidate).textContent!.trim().startsWith(words),
    );
    if (!label) throw new Error(`no option says ${words}`);
    return label.querySelector('input')!;
  };
  const agree = () =>
    view.querySelectorAll<HTMLInputElement>('[id^="f-consent"]').forEach((box) => box.checked || box.click());
  const press = (words: string) => {
    const button = [...view.querySelectorAll('button')].find((candidate) =>
      candidate.textContent!.includes(words),
    );
    if (!button) throw new Error(`no button says ${words}`);
    button.click();
    return button;
  };
  /** Everything that must be filled in, and no more. */
  const fill = async (body = '母亲 78 岁，要做透析，没有车') => {
    type('body', body);
    if (view.querySelector('#f-category')) option('出行返乡').click();
    type('phone', '10000005678');
    await element.updateComplete;
    agree();
    await element.updateComplete;
  };
  const events = (name: string) => around.events.filter((event) => event.type === `help-board-${name}`);
  const submitted = () => (events('submit')[0]!.detail as { submission: Submission }).submission;

  await has('textarea');
  if (board) await has('#f-category');
  await settle();
  const leave = () => around.remove();
  return {
    around,
    element,
    view,
    outbox,
    field,
    has,
    says,
    type,
    option,
    agree,
    press,
    fill,
    events,
    submitted,
    leave,
    adapter,
  };
}

/** A board that cannot be reached. */
export const unreachable = (adapter: HelpBoardAdapter, cause: unknown): HelpBoardAdapter => ({
  ...adapter,
  loadBoard: () => Promise.reject(cause),
  submit: () => Promise.reject(cause),
});
