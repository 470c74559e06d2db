export * from './faults.js';
export * from './fixtures.js';
export * from './handlers.js';
export * from './hotline.js';
export * from './rest-server.js';
