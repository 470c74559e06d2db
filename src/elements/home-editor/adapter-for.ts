import type { AdapterOptions, HelpBoardAdapter } from '../../adapters/contract.js';
import { createRestAdapter } from '../../adapters/rest/index.js';

/**
 * The editor's own adapter: a board that stands on the same page is read without the CMS's token, and this one is not.
 */
export async function adapterFor(
  given: string | HelpBoardAdapter,
  options: AdapterOptions,
): Promise<HelpBoardAdapter> {
  if (typeof given !== 'string') return given;
  if (given === 'rest') return createRestAdapter(options);
  return (await import('../../adapters/named.js')).namedAdapter(given, options);
}
