import type { AdapterFactory } from './contract.js';

const factories = new Map<string, AdapterFactory>();

/** Makes an adapter known under a name, for `<help-board adapter="name">`. The last registration of a name wins. */
export function registerAdapter(name: string, factory: AdapterFactory): void {
  factories.set(name, factory);
}

/** The factory registered under a name. */
export function registeredAdapter(name: string): AdapterFactory | undefined {
  return factories.get(name);
}
