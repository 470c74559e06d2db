import type { Figures, Stage } from '../../model/index.js';

interface Counted {
  stage: Stage;
  answered_at: number | null;
  dispatched_at: number | null;
}

/**
 * What one request adds to the totals. What was withdrawn or folded into another counts nowhere; a decline, with its
 * reason and another way, is an answer. received = answered online + handed over + waiting; done is counted over both.
 */
export function figuresOf(request: Counted | undefined): Figures {
  const none = { received: 0, answeredOnline: 0, handedOver: 0, waiting: 0, done: 0 };
  if (!request || request.stage === 'withdrawn' || request.stage === 'merged') return none;
  const done =
    request.answered_at !== null ||
    request.stage === 'answered' ||
    request.stage === 'resolved' ||
    request.stage === 'declined';
  const handedOver = request.dispatched_at !== null;
  return {
    received: 1,
    answeredOnline: done && !handedOver ? 1 : 0,
    handedOver: handedOver ? 1 : 0,
    waiting: done || handedOver ? 0 : 1,
    done: done ? 1 : 0,
  };
}

/** What a change of one request changes in the totals; nothing is `undefined`. */
export function figuresChange(before: Counted | undefined, after: Counted): Figures | undefined {
  const [was, is] = [figuresOf(before), figuresOf(after)];
  const change: Figures = {
    received: is.received - was.received,
    answeredOnline: is.answeredOnline - was.answeredOnline,
    handedOver: is.handedOver - was.handedOver,
    waiting: is.waiting - was.waiting,
    done: is.done - was.done,
  };
  return Object.values(change).some(Boolean) ? change : undefined;
}
