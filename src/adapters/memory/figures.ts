import type { Figures, HelpRequest } from '../../model/index.js';

const DONE: readonly HelpRequest['stage'][] = ['answered', 'resolved', 'declined'];

/** Totals of a list: received = answered online + handed over + waiting. What was withdrawn or merged counts nowhere. */
export function figuresOf(requests: readonly HelpRequest[]): Figures {
  const figures: Figures = { received: 0, answeredOnline: 0, handedOver: 0, waiting: 0, done: 0 };
  for (const { stage, answeredAt, assignee, timeline } of requests) {
    if (stage === 'withdrawn' || stage === 'merged') continue;
    const done = answeredAt !== undefined || DONE.includes(stage);
    const handedOver =
      timeline.some((step) => step.stage === 'dispatched') ||
      (assignee !== undefined && assignee.kind !== 'desk' && stage !== 'accepted');
    figures.received++;
    if (done) figures.done++;
    if (handedOver) figures.handedOver++;
    else if (done) figures.answeredOnline++;
    else figures.waiting++;
  }
  return figures;
}
