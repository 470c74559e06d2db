import type { Board } from './board.js';
import type { HomeSlot } from './home-slot.js';
import type { HelpRequest, RequestPage } from './request.js';
import type { SlotItem, SlotView } from './slot-view.js';

/** Requests on it, where an editor has not put more of them first. */
const ITEMS = 3;
const CHARACTERS = 80;

const lineOf = ({ id, title, publicBody, stage, pinned }: HelpRequest): SlotItem => ({
  ...{
    id,
    stage,
    text: [...(title || publicBody)].slice(0, CHARACTERS).join(''),
  },
  ...(pinned && { pinned }),
});

/** The same view with other words; what an editor has put first in them comes first. */
export function withHome(view: SlotView, home: HomeSlot): SlotView {
  const { items = [], pins: _, ...text } = home;
  const first = items.map(lineOf);
  const others = view.items.filter(({ id }) => first.every((one) => one.id !== id));
  return { ...view, home: text, items: first.concat(others).slice(0, Math.max(ITEMS, first.length)) };
}

/** What the slot shows of a board: what an editor has put first, then what is pinned on the board, then the newest. */
export function slotOfBoard(
  { title, open, notice, home, figures }: Board,
  { pinned, items }: Pick<RequestPage, 'pinned' | 'items'>,
): SlotView {
  const view = {
    ...{ title, open, ...(notice && { notice }), ...(figures && { figures }) },
    items: pinned.concat(items).map(lineOf),
  };
  return home ? withHome(view, home) : { ...view, items: view.items.slice(0, ITEMS) };
}
