import { decode } from '../../model/decode.js';
import { number, object } from '../../model/schema.js';
import { keptViewName } from './kept-view-name.js';
import { slotViewSchema, type SlotView } from '../../model/slot-view.js';

/** What an earlier visit saw, and when by the device's clock; undefined where nothing is kept, or it is not ours to read. */
export function keptView(scope: string): { at: number; view: SlotView } | undefined {
  try {
    return decode(
      object({ at: number(), view: slotViewSchema }),
      JSON.parse(localStorage.getItem(keptViewName(scope))!),
    );
  } catch {
    return undefined;
  }
}
