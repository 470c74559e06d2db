import { clockState, type Clocked } from '../../model/clock.js';
import type { FirstTexts } from '../../locales/texts.js';

const MINUTE = 60_000;

/** "42 minutes": the largest unit that says enough. */
export function duration(ms: number, texts: FirstTexts): string {
  const minutes = Math.max(1, Math.round(ms / MINUTE));
  if (minutes < 60) return texts.minutes(minutes);
  if (minutes < 48 * 60) return texts.hours(Math.round(minutes / 60));
  return texts.days(Math.round(minutes / 1440));
}

/** How long ago, by the server's time. Something from the future (a clock a day off) is "just now", never "in 3 hours". */
export function ago(at: string, now: number, texts: FirstTexts): string {
  const ms = now - Date.parse(at);
  return ms < MINUTE ? texts.justNow : texts.ago(duration(ms, texts));
}

/** Date and time of the place, short. */
export function dateTime(at: string | number, texts: Pick<FirstTexts, 'lang'>): string {
  const text = new Intl.DateTimeFormat(texts.lang, {
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(new Date(at));
  // Midnight is 24:05 in English; `hourCycle`, which says it better, is not known to Chromium 64.
  return text.replace('24:', '00:');
}

/** What the clock says in words and colour: answered in 42 min, due by 14:30, overdue. Nothing once it stopped. */
export function clockText(
  of: Clocked & { createdAt: string },
  now: number,
  texts: FirstTexts,
): { text: string; tone: string } | undefined {
  switch (clockState(of, now)) {
    case 'answered':
    case 'answered-late':
      return {
        text: texts.answeredIn(duration(Date.parse(of.answeredAt!) - Date.parse(of.createdAt), texts)),
        tone: 'green',
      };
    case 'overdue':
      return { text: texts.overdue, tone: 'red' };
    case 'running':
      return { text: texts.dueBy(dateTime(of.dueAt, texts)), tone: 'blue' };
    case 'paused':
      return { text: texts.needsInfo, tone: 'amber' };
    default:
      return undefined;
  }
}
