/** What a reply template may leave open, as editors write it: `{称呼}您好，……`. */
export const PLACEHOLDERS = ['称呼', '编号', '标题', '分类', '承办单位', '时限', '平台'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

const OPEN = /\{([^{}\n]{1,12})\}/g;

/** A text with its placeholders filled in, and the names of those that could not be: such a text must not go out. */
export function fillPlaceholders(
  text: string,
  values: Partial<Record<Placeholder, string>>,
): { text: string; missing: string[] } {
  const missing = new Set<string>();
  const filled = text.replace(OPEN, (whole, name: string) => {
    const value = values[name.trim() as Placeholder];
    if (value) return value;
    missing.add(name.trim());
    return whole;
  });
  return { text: filled, missing: [...missing] };
}
