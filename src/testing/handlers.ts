import { http, HttpResponse, type HttpHandler } from 'msw';
import { createMemoryAdapter, type MemoryAdapter } from '../adapters/memory/index.js';
import type { Board, HelpRequest } from '../model/index.js';
import { Faults } from './faults.js';
import { boardFixture, requestFixtures } from './fixtures.js';
import { createRestServer } from './rest-server.js';

export interface HandlerOptions {
  /** URL of the backend as the page has it; `*` stands for any origin. */
  backend?: string;
  board?: Board;
  requests?: readonly HelpRequest[];
}

export interface Handlers {
  /** For `setupWorker(...handlers)` or `setupServer(...handlers)`. */
  handlers: HttpHandler[];
  /** What is behind them: look into it, publish in it. */
  adapter: MemoryAdapter;
  faults: Faults;
  /** `METHOD URL` of every request, in order. */
  asked: string[];
}

/**
 * msw handlers for the whole REST contract, answered from memory: an exact backend for the tests of a page that embeds the
 * board, with faults to switch on.
 */
export function helpBoardHandlers(options: HandlerOptions = {}): Handlers {
  const { backend = '*/api', board = boardFixture(), requests = requestFixtures() } = options;
  const adapter = createMemoryAdapter({ board, requests });
  const serve = createRestServer(adapter, board.key);
  const faults = new Faults();
  const asked: string[] = [];
  const handlers = [`${backend}/boards/*`, `${backend}/desk/boards/*`].map((path) =>
    http.all(path, async ({ request }) => {
      asked.push(`${request.method} ${request.url}`);
      const answer = await faults.meet(request, () => serve(request));
      return answer.type === 'error' ? HttpResponse.error() : answer;
    }),
  );
  return { handlers, adapter, faults, asked };
}
