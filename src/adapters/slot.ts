import type {
  PreviewedSlot,
  SlotContent,
  SlotEmergency,
  SlotEmergencyAnswer,
  SlotPreview,
  SlotState,
  SlotVersion,
} from '../model/index.js';
import type { CallOptions } from './contract.js';

/** A draft with the revision somebody saw; without a number it is a new one. */
export type SlotDraft = { content: SlotContent } & ({ number?: undefined } | SeenVersion);

/** A version as somebody saw it: another wording of the same number is not what they meant. */
export type SeenVersion = Pick<SlotVersion, 'number' | 'revision'>;

/** What the editor of the slot on home pages does, and what a preview asks. */
export interface SlotCalls {
  read(options?: CallOptions): Promise<SlotState>;
  /** Rejects with `conflict` where somebody else has changed the draft meanwhile, or it has been shown. */
  save(draft: SlotDraft, options?: CallOptions): Promise<SlotVersion>;
  /** A code that opens it before it is shown. Rejects with `conflict` where it says something else meanwhile. */
  preview(seen: SeenVersion, options?: CallOptions): Promise<SlotPreview>;
  /** Shows it now or for a time. Rejects with `conflict` where it says something else meanwhile. */
  publish(
    seen: SeenVersion,
    time?: { from?: string; until?: string },
    options?: CallOptions,
  ): Promise<SlotState>;
  /** Ends a showing, or takes it back before it has begun. */
  end(showing: string, options?: CallOptions): Promise<SlotState>;
  /** What is shown is switched off, or on again, in the words it has at that moment. */
  turn(on: boolean, options?: CallOptions): Promise<SlotState>;
  /** To what was shown before, or to a version. */
  rollBack(version?: number, options?: CallOptions): Promise<SlotState>;
  /** Without `confirm` it only says which boards it is about. */
  emergency(wish: SlotEmergency, options?: CallOptions): Promise<SlotEmergencyAnswer>;
  /** What a preview's code opens. */
  open(code: string, options?: CallOptions): Promise<PreviewedSlot>;
}
