import type { HomeTexts } from './texts.js';

/** English: the home slot. */
export const enHome: HomeTexts = {
  emergencyFirst: 'If a life is in danger, ring first:',
  call: (number) => `Ring ${number}`,
  open: 'See all requests',
  asOf: (time) => `The help board cannot be reached now. This is what it said at ${time}.`,
  emergency: 'Emergency',
  preview: (until) => `Preview, not published. This link works until ${until}.`,
  previewLater: 'The preview could not be read just now; reload in a while. Below is what is published.',
  previewGone:
    'This preview link does not work any more; ask the editor for a new one. Below is what is published.',
  board: 'Help board',
  close: 'Close',
  offline: 'The help board cannot be reached now. What you write is kept, and sent once it can be.',
};
