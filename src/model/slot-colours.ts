/** Custom properties of the slot that an editor may give a colour: `--help-board-accent` … In the dark it keeps its own. */
export const SLOT_COLOURS = ['accent', 'on-accent', 'background', 'text'] as const;
export type SlotColour = (typeof SLOT_COLOURS)[number];
