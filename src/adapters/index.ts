export * from './contract.js';
export * from './error-codes.js';
export * from './errors.js';
export * from './memory/index.js';
export * from './registry.js';
export { ask, type Answer, type AskOptions } from './rest/ask.js';
export { createRestAdapter, decoded } from './rest/index.js';
