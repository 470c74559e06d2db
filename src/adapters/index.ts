export * from './contract.js';
export * from './error-codes.js';
export * from './errors.js';
export * from './memory/index.js';
export * from './registry.js';
export { createRestAdapter } from './rest/index.js';
