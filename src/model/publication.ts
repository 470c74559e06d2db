/** Publication, the second axis: who may read it. */
export const PUBLICATIONS = ['pending', 'public', 'desk', 'hidden'] as const;
export type Publication = (typeof PUBLICATIONS)[number];
