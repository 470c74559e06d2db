/** What somebody who works with a board may be, on that board. A citizen has no role: a receipt's token or the host's word opens the own request. */
export const DESK_ROLES = ['volunteer', 'department', 'editor', 'supervisor', 'admin'] as const;
export type DeskRole = (typeof DESK_ROLES)[number];

/** Sort, answer, publish, hand over: they see every request of their board. */
export const NEWSROOM = ['editor', 'supervisor', 'admin'] as const satisfies DeskRole[];
/** Chase what is late, read the audit log. */
export const SUPERVISION = ['supervisor', 'admin'] as const satisfies DeskRole[];
/** Handle what has been handed over to their unit, and see nothing else. */
export const UNIT_ROLES = ['volunteer', 'department'] as const satisfies DeskRole[];
export const EVERY_ROLE = DESK_ROLES;
