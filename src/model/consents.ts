import type { Board, Category } from './board.js';
import { CONSENTS, type Consent } from './consent.js';
export type { Consent } from './consent.js';
import { object, string, type Infer } from './schema.js';

const version = string({ minLength: 1, maxLength: 40 });

/** For each consent given: the version of the text the person agreed to. */
export const consentsSchema = object(
  { privacy: version },
  { health: version, location: version, guardian: version, onBehalf: version },
);
export type Consents = Infer<typeof consentsSchema>;

export interface NeedsConsent {
  category: string;
  forSomebodyElse?: boolean;
  location?: unknown;
}

/** The consents this submission cannot do without, in the order they are asked. */
export function requiredConsents(of: NeedsConsent, board: Pick<Board, 'categories'>): Consent[] {
  const category: Category | undefined = board.categories.find((c) => c.code === of.category);
  return CONSENTS.filter(
    (consent) =>
      consent === 'privacy' ||
      (consent === 'health' && category?.sensitive === 'health') ||
      (consent === 'guardian' && category?.sensitive === 'minor') ||
      (consent === 'location' && of.location !== undefined) ||
      (consent === 'onBehalf' && of.forSomebodyElse === true),
  );
}
