import { ContextProvider } from '@lit/context';
import { fixture, html } from '@open-wc/testing';
import type axeCore from 'axe-core';
import 'axe-core';
import { LitElement, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { HelpBoardAdapter } from '../../../src/adapters/contract.js';
import { HelpBoardError } from '../../../src/adapters/errors.js';
import type { Entry, Keeping, Outbox } from '../../../src/drafts/types.js';
import {
  adapterContext,
  hostContext,
  outboxContext,
  storeContext,
  textsContext,
  viewTextsContext,
  type BoardHost,
  type Target,
} from '../../../src/elements/contexts.js';
import type { HelpBoardEvent } from '../../../src/elements/events.js';
import { rootStyles } from '../../../src/elements/parts/root-styles.js';
import { zhHansViews } from '../../../src/locales/zh-hans-views.js';
import { zhHans } from '../../../src/locales/zh-hans.js';
import type { OwnRequest, Receipt } from '../../../src/model/index.js';
import { BoardStore } from '../../../src/store/board-store.js';
import { helpRequest, qingxi } from '../board/backend.js';

/** axe is a classic script: importing it leaves it on the window. */
const { axe } = window as unknown as { axe: typeof axeCore };

export const HOUR = 3_600_000;
export const at = (ms: number): string => new Date(Date.now() + ms).toISOString();

/** What tries to be more than text. */
export const HOSTILE = [
  '<img src=x onerror="window.fired=true"><script>window.fired=true</script>',
  '妈'.repeat(10_000),
  '\u202eedoc live\u202c \u200fשלום\u200e مرحبا',
  '👩‍👩‍👧‍👦🚑🆘',
].join('\n');

/** Stands where `<help-board>` stands: provides what the views consume, and notes what they tell it. */
class Surroundings extends LitElement implements BoardHost {
  readonly scope = 'test';
  static override styles = [rootStyles];
  @property({ attribute: false }) adapter!: HelpBoardAdapter;
  @property({ attribute: false }) outbox?: Outbox | Error;
  @property({ attribute: false }) view!: TemplateResult;
  @property() theme = '';
  went: Target[] = [];
  clearings = 0;
  events: HelpBoardEvent[] = [];
  readonly user = {};
  readonly source = '';
  readonly photoSize = { side: 1600, quality: 0.82 };
  store!: BoardStore;

  private adapters = new ContextProvider(this, { context: adapterContext });
  private stores = new ContextProvider(this, { context: storeContext });

  constructor() {
    super();
    new ContextProvider(this, { context: hostContext, initialValue: this });
    new ContextProvider(this, { context: textsContext, initialValue: { ...zhHans, ...zhHansViews.shared } });
    new ContextProvider(this, { context: viewTextsContext, initialValue: zhHansViews });
    new ContextProvider(this, {
      context: outboxContext,
      initialValue: () =>
        this.outbox instanceof Error ? Promise.reject(this.outbox) : Promise.resolve(this.outbox!),
    });
  }

  override willUpdate(): void {
    if (this.store) return;
    this.store = new BoardStore(this.adapter);
    void this.store.load();
    this.adapters.setValue(this.adapter);
    this.stores.setValue(this.store);
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
    return true;
  }
  takePrefill(): undefined {}

  override render(): TemplateResult {
    return html`<div class="root ${this.theme}" lang="zh-Hans">${this.view}</div>`;
  }
}
customElements.define('test-surroundings', Surroundings);
export type { Surroundings };

export async function surround(
  view: TemplateResult,
  {
    adapter = fakeAdapter(),
    outbox,
    theme = '',
  }: Partial<Pick<Surroundings, 'adapter' | 'outbox' | 'theme'>>,
): Promise<Surroundings> {
  return fixture<Surroundings>(
    html`<test-surroundings
      .adapter=${adapter}
      .outbox=${outbox}
      .view=${view}
      .theme=${theme}
    ></test-surroundings>`,
  );
}

const none = (): never => {
  throw new HelpBoardError('unsupported');
};

/** A backend that can do everything, as far as the test says what. */
export function fakeAdapter(changes: Partial<HelpBoardAdapter> = {}): HelpBoardAdapter {
  return {
    name: 'fake',
    capabilities: {
      dedupe: 'key',
      upload: true,
      track: true,
      own: true,
      add: true,
      withdraw: true,
      meToo: true,
      thank: true,
      comment: true,
    },
    loadBoard: async () => qingxi(),
    list: async () => ({ items: [], pinned: [] }),
    get: async (id) => helpRequest(id),
    submit: async () => none(),
    track: async () => none(),
    own: async () => none(),
    withdraw: async () => none(),
    meToo: async () => none(),
    ...changes,
  };
}

export class FakeOutbox extends EventTarget {
  readonly ready = Promise.resolve();
  keeping: Keeping = 'disk';
  unreadable = 0;
  salvaged = '';
  salvage = async () => this.salvaged;
  done: string[] = [];
  editable = true;
  constructor(public list: Entry[] = []) {
    super();
  }
  entries(): readonly Entry[] {
    return this.list;
  }
  put(...list: Entry[]): void {
    this.list = list;
    this.dispatchEvent(new Event('change'));
  }
  async edit(key: string): Promise<boolean> {
    this.done.push(`edit ${key}`);
    return this.editable;
  }
  async flush(): Promise<void> {
    this.done.push('flush');
  }
  async retry(key: string): Promise<void> {
    this.done.push(`retry ${key}`);
  }
  async keep(key: string): Promise<void> {
    this.done.push(`keep ${key}`);
  }
  async discard(key: string): Promise<void> {
    this.done.push(`discard ${key}`);
    this.put(...this.list.filter((entry) => entry.key !== key));
  }
  get asOutbox(): Outbox {
    return this as unknown as Outbox;
  }
}

export const entry = (key: string, changes: Partial<Entry> = {}): Entry => ({
  key,
  form: 'request',
  delivery: 'queued',
  content: { body: `全文 ${key}` },
  summary: `母亲 78 岁要做透析 ${key}`,
  photos: [],
  tries: 0,
  createdAt: Date.now() - 60_000,
  updatedAt: Date.now() - 60_000,
  ...changes,
});

export const receipt = (key: string): Receipt => ({
  key,
  id: `id-${key}`,
  trackingCode: `QXHB-${key.toUpperCase()}`,
  token: `token-${key}`,
  stage: 'submitted',
  receivedAt: at(-HOUR),
  dueAt: at(2 * HOUR),
});

export const sent = (key: string): Entry =>
  entry(key, { delivery: 'sent', content: undefined, receipt: receipt(key) });

export const ownRequest = (id: string, changes: Partial<OwnRequest> = {}): OwnRequest => ({
  id,
  stage: 'dispatched',
  publication: 'pending',
  flags: [],
  category: 'medical',
  urgency: 'urgent',
  body: `原文 ${id}`,
  createdAt: at(-HOUR),
  dueAt: at(2 * HOUR),
  replies: [],
  timeline: [
    { at: at(-HOUR), stage: 'submitted' },
    { at: at(-HOUR / 2), stage: 'dispatched', by: '清溪县卫生健康局' },
  ],
  additions: [],
  ...changes,
});

/** axe's findings, one line each. */
export async function findings(element: Element): Promise<string[]> {
  const { violations } = await axe.run(element, {
    rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
  });
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)}`));
}

/** Buttons by their words. */
export function press(root: ParentNode, words: string): HTMLButtonElement {
  const found = [...root.querySelectorAll<HTMLButtonElement>('button, summary')].find((button) =>
    button.textContent!.includes(words),
  );
  if (!found) throw new Error(`no button says ${words}`);
  found.click();
  return found;
}

export const buttons = (root: ParentNode): string[] =>
  [...root.querySelectorAll('button')].map((button) => button.textContent!.trim());
