import type { AdapterOptions, HelpBoardAdapter } from '../adapters/contract.js';
import { createRestAdapter } from '../adapters/rest/index.js';

/** The adapter that an element's `adapter` names: a fresh one, or the object that the page made itself. */
export async function adapterFor(
  given: string | HelpBoardAdapter,
  options: AdapterOptions,
): Promise<HelpBoardAdapter> {
  if (typeof given !== 'string') return given;
  if (given === 'rest') return createRestAdapter(options);
  return (await import('../adapters/named.js')).namedAdapter(given, options);
}
