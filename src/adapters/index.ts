export * from './composite/index.js';
export * from './contract.js';
export * from './error-codes.js';
export * from './errors.js';
export * as hotline from './hotline/index.js';
export {
  createHotlineAdapter,
  hotlineShapes,
  hotlineTemplate,
  type HotlineAdapterOptions,
  type HotlineProfile,
} from './hotline/index.js';
export * from './memory/index.js';
export { createOpen311Adapter, type Open311AdapterOptions } from './open311/index.js';
export * from './registry.js';
export { ask, type Answer, type AskOptions } from './rest/ask.js';
export type { SlotCalls, SlotDraft } from './slot.js';
export { decoded } from './rest/decoded.js';
export { createRestAdapter } from './rest/index.js';
