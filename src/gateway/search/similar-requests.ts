import { sql } from 'kysely';
import type { HelpRequest } from '../../model/index.js';
import type { PublicReader } from '../storage/public-reads.js';
import { dice, pairsIn } from './pairs.js';

/** Pairs of a text that are looked up: more of them make it no clearer what it is about. */
const PAIRS_MAX = 40;
/** Looked for among this many of a board's newest. */
const RECENT = 5000;
/** Compared pair by pair. */
const CANDIDATES = 30;

export interface Similar {
  request: HelpRequest;
  /** How much of both texts is the same, 0 to 1. */
  likeness: number;
  /** How much of the text that was asked about is in it, 0 to 1. */
  covered: number;
}

/** Public requests of a board that share something with a text, the most alike first. */
export async function similarRequests(
  { db, search }: PublicReader,
  board: string,
  text: string,
): Promise<Similar[]> {
  const pairs = new Set([...pairsIn(text)].slice(0, PAIRS_MAX));
  if (!pairs.size) return [];
  const since = sql`coalesce((select n from public_search where board = ${board}
    order by n desc limit 1 offset ${RECENT}), 0)`;
  const { rows } = await sql<{ doc: string; words: string }>`
    select doc, words from (${search.any(board, [...pairs], since)} limit ${CANDIDATES}) as candidate
      join public_search on public_search.n = candidate.n
      join public_request on public_request.board = public_search.board and public_request.id = public_search.id`.execute(
    db,
  );
  return rows
    .map(({ doc, words }) => {
      const theirs = pairsIn(words);
      const shared = [...pairs].filter((pair) => theirs.has(pair)).length;
      const request = JSON.parse(doc) as HelpRequest;
      const own = pairsIn(`${request.title ?? ''} ${request.publicBody}`);
      return { request, likeness: dice(pairs, own), covered: shared / pairs.size };
    })
    .sort((a, b) => b.likeness - a.likeness || b.covered - a.covered);
}
