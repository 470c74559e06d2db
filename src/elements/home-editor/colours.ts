import { html, nothing, type TemplateResult } from 'lit';
import { SLOT_COLOURS, type SlotColour } from '../../model/slot-colours.js';
import { DEFAULT_COLOURS, tooFaint } from './contrast.js';
import type { EditorView } from './editor-view.js';

/** Four colours: the board's own, the site's, or any; and a word where they cannot be read on each other. */
export function colourFields(view: EditorView, site: readonly string[]): TemplateResult {
  const { editing, texts } = view;
  const { colours: words, colour: names } = texts;
  const chosen = editing.content.colours ?? {};
  const choose = (name: SlotColour, value: string | undefined) =>
    editing.write({ colours: { ...chosen, [name]: value } });
  const faint = tooFaint(chosen);
  const isChosen = Object.values(chosen).some(Boolean);
  return html`<section class="part" aria-labelledby="colours-title">
    <h3 id="colours-title">${texts.field.colours}</h3>
    <p class="muted">${texts.hint.colours} ${words.dark}</p>
    ${site.length ? nothing : html`<p class="muted">${words.noneFound}</p>`}
    ${SLOT_COLOURS.map(
      (name) =>
        html`<div class="colour" role="group" aria-label=${names[name]}>
          <span class="name">${names[name]}</span>
          <input
            type="color"
            aria-label=${words.choose(names[name])}
            .value=${chosen[name] ?? DEFAULT_COLOURS[name]}
            @input=${({ target }: Event) => choose(name, (target as HTMLInputElement).value)}
          />
          ${site.map(
            (hex) =>
              html`<button
                type="button"
                class="swatch"
                data-colour=${hex}
                aria-label=${words.swatch(hex, names[name])}
                aria-pressed=${chosen[name] === hex ? 'true' : 'false'}
                @click=${() => choose(name, hex)}
              ></button>`,
          )}
          ${
            chosen[name]
              ? html`<button type="button" class="plain" @click=${() => choose(name, undefined)}>
                  ${words.own}
                </button>`
              : nothing
          }
        </div>`,
    )}
    ${faint.map(
      ({ colour, with: ground, ratio, better }) =>
        html`<p class="note amber">
          ${words.faint(names[colour], names[ground], ratio.toFixed(1))}
          <button type="button" @click=${() => choose(colour, better)}>${words.better(better)}</button>
        </p>`,
    )}
    ${isChosen && !faint.length ? html`<p class="muted">${words.fine}</p>` : nothing}
  </section>`;
}

/** A strict policy lets no style into a template: swatches get their colour by hand. */
export function paintSwatches(root: ParentNode): void {
  for (const swatch of root.querySelectorAll<HTMLElement>('[data-colour]'))
    swatch.style.setProperty('background', swatch.dataset['colour']!);
}
