import { integer, number, object, string, type Infer } from '../../../model/schema.js';

/** Where somebody is in a form: the field, the caret in it, and where it stands in the window. */
export const placeSchema = object({
  field: string(),
  start: integer(),
  end: integer(),
  /** How far a long text is scrolled in its field. */
  scroll: number(),
  /** How far below the window's upper edge the field begins. */
  top: number(),
});
export type Place = Infer<typeof placeSchema>;

type Field = HTMLInputElement | HTMLTextAreaElement;

/** The place of whoever writes in the form under `root`; undefined while no named field has the focus. */
export function placeIn(root: ShadowRoot): Place | undefined {
  const field = root.activeElement as Field | null;
  if (!field?.id || !('value' in field)) return undefined;
  const { id, scrollTop } = field;
  // Only fields of text have a caret; the others say null.
  const start = field.selectionStart ?? 0;
  const { top } = field.getBoundingClientRect();
  return { field: id, start, end: field.selectionEnd ?? start, scroll: scrollTop, top };
}

/** Puts focus, caret and window back; false when the form has no such field any more. */
export function goTo(root: ShadowRoot, { field: id, start, end, scroll, top }: Place): boolean {
  const field = root.getElementById(id) as Field | null;
  if (!field) return false;
  const details = field.closest('details');
  if (details) details.open = true;
  field.focus({ preventScroll: true });
  if (typeof field.selectionStart === 'number') field.setSelectionRange(start, end);
  field.scrollTop = scroll;
  window.scrollBy(0, field.getBoundingClientRect().top - top);
  return true;
}
