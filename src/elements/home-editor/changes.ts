import type { SlotContent } from '../../model/slot.js';

export const CONTENT_FIELDS = [
  'on', 'headline', 'lead', 'button', 'href', 'layout', 'opens', 'pins', 'colours',
] as const; // prettier-ignore
export type ContentField = (typeof CONTENT_FIELDS)[number];

/** In the order of the fields and without what says nothing: two of the same meaning are the same text. */
export function plain(content: SlotContent): SlotContent {
  const of = content as Record<string, unknown>;
  const kept = CONTENT_FIELDS.map((field) => {
    const value = of[field];
    const isEmpty =
      value === undefined ||
      value === '' ||
      (typeof value === 'object' && !Object.values(value as object).some(Boolean));
    return isEmpty ? [] : [field, field === 'colours' ? ordered(value as Record<string, string>) : value];
  });
  return Object.fromEntries(kept.filter(({ length }) => length)) as SlotContent;
}

const ordered = (colours: Record<string, string | undefined>) =>
  Object.fromEntries(
    Object.entries(colours)
      .filter(([, value]) => value)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** The fields in which two wordings differ. */
export function changedFields(before: SlotContent | undefined, after: SlotContent): ContentField[] {
  const [was, is] = [before ? plain(before) : {}, plain(after)] as [Record<string, unknown>, typeof after];
  return CONTENT_FIELDS.filter((field) => JSON.stringify(was[field]) !== JSON.stringify(is[field]));
}
