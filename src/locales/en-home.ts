import type { HomeTexts } from './texts.js';

/** English: the home slot. */
export const enHome: HomeTexts = {
  emergencyFirst: 'If a life is in danger, ring first:',
  call: (number) => `Ring ${number}`,
  open: 'See all requests',
  offline: 'The help board cannot be reached now. In an emergency ring first.',
};
