import type { BoardTemplate } from './common.js';
import { epidemic } from './epidemic.js';
import { everyday } from './everyday.js';
import { flood } from './flood.js';

export type { BoardTemplate } from './common.js';

/** The templates share their categories and texts; whoever fills one in must not fill in the others. */
const copyOf = (template: () => BoardTemplate) => () =>
  JSON.parse(JSON.stringify(template())) as BoardTemplate;

/** What `board create --template` knows. Each call gives a fresh copy. */
export const TEMPLATES = {
  epidemic: copyOf(epidemic),
  flood: copyOf(flood),
  everyday: copyOf(everyday),
} as const;
export type TemplateName = keyof typeof TEMPLATES;
