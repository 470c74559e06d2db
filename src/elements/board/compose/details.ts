import { html, nothing, type TemplateResult } from 'lit';
import { attributeField, selectField } from './attributes.js';
import type { Draft } from '../writing/draft.js';
import { photoField } from '../writing/photo-field.js';
import { checkChips } from './fields.js';
import type { Form } from './form.js';
import type { Section } from './sections.js';
import { attributesOf } from './submission.js';

/** What helps but is not needed, folded away: place, the board's own questions, whom they asked, photos. */
export function detailsSection(
  s: Section,
  draft: Draft<Form>,
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
      ${maxPhotos ? photoField(draft, s.views.photos, maxPhotos) : nothing}
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
