export { SYNC_TAG } from '../drafts/worker.js';
export { drainOutbox } from './drain-outbox.js';
