import type { Board } from '../../model/index.js';
import { seedAnnouncements } from './announcements.js';
import { seedDirectory } from './directory.js';
import { seedExplainers } from './explainers.js';
import { regions } from './units.js';

/** What the editors of the fictional county have written around their board. */
export function demoBoard(now: number) {
  return {
    notice: '演示数据：清溪县是虚构的',
    regions: [...regions],
    announcements: seedAnnouncements.map(({ minutesAgo, ...words }) => ({
      ...words,
      at: new Date(now - minutesAgo * 60_000).toISOString(),
    })),
    explainers: seedExplainers.map(({ keywords, ...words }) => ({ ...words, keywords: [...keywords] })),
    directory: seedDirectory.map((entry) => ({ ...entry })),
    home: {
      on: true,
      headline: '有困难，说一声',
      lead: '看病、用药、物资、出行，昼夜有人看，三小时内答复。',
      button: '我要求助',
      href: '/help',
    },
  } satisfies Partial<Board>;
}
