import type { HelpRequest } from '../../model/index.js';
import type { ListQuery } from '../contract.js';
import { HelpBoardError } from '../errors.js';

const PAGE_SIZE = 20;
const PAGE_MAX = 50;

export interface Page {
  number: number;
  size: number;
  /** First of the page before. */
  before?: string;
  /** Where to go on in a list that comes whole. */
  offset?: number;
}

/**
 * What to ask for. GeoReport itself has no pages, `page` and `page_size` are a common extension: a cursor is the next page with
 * the first id of this one, or a place in the whole list where a server gave all of it.
 */
export function pageOf({ cursor, limit }: ListQuery): Page & { search: Record<string, string> } {
  const size = Math.min(Math.max(Math.floor(limit ?? PAGE_SIZE) || 1, 1), PAGE_MAX);
  const [, kind, at = '', before] = /^(page|whole)~(\d{1,6})(?:~(.*))?$/s.exec(cursor ?? '') ?? [];
  if (cursor !== undefined && !kind) throw new HelpBoardError('invalid', { fields: { cursor: 'unknown' } });
  const number = kind === 'page' ? +at : 1;
  return {
    ...{ number, size, before },
    ...(kind === 'whole' && { offset: +at }),
    search: { page: String(number), page_size: String(size) },
  };
}

/** The items of a page out of what the server gave, the newest first, and where the next one is. */
export function sliceOf(
  given: readonly HelpRequest[],
  { number, size, before, offset }: Page,
): { items: HelpRequest[]; next?: string } {
  const newest = [...given].sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
  // It knows of no pages and gives all there is.
  if (offset !== undefined || newest.length > size) {
    const from = offset ?? 0;
    const items = newest.slice(from, from + size);
    return { items, ...(from + size < newest.length && { next: `whole~${from + size}` }) };
  }
  // The same page again: it gives all there is, and that is one page.
  if (before !== undefined && newest[0]?.id === before) return { items: [] };
  const more = newest.length === size;
  return { items: newest, ...(more && { next: `page~${number + 1}~${newest[0]!.id}` }) };
}

/** Filters after the fact: servers ignore what they do not know. */
export function matches({ category, stage, region, q = '' }: ListQuery, of: HelpRequest): boolean {
  const text = [of.publicBody, ...of.replies.map(({ body }) => body)].join('\n').toLowerCase();
  return (
    (!category || of.category === category) &&
    (!stage || of.stage === stage) &&
    (!region || of.region === region) &&
    q
      .toLowerCase()
      .split(/\s+/)
      .every((word) => text.includes(word))
  );
}
