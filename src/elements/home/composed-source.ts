import { HelpBoardError } from '../../adapters/errors.js';
import { slotOfBoard } from '../../model/slot-of-board.js';
import { adapterFor } from '../adapter-for.js';
import type { SourceOptions } from './slot-source.js';

/** What the slot shows, out of the calls that every adapter has. */
export async function composedSource({ adapter: given, ...options }: SourceOptions) {
  const adapter = await adapterFor(given, options);
  return {
    view: async () => {
      const [board, page] = await Promise.all([
        adapter.loadBoard(),
        // A slot without requests is better than none.
        adapter.list({ sort: 'latest', limit: 10 }).catch(() => ({ items: [], pinned: [] })),
      ]);
      return slotOfBoard(board, page);
    },
    arrived: async (page: string, version: number) => adapter.arrived?.(page, version),
    preview: async (code: string) => {
      await adapter.prepare?.();
      if (!adapter.capabilities.slot || !adapter.slot) throw new HelpBoardError('unsupported');
      return (await adapter.slot()).open(code);
    },
  };
}
