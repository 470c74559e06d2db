/** How soon it must be looked at (紧急程度), mildest first. */
export const URGENCIES = ['routine', 'urgent', 'critical'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** Order of work (轻重缓急): the most urgent first, then what is due first. */
export function byUrgencyThenDue(
  a: { urgency: Urgency; dueAt: string },
  b: { urgency: Urgency; dueAt: string },
): number {
  return (
    URGENCIES.indexOf(b.urgency) - URGENCIES.indexOf(a.urgency) || Date.parse(a.dueAt) - Date.parse(b.dueAt)
  );
}
