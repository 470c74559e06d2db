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
export type SlotDraft = { content: SlotContent } & (
  { number?: undefined } | Pick<SlotVersion, 'number' | 'revision'>
);

/** What the editor of the slot on home pages does, and what a preview asks. */
export interface SlotCalls {
  read(options?: CallOptions): Promise<SlotState>;
  /** Rejects with `conflict` where somebody else has changed the draft meanwhile, or it has been shown. */
  save(draft: SlotDraft, options?: CallOptions): Promise<SlotVersion>;
  /** A code that opens it before it is shown. */
  preview(number: number, options?: CallOptions): Promise<SlotPreview>;
  publish(
    number: number,
    time?: { from?: string; until?: string },
    options?: CallOptions,
  ): Promise<SlotState>;
  /** Ends a showing, or takes it back before it has begun. */
  end(showing: string, options?: CallOptions): Promise<SlotState>;
  /** To what was shown before, or to a version. */
  rollBack(version?: number, options?: CallOptions): Promise<SlotState>;
  /** Without `confirm` it only says which boards it is about. */
  emergency(wish: SlotEmergency, options?: CallOptions): Promise<SlotEmergencyAnswer>;
  /** What a preview's code opens. */
  open(code: string, options?: CallOptions): Promise<PreviewedSlot>;
}
