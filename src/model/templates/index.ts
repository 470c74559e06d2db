import { epidemic } from './epidemic.js';
import { everyday } from './everyday.js';
import { flood } from './flood.js';

export type { BoardTemplate } from './common.js';
/** What `board create --template` knows. Each call gives a fresh copy. */
export const TEMPLATES = { epidemic, flood, everyday } as const;
export type TemplateName = keyof typeof TEMPLATES;
