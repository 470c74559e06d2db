import type { Kept } from './hotline.js';

const HOUR = 3_600_000;
const now = Date.parse('2026-04-02T00:00:00.000Z');

/** Forty-five orders, the newest first. Everything in them is made up. */
export const orders = (): Kept[] =>
  Array.from({ length: 45 }, (_, i) => ({
    remoteId: String(100 + i),
    ownId: `00000000-0000-4000-8000-${String(i).padStart(12, '0').replace(/^0/, '9')}`,
    title: `第${i}件`,
    content: `第${i}件事：路灯不亮，电话13800000000`,
    category: i % 2 ? 'utilities' : 'medical',
    urgency: 'routine',
    name: '王小明',
    phone: '13800000000',
    createdAt: new Date(now - i * HOUR).toISOString(),
    dueAt: new Date(now + 48 * HOUR).toISOString(),
    stage: i % 3 ? 'submitted' : 'answered',
    ...(i % 3 ? {} : { reply: '已经修好。', answeredAt: new Date(now).toISOString() }),
    opinion: '内部：预算未批',
  }));
