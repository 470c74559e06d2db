import {
  RATE_DEFINITIONS,
  type Board,
  type Figures,
  type HelpRequest,
  type Ratio,
  type Stats,
} from '../../model/index.js';

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

const NONE: Ratio = { numerator: 0, denominator: 0 };

/** Totals as an answer of figures has them; who handles what, a page in memory does not know. */
export function statsOf({ key }: Board, totals: Figures): Stats {
  const now = new Date().toISOString();
  return {
    board: key,
    level: 'own',
    boards: 1,
    period: { name: 'all', from: now, to: now },
    asOf: now,
    totals,
    rates: { reply: NONE, onTime: NONE, satisfaction: NONE, solved: NONE },
    replyTimes: [],
    departments: [],
    areas: [],
    order: 'administrative',
    minimum: 5,
    series: { step: 'day', points: [] },
    definitions: RATE_DEFINITIONS,
  };
}
