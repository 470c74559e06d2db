export { SYNC_TAG } from '../drafts/device.js';
export { drainOutbox } from './drain-outbox.js';
