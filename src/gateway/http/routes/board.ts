import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ListQuery } from '../../../adapters/contract.js';
import { HelpBoardError } from '../../../adapters/errors.js';
import { slotOfBoard } from '../../../model/index.js';
import { CategoryCounts } from '../../storage/category-counts.js';
import { listSubtree } from '../../levels/subtree-list.js';
import {
  choosePublic,
  getAttachment,
  getPublic,
  listPublic,
  PAGE_MAX,
  readCursor,
} from '../../storage/public-reads.js';
import type { BoardState } from '../../storage/boards.js';
import type { HttpContext } from '../context.js';
import * as calls from '../operations/public.js';
import { atomFeed } from '../atom-feed.js';
import { etagOf, holds, PUBLIC_CACHING, sendPublic, type Versioned } from '../public-answer.js';
import { route } from '../route.js';

export interface BoardParams {
  board: string;
  id: string;
}
export const paramsOf = (request: FastifyRequest): BoardParams => request.params as BoardParams;

/** The board of the call; it is known to exist: a hook has looked. */
export function boardOf({ storage }: HttpContext, request: FastifyRequest) {
  const state = storage.boards.get(paramsOf(request).board);
  if (!state) throw new HelpBoardError('unknown-board');
  return state;
}

const isSubtree = (request: FastifyRequest): boolean =>
  (request.query as { scope?: unknown }).scope === 'subtree';

/** The version of what is asked about: the board's, or that of all boards below it together. */
export const versioned = (context: HttpContext, request: FastifyRequest): Versioned => {
  const state = boardOf(context, request);
  return isSubtree(request) ? { version: context.storage.boards.subtreeVersion(state.board.key) } : state;
};

/** Lists worth keeping: the usual page sizes, the first three pages, no search. Everything else is too many. */
function listName(board: string, query: ListQuery): string | undefined {
  const { sort, category = '', stage = '', region = '', q, cursor, limit, scope = 'own' } = query;
  if (q || ![10, 20, 50].includes(limit!)) return undefined;
  if (cursor && readCursor(cursor, sort).page > 3) return undefined;
  return JSON.stringify([board, scope, sort, category, stage, region, cursor ?? '', limit]);
}

/** Everything that anybody may read of a board. */
export function boardRoutes(app: FastifyInstance, context: HttpContext): void {
  const { storage, now } = context;
  const { db, boards } = storage;
  const counts = new CategoryCounts(db, now);
  /** With the requests that stand first in its slot, as far as they are public. */
  const withItems = async ({ board }: BoardState) => {
    const { home } = board;
    const items = await choosePublic(db, board.key, home?.pins);
    return home && items.length ? { ...board, home: { ...home, items } } : board;
  };
  const withCounts = async (state: BoardState) => {
    const board = await withItems(state);
    const below = boards.subtree(board.key).length - 1;
    return { ...board, counts: await counts.of(board.key), ...(below && { below }) };
  };

  // Answered from memory: whoever holds the present state costs no database.
  app.addHook('onRequest', async (request, reply) => {
    const etag = etagOf(context, versioned(context, request));
    if (holds(request, etag))
      return reply.code(304).header('etag', etag).header('cache-control', PUBLIC_CACHING).send();
  });

  route(app, calls.getBoard, (request, reply) => {
    const state = boardOf(context, request);
    const cacheAs = `board ${state.board.key}`;
    return sendPublic(context, state, request, reply, { cacheAs, make: () => withCounts(state) });
  });

  route(app, calls.getHome, (request, reply) => {
    const state = boardOf(context, request);
    const { key } = state.board;
    const make = async () =>
      slotOfBoard(await withItems(state), await listPublic(storage, key, { sort: 'latest', limit: 10 }));
    return sendPublic(context, state, request, reply, { cacheAs: `home ${key}`, make });
  });

  route(app, calls.getFigures, (request, reply) => {
    const state = boardOf(context, request);
    return sendPublic(context, state, request, reply, { make: () => Promise.resolve(state.board.figures) });
  });

  route(app, calls.getVersion, (request, reply) => {
    const state = versioned(context, request);
    const version = etagOf(context, state).slice(3, -1);
    return sendPublic(context, state, request, reply, { make: () => Promise.resolve({ version }) });
  });

  route(app, calls.getSnapshot, (request, reply) => {
    const state = boardOf(context, request);
    const { board } = state;
    const make = async () => ({
      version: etagOf(context, state).slice(3, -1),
      board: await withItems(state),
      hot: await listPublic(storage, board.key, { sort: 'hot' }),
      featured: await listPublic(storage, board.key, { sort: 'featured' }),
      latest: await listPublic(storage, board.key, { sort: 'latest' }),
    });
    return sendPublic(context, state, request, reply, { cacheAs: `snapshot ${board.key}`, make });
  });

  route(app, calls.getFeed, (request, reply) => {
    const state = boardOf(context, request);
    const site = `${request.protocol}://${request.host}`;
    const make = async () => {
      const { items, pinned } = await listPublic(storage, state.board.key, {
        sort: 'latest',
        limit: PAGE_MAX,
      });
      return atomFeed(state.board, [...pinned, ...items], site);
    };
    // Not kept: it names the address that it was asked for at, and anybody can ask at any.
    return sendPublic(context, state, request, reply, { type: 'application/atom+xml; charset=utf-8', make });
  });

  route(app, calls.listRequests, (request, reply) => {
    const state = boardOf(context, request);
    const query = request.query as ListQuery;
    const { key } = state.board;
    const cacheAs = listName(key, query);
    const make = () =>
      isSubtree(request) ? listSubtree(storage, boards.subtree(key), query) : listPublic(storage, key, query);
    return sendPublic(context, versioned(context, request), request, reply, { cacheAs, make });
  });

  route(app, calls.getRequest, (request, reply) => {
    const state = boardOf(context, request);
    const { board, id } = paramsOf(request);
    return sendPublic(context, state, request, reply, { make: () => getPublic(db, board, id) });
  });

  route(app, calls.getAttachment, async (request, reply) => {
    const { board, id } = paramsOf(request);
    const { type, bytes } = await getAttachment(context.storage, board, id);
    return reply
      .type(type)
      .header('etag', etagOf(context, boardOf(context, request)))
      .header('cache-control', PUBLIC_CACHING)
      .send(bytes);
  });
}
