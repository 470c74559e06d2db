import type { HotlineProfile } from '../profile.js';
import { shapeA } from './shape-a.js';
import { shapeB } from './shape-b.js';
import { shapeC } from './shape-c.js';
import { shapeD } from './shape-d.js';
import { shapeE } from './shape-e.js';
import { shapeF } from './shape-f.js';
import { shapeG } from './shape-g.js';
import { shapeH } from './shape-h.js';
import { shapeI } from './shape-i.js';

export { hotlineTemplate } from './template.js';

/** Interfaces as they are found in cities, one profile a shape: none is a standard, each is where a real profile begins. */
export const hotlineShapes = {
  A: shapeA,
  B: shapeB,
  C: shapeC,
  D: shapeD,
  E: shapeE,
  F: shapeF,
  G: shapeG,
  H: shapeH,
  I: shapeI,
} as const satisfies Record<string, HotlineProfile>;
