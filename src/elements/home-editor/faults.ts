import type { SlotContent } from '../../model/slot.js';

/** What cannot work, by field. The words are in the locales. */
export type ContentFault = 'missing' | 'long' | 'script' | 'address' | 'gone';
export type ContentFaults = Partial<Record<'headline' | 'lead' | 'button' | 'href' | 'pins', ContentFault>>;

export const LENGTHS = { headline: 60, lead: 200, button: 20, href: 500 } as const;

/** Faults of what an editor has written; none of it is sent while there is one. */
export function contentFaults(content: SlotContent, isGone: (id: string) => boolean): ContentFaults {
  const faults: ContentFaults = {};
  for (const field of ['headline', 'lead', 'button', 'href'] as const)
    if ([...(content[field] ?? '')].length > LENGTHS[field]) faults[field] = 'long';
  if (!content.headline.trim()) faults.headline = 'missing';
  const { href } = content;
  if (href && !/^(https?:\/\/\S+|\/\S*)$/.test(href))
    faults.href = /^\s*(javascript|data|vbscript):/i.test(href) ? 'script' : 'address';
  if (!href && content.opens === 'page') faults.href = 'missing';
  if (content.pins?.some(isGone)) faults.pins = 'gone';
  return faults;
}

export type TimeFault = 'missing' | 'past' | 'order' | 'far' | 'unreadable';
const YEAR = 366 * 86_400_000;
/** Who chooses this minute means now. */
const SLACK = 60_000;

/** Faults of the time for which a version is to be shown; `NaN` is one that cannot be read. */
export function timeFaults(
  { from, until }: { from?: number; until?: number },
  now: number,
): { from?: TimeFault; until?: TimeFault } {
  const faults: { from?: TimeFault; until?: TimeFault } = {};
  // For no time at all is for now, and that is another button.
  if (from === undefined && until === undefined) faults.from = 'missing';
  if (from !== undefined)
    if (Number.isNaN(from)) faults.from = 'unreadable';
    else if (from < now - SLACK) faults.from = 'past';
    else if (from > now + YEAR) faults.from = 'far';
  if (until !== undefined)
    if (Number.isNaN(until)) faults.until = 'unreadable';
    else if (until <= now) faults.until = 'past';
    else if (from !== undefined && until <= from) faults.until = 'order';
  return faults;
}
