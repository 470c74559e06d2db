import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { attributeField, selectField } from './attributes.js';
import type { Draft } from './draft.js';
import { checkChips, hintLine, valueOf } from './fields.js';
import type { Section } from './sections.js';
import { attributesOf } from './submission.js';

/** What helps but is not needed, folded away: place, the board's own questions, whom they asked, photos. */
export function detailsSection(
  s: Section,
  draft: Draft,
  { open, maxPhotos }: { open: boolean; maxPhotos: number },
): TemplateResult | typeof nothing {
  const { t, form, board, change } = s;
  const attributes = attributesOf(form, board).filter(({ required }) => !required);
  const tried = board?.tried ?? [];
  const regions = board?.regions ?? [];
  if (!attributes.length && !tried.length && !regions.length && !maxPhotos) return nothing;
  return html`<details ?open=${open}>
    <summary>${t.details}</summary>
    <div class="folded">
      ${maxPhotos ? photoField(s, draft, maxPhotos) : nothing}
      ${
        regions.length
          ? selectField(s, {
              id: 'region',
              label: t.region,
              options: regions.map((name) => ({ key: name, name })),
              value: form.region,
              pick: (region) => change({ region }),
            })
          : nothing
      }
      ${attributes.map((attribute) => attributeField(s, attribute, s))}
      ${
        tried.length
          ? checkChips(s, {
              id: 'tried',
              legend: t.tried,
              // A link may bring somebody who was asked and is not on the board's list.
              options: tried
                .concat(form.tried.filter((who) => tried.indexOf(who) < 0))
                .map((who) => ({ value: who, label: who })),
              values: () => s.form.tried,
              pick: (values) => change({ tried: values }),
            })
          : nothing
      }
    </div>
  </details>`;
}

function photoField(s: Section, draft: Draft, max: number): TemplateResult {
  const { t, form, change } = s;
  const add = ({ target }: Event) => {
    const input = target as HTMLInputElement;
    void draft.addPhotos(Array.from(input.files ?? []), max);
    // The same photo may be chosen again after it was taken out.
    input.value = '';
  };
  const trouble = { failed: t.photoFailed, 'too-many': t.photoTooMany(max) };
  return html`<fieldset>
    <legend class="label">${t.photos}</legend>
    ${hintLine('photos', t.photosHint(max))}
    <ul class="photos">
      ${draft.photos.map(({ sha256 }, i) => {
        const preview = draft.previews.get(sha256);
        const alt = form.alts[sha256] ?? '';
        return html`<li>
          ${preview ? html`<img src=${preview} alt=${alt || t.photoAlt(i + 1)} />` : html`<span class="gap"></span>`}
          <input
            aria-label=${t.photoAlt(i + 1)}
            placeholder=${t.photoAlt(i + 1)}
            maxlength="200"
            .value=${live(alt)}
            @input=${(event: Event) => change({ alts: { ...s.form.alts, [sha256]: valueOf(event) } })}
          />
          <button type="button" class="plain" @click=${() => void draft.removePhoto(sha256)}>
            ${t.removePhoto(i + 1)}
          </button>
        </li>`;
      })}
    </ul>
    ${
      draft.photos.length < max
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
            <span aria-hidden="true">＋</span>${t.addPhoto}
          </label>`
        : nothing
    }
    <p role="status" class=${draft.shrinking ? 'muted' : 'wrong'}>
      ${draft.shrinking ? t.photoWorking : draft.photoTrouble ? trouble[draft.photoTrouble] : nothing}
    </p>
  </fieldset>`;
}
