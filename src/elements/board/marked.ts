import { html, type TemplateResult } from 'lit';

/**
 * A text with the words that were searched for marked in it, wherever they stand; what was typed is text, never a
 * pattern. Undefined where nothing is searched for.
 */
export function marked(text: string, words: string): TemplateResult | undefined {
  if (!words) return undefined;
  const wanted = words
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  // Every other part is a hit: `split` gives what a group has caught.
  const parts = text.split(new RegExp(`(${wanted.join('|')})`, 'i'));
  return html`${parts.map((part, i) => (i % 2 ? html`<mark>${part}</mark>` : part))}`;
}
