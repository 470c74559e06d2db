import { html, nothing, type TemplateResult } from 'lit';
import type { Entry } from '../../../drafts/types.js';
import { clockState, isClosed, stageAfter, type Receipt } from '../../../model/index.js';
import { ago, dateTime } from '../../parts/time.js';
import type { Feedback } from '../delivery.js';
import { promise, replies, reply } from '../request/replies.js';
import { assignee, outcome, statusBadges } from '../request/status.js';
import { timeline } from '../request/timeline.js';
import type { OwnKnown, OwnState } from './own-states.js';
import type { EntryTools } from './undelivered.js';

export interface Writing {
  request: string;
  kind: 'addition' | Feedback;
}

/** What a requester does by pressing a button. */
export type Deed = 'urge' | 'thank' | 'withdraw' | 'erase';

/** What templates of arrived requests share. */
export interface ArrivedTools extends EntryTools {
  state(receipt: Receipt): OwnState;
  /** Keys whose detail is open, and whose code is shown. */
  open: ReadonlySet<string>;
  coded: ReadonlySet<string>;
  toggle(set: 'open' | 'coded', key: string): void;
  /** The form that is open, and on which request. */
  writing?: Writing;
  /** Replies that came since the person looked. */
  unread(receipt: Receipt): number;
  /** What this device has added to it. */
  additions(receipt: Receipt): readonly Entry[];
  /** Whether the backend takes this at all. */
  takes(kind: Writing['kind'] | Deed): boolean;
  /** Opens a form. */
  write(kind: Writing['kind'], receipt: Receipt): void;
  /** The form was left. */
  written(event: Event): void;
  /** Does what needs no words. */
  act(deed: Deed, entry: Entry): void;
  /** What has been done since the view was opened: `urge {id}`. A backend need not tell that it was urged. */
  done: ReadonlySet<string>;
  /** What could not be done, and with which entry. */
  failed?: { deed: Deed; key: string };
}

/** A request that has arrived: what became of it, as the backend says now, not as it was on arrival. */
export function arrived(entry: Entry, receipt: Receipt, tools: ArrivedTools): TemplateResult {
  const { texts, views, now, open } = tools;
  const { key, summary } = entry;
  const { status, known } = tools.state(receipt);
  const isOpen = open.has(key);
  const unread = tools.unread(receipt);
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
      ${unread ? html`<span class="badge red unread">${views.feedback.unread(unread)}</span>` : nothing}
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
          : now < Date.parse(receipt.dueAt)
            ? html`<p>${views.sent.dueBy(dateTime(receipt.dueAt, texts))}</p>`
            : nothing
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
      ${addButton(key, receipt, tools)} ${known ? deeds(entry, receipt, known, tools) : nothing}
      ${code(key, receipt, tools)}
    </div>
    ${known?.rating ? html`<p class="muted"><span aria-hidden="true">✓</span> ${views.feedback.rated(views.feedback.solved[known.rating.solved])}</p>` : nothing}
    ${tools.writing?.request === receipt.id ? form(tools.writing, receipt, known, tools) : nothing}
    ${known && isOpen ? detail(entry, known, tools) : nothing}
    ${
      tools.failed?.key === key
        ? html`<p class="note amber" role="alert">${views.feedback.failed[tools.failed.deed]}</p>`
        : nothing
    }
  </li>`;
}

/** More can be said until nobody works on it any more; where something was asked, it is the next thing to do. */
function addButton(key: string, receipt: Receipt, tools: ArrivedTools): TemplateResult | typeof nothing {
  const { writing, views } = tools;
  const { known } = tools.state(receipt);
  if (!tools.takes('addition') || writing?.request === receipt.id || (known && isClosed(known.stage)))
    return nothing;
  return html`<button
    class=${known?.flags.includes('needs-info') ? 'primary' : ''}
    aria-describedby="title-${key}"
    data-write="addition ${receipt.id}"
    @click=${() => tools.write('addition', receipt)}
  >
    ${views.addition.add}
  </button>`;
}

/** What can be done next: urge what is late; say how it went; have it taken up again; thank. */
function deeds(entry: Entry, receipt: Receipt, known: OwnKnown, tools: ArrivedTools): TemplateResult {
  const { views, now, writing, done } = tools;
  const { feedback: t } = views;
  const { stage, flags, publication, rating } = known;
  const late = clockState(known, now) === 'overdue' && !flags.includes('urged');
  const open = (kind: Feedback, words: string, primary: boolean) =>
    tools.takes(kind) &&
    writing?.request !== receipt.id &&
    stageAfter(stage, kind === 'rating' ? 'rate' : 'reopen')
      ? html`<button
          class=${primary ? 'primary' : ''}
          aria-describedby="title-${entry.key}"
          data-write="${kind} ${receipt.id}"
          @click=${() => tools.write(kind, receipt)}
        >
          ${words}
        </button>`
      : nothing;
  const deed = (name: 'urge' | 'thank', words: string) =>
    done.has(`${name} ${receipt.id}`)
      ? html`<span class="said">${t.done[name]}</span>`
      : tools.takes(name) && stageAfter(stage, name)
        ? html`<button
            class=${name === 'urge' ? 'primary' : ''}
            aria-describedby="title-${entry.key}"
            @click=${() => tools.act(name, entry)}
          >
            ${words}
          </button>`
        : nothing;
  return html`${late ? deed('urge', t.urge) : nothing}
  ${open('rating', rating ? t.rateAgain : t.rate, !rating)}
  ${open('reopening', t.reopen, rating !== undefined && rating.solved !== 'yes')}
  ${publication === 'public' ? deed('thank', t.thank) : nothing}`;
}

/** The form that is open below a request. */
function form(
  { kind }: Writing,
  receipt: Receipt,
  known: OwnKnown | undefined,
  tools: ArrivedTools,
): TemplateResult {
  return kind === 'addition'
    ? html`<help-board-addition .requestId=${receipt.id} @done=${tools.written}></help-board-addition>`
    : html`<help-board-feedback
        .handle=${receipt}
        .kind=${kind}
        .rating=${known?.rating}
        @done=${tools.written}
      ></help-board-feedback>`;
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
  const { views, texts, asking } = tools;
  const may = (deed: 'withdraw' | 'erase') =>
    tools.takes(deed) && (deed === 'erase' || stageAfter(known.stage, deed));
  return html`<div class="detail">
    ${known.body ? html`<p class="text body" dir="auto">${known.body}</p>` : nothing}
    ${(known.additions ?? []).map(
      ({ body, at }) =>
        html`<p class="text body" dir="auto">${body}</p>
          <time class="muted" datetime=${at}>${dateTime(at, texts)}</time>`,
    )}
    ${assignee(known, tools)} ${outcome(known, tools)} ${replies(known, tools, 5)}
    ${timeline(known, tools, 5)}
    <div class="row">
      ${(['withdraw', 'erase'] as const).map((deed) =>
        may(deed)
          ? asking.render(
              {
                id: `${deed} ${entry.key}`,
                label: deed === 'erase' ? views.feedback.erase : views.mine.withdraw,
                question: deed === 'erase' ? views.feedback.eraseSure : views.mine.withdrawSure,
                act: () => tools.act(deed, entry),
              },
              views,
            )
          : nothing,
      )}
    </div>
  </div>`;
}
