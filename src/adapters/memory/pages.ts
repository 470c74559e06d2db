import type { HelpRequest, RequestPage } from '../../model/index.js';
import type { ListQuery, Tab } from '../contract.js';
import { HelpBoardError } from '../errors.js';

const PAGE_SIZE = 20;
const PAGE_MAX = 50;

/** What a list is ordered by; equal ones by id. */
const rank = (sort: Tab, of: HelpRequest): number => (sort === 'hot' ? of.score : Date.parse(of.createdAt));

function isBehind(cursor: string, sort: Tab): (of: HelpRequest) => boolean {
  const [tab, value, ...rest] = cursor.split('~');
  const at = Number(value || NaN);
  const id = rest.join('~');
  if (tab !== sort || isNaN(at) || !id)
    throw new HelpBoardError('invalid', { fields: { cursor: 'unknown' } });
  return (of) => rank(sort, of) < at || (rank(sort, of) === at && of.id < id);
}

const wordsOf = (of: HelpRequest): string =>
  [of.title, of.publicBody, ...of.replies.map(({ body }) => body)].join('\n').toLowerCase();

/**
 * A page by keyset: what is published or counted between two pages makes nothing appear twice. Pinned requests come apart,
 * on the first page only and above every tab.
 */
export function pageOf(all: readonly HelpRequest[], query: ListQuery): RequestPage {
  const { sort, category, stage, region, q = '', cursor } = query;
  const limit = Math.min(Math.max(Math.floor(query.limit ?? PAGE_SIZE) || 1, 1), PAGE_MAX);
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (of: HelpRequest) =>
    (!category || of.category === category) &&
    (!stage || of.stage === stage) &&
    (!region || of.region === region) &&
    words.every((word) => wordsOf(of).includes(word));
  const ordered = (tab: Tab, of: HelpRequest[]) =>
    of.sort((a, b) => rank(tab, b) - rank(tab, a) || (a.id < b.id ? 1 : -1));

  const listed = ordered(
    sort,
    all.filter((of) => !of.pinned && (sort !== 'featured' || of.featured) && fits(of)),
  );
  const behind = cursor ? listed.filter(isBehind(cursor, sort)) : listed;
  const items = behind.slice(0, limit);
  const last = items[items.length - 1];
  return {
    items,
    pinned: cursor
      ? []
      : ordered(
          'hot',
          all.filter((of) => of.pinned && fits(of)),
        ),
    ...(last && behind.length > limit ? { next: [sort, rank(sort, last), last.id].join('~') } : {}),
  };
}
