import type { HelpBoardAdapter } from '../adapters/contract.js';

export interface Call {
  adapter: Required<HelpBoardAdapter>;
  request: Request;
  query: URLSearchParams;
  /** What the path holds in its variable places. */
  at: string[];
}

export interface Answer {
  status?: number;
  body: unknown;
  /** May be kept by nobody. */
  secret?: boolean;
}

/** One call of the contract. */
export interface Route {
  method: string;
  path: RegExp;
  answer(call: Call): Promise<Answer>;
}

export const route = (method: string, path: RegExp, answer: Route['answer']): Route => ({
  method,
  path,
  answer,
});
