export * from './faults.js';
export * from './hotline.js';
export * from './orders.js';
