/** What a person may have to agree to. Precise location and health are sensitive data: each has a consent of its own. */
export const CONSENTS = ['privacy', 'health', 'location', 'guardian', 'onBehalf'] as const;
export type Consent = (typeof CONSENTS)[number];
