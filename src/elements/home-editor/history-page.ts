import { html, nothing, type TemplateResult } from 'lit';
import {
  shownBefore,
  type SlotContent,
  type SlotShowing,
  type SlotState,
  type SlotVersion,
} from '../../model/slot.js';
import { dateTime } from '../parts/time.js';
import { changedFields, type ContentField } from './changes.js';
import type { EditorView } from './editor-view.js';
import { titleOf } from './pins.js';

/** A field's value in words. */
function valueWords(content: SlotContent | undefined, name: ContentField, view: EditorView): string {
  const { texts, editing } = view;
  const value = content?.[name];
  if (name === 'on') return texts.history.onOff[content?.on ? 'on' : 'off'];
  if (name === 'layout') return texts.layout[content?.layout ?? 'card'];
  if (name === 'opens') return texts.opens[content?.opens ?? 'auto'];
  if (name === 'pins')
    return (
      (content?.pins ?? []).map((id) => titleOf(editing.requests.get(id), id, 12)).join(texts.history.list) ||
      texts.history.empty
    );
  if (name === 'colours')
    return (
      Object.entries(content?.colours ?? {})
        .filter(([, hex]) => hex)
        .map(([of, hex]) => `${texts.colour[of as keyof typeof texts.colour] ?? of} ${hex}`)
        .join(texts.history.list) || texts.history.empty
    );
  return (value as string | undefined) || texts.history.empty;
}

/** What is another in one wording than in the one before. */
export function differences(
  before: SlotContent | undefined,
  after: SlotContent,
  view: EditorView,
): TemplateResult {
  const { field, history } = view.texts;
  const names = changedFields(before, after);
  if (!names.length) return html`<p class="muted">${history.unchanged}</p>`;
  return html`<ul class="changes">
    ${names.map(
      (name) =>
        html`<li>
          <b>${field[name]}</b> ${history.was(valueWords(before, name, view), valueWords(after, name, view))}
        </li>`,
    )}
  </ul>`;
}

/** What was shown before, and is something else than what is shown now. */
function before({ showings, versions, now }: SlotState): SlotVersion | undefined {
  const timed = showings.map(({ id, version, reason, from, until }) => ({
    ...{ id, version, reason, from: Date.parse(from) },
    until: until ? Date.parse(until) : null,
  }));
  const of = (one?: { version: number }) => versions.find(({ number }) => number === one?.version);
  const current = timed.find(({ id }) => id === now);
  const isElse = (one: { version: number }) => {
    const content = of(one)?.content;
    return Boolean(content?.on && changedFields(of(current)?.content, content).length);
  };
  return current && of(shownBefore(timed, current, isElse));
}

/** The way back to what was shown before; the question names it, and it is that one which is shown then. */
function wayBack(view: EditorView): TemplateResult | typeof nothing {
  const { editing, texts } = view;
  const { state } = editing;
  if (!state?.shown || state.shown.emergency) return nothing;
  const version = before(state);
  const { history } = texts;
  if (!version) return html`<p class="muted">${history.noneBefore}</p>`;
  const { number, content } = version;
  return html`<p class="row">
    ${view.asking.render(
      {
        id: 'roll-back',
        label: history.rollBack,
        question: history.rollBackSure(number, content.headline),
        act: () => void view.run(() => editing.change((calls) => calls.rollBack(number)), history.rolledBack),
      },
      texts,
    )}
  </p>`;
}

/** Puts a version into the fields; asks where something would be lost. */
function take(view: EditorView, version: SlotVersion): TemplateResult {
  const { editing, texts } = view;
  const act = () => {
    editing.takeUp(version);
    view.show('write');
    view.say(texts.history.taken(version.number));
  };
  return editing.isDirty
    ? view.asking.render(
        { id: `take ${version.number}`, label: texts.history.take, question: texts.history.takeSure, act },
        texts,
      )
    : html`<button type="button" class="plain" @click=${act}>${texts.history.take}</button>`;
}

function showingCard(view: EditorView, one: SlotShowing, before: SlotVersion | undefined): TemplateResult {
  const { editing, texts, first } = view;
  const { history, schedule } = texts;
  const { versions = [], now, shown } = editing.state ?? {};
  const version = versions.find(({ number }) => number === one.version);
  const { from, until } = one;
  const time =
    until === from
      ? history.takenBack
      : until
        ? schedule.fromUntil(dateTime(from, first), dateTime(until, first))
        : schedule.from(dateTime(from, first));
  return html`<li>
    <p>
      <span class="badge ${one.reason === 'emergency' ? 'red' : 'blue'}">${history.reason[one.reason]}</span>
      <strong>${schedule.version(one.version, version?.content.headline ?? '')}</strong>
      ${one.id === now ? html`<span class="badge green">${history.shownNow}</span>` : nothing}
    </p>
    <p>${time}${one.endedBy ? html` · ${history.endedBy(one.endedBy)}` : nothing}</p>
    <p class="muted">${history.by(one.by, dateTime(one.at, first))}</p>
    ${
      version
        ? before
          ? differences(before.content, version.content, view)
          : html`<p class="muted">${history.first}</p>`
        : nothing
    }
    ${
      version
        ? html`<p class="row">
            ${
              one.version !== shown?.version && !shown?.emergency && one.reason !== 'emergency'
                ? view.asking.render(
                    {
                      id: `again ${one.id}`,
                      label: history.again,
                      question: history.againSure,
                      act: () => void view.run(() => editing.publish({}, version), texts.act.published),
                    },
                    texts,
                  )
                : nothing
            }
            ${take(view, version)}
          </p>`
        : nothing
    }
  </li>`;
}

/** Who showed what and when, what was another in it, and the ways back. */
export function historyPage(view: EditorView): TemplateResult {
  const { editing, texts, first } = view;
  const { history, schedule } = texts;
  const { showings = [], versions = [] } = editing.state ?? {};
  const versionOf = (number?: number) => versions.find((one) => one.number === number);
  const drafts = versions.filter(({ draft }) => draft);
  return html`<section class="part" aria-labelledby="history-title">
      <h3 id="history-title">${history.title}</h3>
      ${wayBack(view)}
      ${
        showings.length
          ? html`<ul class="cards">
              ${showings.map((one, at) => showingCard(view, one, versionOf(showings[at + 1]?.version)))}
            </ul>`
          : html`<p class="muted">${history.none}</p>`
      }
    </section>
    ${
      drafts.length
        ? html`<section class="part" aria-labelledby="drafts-title">
            <h3 id="drafts-title">${history.drafts}</h3>
            <ul class="cards">
              ${drafts.map(
                (version) =>
                  html`<li>
                    <p><strong>${schedule.version(version.number, version.content.headline)}</strong></p>
                    <p class="muted">
                      ${history.by(version.by, dateTime(version.changedAt ?? version.at, first))}
                    </p>
                    <p class="row">${take(view, version)}</p>
                  </li>`,
              )}
            </ul>
          </section>`
        : nothing
    }`;
}
