import type { HelpBoardAdapter } from '../../adapters/contract.js';
import { ask } from '../../adapters/rest/ask.js';
import { decoded, segment } from '../../adapters/rest/decoded.js';
import type { PreviewedSlot } from '../../model/slot.js';
import { slotViewSchema, type SlotView } from '../../model/slot-view.js';
import { defaultBackend, earlyAnswer } from '../page.js';

/** Where a slot has what it shows. */
export interface SlotSource {
  /** Names it in what lies on the device, as the board's session does. */
  readonly scope: string;
  view(): Promise<SlotView>;
  /** A page shows this version; nothing is said of who looks. */
  arrived?(page: string, version: number): Promise<unknown>;
  /** What a preview's code opens. */
  preview?(code: string): Promise<PreviewedSlot>;
}

export interface SourceOptions {
  adapter: string | HelpBoardAdapter;
  backend: string;
  board: string;
}

/**
 * The slot reads one small answer of its own, and neither store nor adapter of the board: most who see a home page never open
 * it. It writes nothing, so the page's one store and one outbox are the board's, whenever that opens.
 */
export function slotSource({ adapter, backend, board }: SourceOptions): SlotSource {
  const named = typeof adapter === 'string';
  const options = { adapter, backend: backend || defaultBackend(), board };
  const scope = [named ? adapter : adapter.name, options.backend, board].join('|');
  const root = `${options.backend}/boards/${segment(board)}`;
  const url = `${root}/home`;
  const composed = async () => (await import('./composed-source.js')).composedSource(options);
  if (adapter !== 'rest') {
    const source = composed();
    source.catch(() => undefined);
    return {
      scope,
      view: async () => (await source).view(),
      arrived: async (page, version) => (await source).arrived?.(page, version),
      preview: async (code) => (await source).preview(code),
    };
  }
  return {
    scope,
    view: () =>
      ask(url, { early: earlyAnswer(url) }).then(
        ({ json }) => decoded(slotViewSchema, json),
        async (error) => {
          // A backend that speaks the contract, but not this call.
          if (error.code !== 'not-found') throw error;
          return (await composed()).view();
        },
      ),
    arrived: (page, version) => ask(`${root}/slot-arrivals?version=${version}&page=${segment(page)}`),
    preview: async (code) =>
      (await import('../../adapters/rest/slot.js')).restSlot(root, undefined).open(code),
  };
}
