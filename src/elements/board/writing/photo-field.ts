import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ViewTexts } from '../../../locales/texts.js';
import type { Draft } from './draft.js';
import type { Written } from './written.js';

/** Photos of a draft, each with a word on what it shows, and the way to add one more. */
export function photoField<T extends Written>(
  draft: Draft<T>,
  t: ViewTexts['photos'],
  max: number,
): TemplateResult {
  const { photos, form } = draft;
  const { list, previews, lost, shrinking, trouble } = photos;
  const add = ({ target }: Event) => {
    const input = target as HTMLInputElement;
    void photos.add([...(input.files ?? [])], max);
    // The same photo may be chosen again after it was taken out.
    input.value = '';
  };
  const describe = (sha256: string, { target }: Event) =>
    draft.change({
      alts: { ...draft.form.alts, [sha256]: (target as HTMLInputElement).value },
    } as Partial<T>);
  const words = { failed: t.failed, 'too-many': t.tooMany(max) };
  return html`<fieldset>
    <legend class="label">${t.title}</legend>
    <p class="muted" id="h-photos">${t.hint(max)}</p>
    <ul class="photos">
      ${list.map(({ sha256 }, i) => {
        const preview = previews.get(sha256);
        const alt = form.alts[sha256] ?? '';
        return html`<li>
          ${
            preview
              ? html`<img src=${preview} alt=${alt || t.alt(i + 1)} />`
              : html`<p class="gap">${lost.has(sha256) ? t.lost : nothing}</p>`
          }
          <input
            id="f-alt-${sha256.slice(0, 8)}"
            aria-label=${t.alt(i + 1)}
            placeholder=${t.alt(i + 1)}
            maxlength="200"
            .value=${live(alt)}
            @input=${(event: Event) => describe(sha256, event)}
          />
          <button type="button" class="plain" @click=${() => void draft.removePhoto(sha256)}>
            ${t.remove(i + 1)}
          </button>
        </li>`;
      })}
    </ul>
    ${
      list.length < max
        ? html`<label class="button add">
            <input
              class="hush"
              id="f-photos"
              type="file"
              accept="image/*"
              multiple
              aria-describedby="h-photos"
              @change=${add}
            />
            <span aria-hidden="true">＋</span>${t.add}
          </label>`
        : nothing
    }
    <p role="status" class=${shrinking ? 'muted' : 'wrong'}>
      ${shrinking ? t.working : trouble ? words[trouble] : nothing}
    </p>
  </fieldset>`;
}
