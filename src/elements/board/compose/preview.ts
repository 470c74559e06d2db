import { html, nothing, type TemplateResult } from 'lit';
import { findMasks, maskName, maskText, type Mask, type MaskKind } from '../../../model/masks.js';
import { categoryOf, visibilityOf } from './form.js';
import type { Section } from './sections.js';

/** How the public would see it, with what is covered marked. Worked out only while somebody looks. */
export function previewSection(
  s: Section,
  { open, photos, toggle }: { open: boolean; photos: number; toggle(open: boolean): void },
): TemplateResult | typeof nothing {
  const { t, form, board } = s;
  if (visibilityOf(form, board) !== 'public' || !form.body.trim()) return nothing;
  return html`<details
    class="preview"
    ?open=${open}
    @toggle=${({ target }: Event) => toggle((target as HTMLDetailsElement).open)}
  >
    <summary>${t.preview}</summary>
    ${open ? preview(s, photos) : nothing}
  </details>`;
}

function preview({ t, texts, form, board }: Section, photos: number): TemplateResult {
  const masks = findMasks(form.body);
  const category = categoryOf(form, board);
  return html`<div class="folded">
    <div class="shown">
      ${category ? html`<p><span class="badge">${category.name}</span></p>` : nothing}
      <p class="text" dir="auto">${marked(form.body, masks)}</p>
      <p class="row muted">
        <bdi>${maskName(form.name) || texts.unnamed}</bdi>${
          form.region ? html`<bdi>${maskText(form.region)}</bdi>` : nothing
        }${photos ? html`<span>${t.previewPhotos(photos)}</span>` : nothing}
      </p>
    </div>
    <p role="status">${masks.length ? t.covered(countOf(masks, t.maskKind)) : t.nothingCovered}</p>
    <p class="muted">${board?.features.review === false ? t.previewAtOnce : t.previewReview}</p>
  </div>`;
}

/** The text as it would stand there, in pieces. */
function marked(text: string, masks: readonly Mask[]): unknown[] {
  const pieces: unknown[] = [];
  let at = 0;
  for (const { start, end, cover } of masks) {
    pieces.push(text.slice(at, start), html`<mark>${cover}</mark>`);
    at = end;
  }
  return pieces.concat(text.slice(at));
}

/** 电话 2 处、门牌 1 处. */
function countOf(masks: readonly Mask[], { names, each, between }: Section['t']['maskKind']): string {
  const kinds = masks.map(({ kind }) => kind);
  const counted = (kind: MaskKind) => each(names[kind], kinds.filter((other) => other === kind).length);
  return kinds
    .filter((kind, at) => kinds.indexOf(kind) === at)
    .map(counted)
    .join(between);
}
