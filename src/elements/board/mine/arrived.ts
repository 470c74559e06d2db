import { html, nothing, type TemplateResult } from 'lit';
import type { Entry } from '../../../drafts/types.js';
import { isClosed, stageAfter, type Receipt } from '../../../model/index.js';
import { ago, dateTime } from '../../parts/time.js';
import { promise, replies, reply } from '../request/replies.js';
import { assignee, outcome, statusBadges } from '../request/status.js';
import { timeline } from '../request/timeline.js';
import type { OwnKnown, OwnState } from './own-states.js';
import type { EntryTools } from './undelivered.js';

/** What templates of arrived requests share. */
export interface ArrivedTools extends EntryTools {
  state(receipt: Receipt): OwnState;
  /** Keys whose detail is open, and whose code is shown. */
  open: ReadonlySet<string>;
  coded: ReadonlySet<string>;
  toggle(set: 'open' | 'coded', key: string): void;
  /** The request something is being added to. */
  adding?: string;
  /** What this device has added to it. */
  additions(receipt: Receipt): readonly Entry[];
  /** Missing where the backend takes no additions. */
  add?(receipt: Receipt): void;
  /** The form of an addition was left. */
  added(): void;
  /** Missing where the backend takes nothing back. */
  withdraw?(entry: Entry): void;
  /** The entry that could not be withdrawn. */
  failed?: string;
}

/** A request that has arrived: what became of it, as the backend says now, not as it was on arrival. */
export function arrived(entry: Entry, receipt: Receipt, tools: ArrivedTools): TemplateResult {
  const { texts, views, now, open } = tools;
  const { key, summary } = entry;
  const { status, known } = tools.state(receipt);
  const isOpen = open.has(key);
  return html`<li class="item" data-key=${key} aria-busy=${status === 'loading'}>
    <p class="row">
      ${
        known
          ? html`${statusBadges(known, tools)}
            ${
              known.publication
                ? html`<span class="badge publication">${views.publication[known.publication]}</span>`
                : nothing
            }`
          : html`<span class="badge green">${views.delivery.sent}</span>`
      }
    </p>
    <h4 class="text" dir="auto" id="title-${key}">${summary || views.request.title}</h4>
    <p class="row muted">
      <span>${views.sentAs(receipt.id)}</span>
      <time datetime=${receipt.receivedAt}>${ago(receipt.receivedAt, now, texts)}</time>
    </p>
    ${status === 'error' ? html`<p class="note amber" role="status">${views.mine.statusUnknown}</p>` : nothing}
    ${
      known
        ? isOpen
          ? nothing
          : newest(known, tools)
        : status === 'loading'
          ? html`<p class="muted">${texts.loading}</p>`
          : html`<p>${views.sent.dueBy(dateTime(receipt.dueAt, texts))}</p>`
    }
    ${tools
      .additions(receipt)
      .map(
        ({ updatedAt }) =>
          html`<p class="muted">
            <span aria-hidden="true">✓</span> ${views.addition.sent(dateTime(updatedAt, texts))}
          </p>`,
      )}
    <div class="row">
      ${
        known
          ? html`<button
              aria-expanded=${isOpen}
              aria-describedby="title-${key}"
              data-open=${key}
              @click=${() => tools.toggle('open', key)}
            >
              ${isOpen ? texts.close : views.mine.open}
            </button>`
          : nothing
      }
      ${addButton(key, receipt, tools)} ${code(key, receipt, tools)}
    </div>
    ${
      tools.adding === receipt.id
        ? html`<help-board-addition .requestId=${receipt.id} @done=${tools.added}></help-board-addition>`
        : nothing
    }
    ${known && isOpen ? detail(entry, known, tools) : nothing}
    ${tools.failed === key ? html`<p class="note amber" role="alert">${views.mine.withdrawFailed}</p>` : nothing}
  </li>`;
}

/** More can be said until nobody works on it any more; where something was asked, it is the next thing to do. */
function addButton(key: string, receipt: Receipt, tools: ArrivedTools): TemplateResult | typeof nothing {
  const { add, adding, views } = tools;
  const { known } = tools.state(receipt);
  if (!add || adding === receipt.id || (known && isClosed(known.stage))) return nothing;
  return html`<button
    class=${known?.flags.includes('needs-info') ? 'primary' : ''}
    aria-describedby="title-${key}"
    data-add=${receipt.id}
    @click=${() => add(receipt)}
  >
    ${views.addition.add}
  </button>`;
}

function newest(known: OwnKnown, tools: ArrivedTools): TemplateResult {
  const last = known.replies[known.replies.length - 1];
  return html`${
    last
      ? html`<ul class="replies">
          ${reply(last, tools)}
        </ul>`
      : nothing
  }
  ${outcome(known, tools)}${promise(known, Boolean(last), tools)}`;
}

/** Whoever holds the code can read the replies: it is not left on the screen unasked. */
function code(key: string, { trackingCode }: Receipt, tools: ArrivedTools) {
  const { views, coded, copying } = tools;
  if (!trackingCode) return nothing;
  if (!coded.has(key))
    return html`<button
      class="plain"
      aria-describedby="title-${key}"
      @click=${() => tools.toggle('coded', key)}
    >
      ${views.mine.showCode}
    </button>`;
  return html`<div class="note code">
    <p class="muted">${views.mine.code}</p>
    <p class="big" role="status">${trackingCode}</p>
    <p class="muted">${views.sent.codeHint}</p>
    <div class="row">${copying.render(`code ${key}`, trackingCode, views.sent.copyCode, views)}</div>
  </div>`;
}

function detail(entry: Entry, known: OwnKnown, tools: ArrivedTools): TemplateResult {
  const { views, texts, asking, withdraw } = tools;
  return html`<div class="detail">
    ${known.body ? html`<p class="text body" dir="auto">${known.body}</p>` : nothing}
    ${(known.additions ?? []).map(
      ({ body, at }) =>
        html`<p class="text body" dir="auto">${body}</p>
          <time class="muted" datetime=${at}>${dateTime(at, texts)}</time>`,
    )}
    ${assignee(known, tools)} ${outcome(known, tools)} ${replies(known, tools, 5)}
    ${timeline(known, tools, 5)}
    ${
      withdraw && stageAfter(known.stage, 'withdraw')
        ? html`<div class="row">
            ${asking.render(
              {
                id: `withdraw ${entry.key}`,
                label: views.mine.withdraw,
                question: views.mine.withdrawSure,
                act: () => withdraw(entry),
              },
              views,
            )}
          </div>`
        : nothing
    }
  </div>`;
}
