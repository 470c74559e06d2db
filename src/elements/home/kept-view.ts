import { decode } from '../../model/decode.js';
import { number, object } from '../../model/schema.js';
import { keptViewName } from './kept-view-name.js';
import { slotViewSchema, type SlotView } from '../../model/slot-view.js';

/** Milliseconds after which an emergency that was seen is not shown any more, whatever the network. */
const DAY = 86_400_000;

/** What an earlier visit saw, and when by the device's clock; undefined where nothing is kept, or it is not ours to read. */
export function keptView(scope: string): { at: number; view: SlotView } | undefined {
  try {
    const kept = decode(
      object({ at: number(), view: slotViewSchema }),
      JSON.parse(localStorage.getItem(keptViewName(scope))!),
    );
    return kept?.view.home?.emergency && Date.now() - kept.at > DAY ? undefined : kept;
  } catch {
    return undefined;
  }
}
