import type { Generated } from 'kysely';
import type { Json, Millis } from './columns.js';

export interface BoardTable {
  key: string;
  /** The board as its editors define it: everything but `home` and `figures`. */
  definition: Json;
  home: Json | null;
  /** Totals as the public last saw them: they change together with `public_version`, never by themselves. */
  figures: Json;
  public_version: number;
  created_at: Millis;
  /** Totals as they are, kept up on every write. */
  received: Generated<number>;
  answered_online: Generated<number>;
  handed_over: Generated<number>;
  waiting: Generated<number>;
  done: Generated<number>;
  /** How many days after its last change a closed request keeps its private part; `null` for ever. */
  retention_days: number | null;
  /** The level above: its key. */
  parent: string | null;
  /** See `board-rules.ts`. */
  rules: Generated<Json>;
  /** Word list, challenge, moderation: see `guard/board-guard.ts`. Never public. */
  guard: Json | null;
  /** How its desk works: see `desk-settings.ts`. */
  settings: Generated<Json>;
}
