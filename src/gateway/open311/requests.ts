import type { Kysely } from 'kysely';
import { HelpBoardError } from '../../adapters/errors.js';
import { isClosed, STAGES, type Board, type HelpRequest } from '../../model/index.js';
import type { Tables } from '../storage/tables.js';

const DAY = 86_400_000;
/** GeoReport's own: without a period the last 90 days, and never more of them. */
const DAYS = 90;
const REQUESTS_MAX = 1000;
const IDS_MAX = 100;
/** What comes before a page is read for it: with a million requests the last page took seconds, and everybody else waited. */
const DEPTH_MAX = 20_000;

/** What GeoReport asks a list for; everything comes as text. */
export interface RequestsQuery {
  service_request_id?: string;
  service_code?: string;
  start_date?: string;
  end_date?: string;
  status?: string;
  page?: string;
  page_size?: string;
}

/** What everybody may read of a request, as GeoReport says it. Nothing but the public projection is looked at. */
export function requestOf(of: HelpRequest, board: Board, base: string) {
  const answer = of.replies.filter(({ kind }) => kind === 'answer').at(-1);
  const [picture] = of.attachments;
  return {
    service_request_id: of.id,
    status: isClosed(of.stage) ? 'closed' : 'open',
    ...(answer && { status_notes: answer.body }),
    service_name: board.categories.find(({ code }) => code === of.category)?.name ?? of.category,
    service_code: of.category,
    description: [of.title, of.publicBody].filter(Boolean).join('\n'),
    ...(of.assignee && { agency_responsible: of.assignee.name }),
    requested_datetime: of.createdAt,
    updated_datetime: of.updatedAt,
    expected_datetime: of.dueAt,
    address: of.region,
    ...(picture && { media_url: new URL(picture.url, base).href }),
  };
}

const invalid = (field: string, problem: string) =>
  new HelpBoardError('invalid', { fields: { [field]: problem } });

function instantOf(field: 'start_date' | 'end_date', text: string): number {
  const at = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : NaN;
  if (isNaN(at)) throw invalid(field, 'no date like 2026-03-20T08:00:00Z');
  return at;
}

function periodOf({ start_date, end_date }: RequestsQuery, now: number): [number, number] {
  if (!start_date && !end_date) return [now - DAYS * DAY, now];
  const end = end_date ? instantOf('end_date', end_date) : undefined;
  const start = start_date ? instantOf('start_date', start_date) : end! - DAYS * DAY;
  const until = end ?? Math.min(now, start + DAYS * DAY);
  if (until < start) throw invalid('end_date', 'before start_date');
  if (until - start > DAYS * DAY) throw invalid('end_date', `more than ${DAYS} days after start_date`);
  return [start, until];
}

const listIn = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

function numberIn(
  field: 'page' | 'page_size',
  text: string | undefined,
  otherwise: number,
  most: number,
): number {
  if (text === undefined || text === '') return otherwise;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > most)
    throw invalid(field, `a number from 1 to ${most}`);
  return number;
}

/** Public requests, the newest first. Asked for by their ids, whenever they came. */
export async function listRequests(
  db: Kysely<Tables>,
  board: string,
  query: RequestsQuery,
  now: number,
): Promise<HelpRequest[]> {
  let from = db.selectFrom('public_request').select('doc').where('board', '=', board);
  const ids = listIn(query.service_request_id);
  if (ids.length > IDS_MAX) throw invalid('service_request_id', `more than ${IDS_MAX}`);
  if (ids.length) from = from.where('id', 'in', ids);
  else {
    const [start, end] = periodOf(query, now);
    from = from.where('created_at', '>=', start).where('created_at', '<=', end);
  }
  const codes = listIn(query.service_code);
  if (codes.length) from = from.where('category', 'in', codes.slice(0, IDS_MAX));
  const states = listIn(query.status);
  const strange = states.find((state) => state !== 'open' && state !== 'closed');
  if (strange) throw invalid('status', 'open or closed');
  if (new Set(states).size === 1)
    from = from.where(
      'stage',
      'in',
      STAGES.filter((stage) => isClosed(stage) === (states[0] === 'closed')),
    );
  const size = numberIn('page_size', query.page_size, REQUESTS_MAX, REQUESTS_MAX);
  const page = numberIn('page', query.page, 1, 100_000);
  if (page > 1 && page * size > DEPTH_MAX)
    throw invalid(
      'page',
      `up to ${DEPTH_MAX} requests can be paged through; for more give an earlier end_date`,
    );
  const rows = await from
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(size)
    .offset((page - 1) * size)
    .execute();
  return rows.map(({ doc }) => JSON.parse(doc) as HelpRequest);
}
