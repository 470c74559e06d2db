export { createOutbox } from './outbox.js';
export type {
  Dedupe,
  Delivery,
  EnqueueOptions,
  Entry,
  Failure,
  Keeping,
  Outbox,
  OutboxOptions,
  PhotoRef,
  Send,
  SendOptions,
} from './types.js';
