import type { AdapterOptions, HelpBoardAdapter } from './contract.js';
import { createMemoryAdapter } from './memory/index.js';
import { createOpen311Adapter } from './open311/index.js';
import { registeredAdapter } from './registry.js';
import { createRestAdapter } from './rest/index.js';

/** The adapter of a name: one the page registered, else ours. An unknown name is said on the console; `rest` stands in. */
export function namedAdapter(name: string, options: AdapterOptions): HelpBoardAdapter {
  const registered = registeredAdapter(name);
  if (registered) return registered(options);
  if (name === 'memory') return createMemoryAdapter();
  if (name === 'open311') return createOpen311Adapter(options);
  console.warn(`[help-board] no adapter "${name}" is registered; "rest" is used`);
  return createRestAdapter(options);
}
