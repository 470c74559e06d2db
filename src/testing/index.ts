export * from './faults.js';
export * from './fixtures.js';
export * from './handlers.js';
export * from './rest-server.js';
