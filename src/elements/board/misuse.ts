import { TABS } from '../../adapters/contract.js';
import type { HelpBoard } from './help-board.js';

const ALLOWED: Record<string, readonly string[]> = {
  view: ['feed', 'compose', 'request', 'mine', 'stats', 'guide'],
  tab: TABS,
  theme: ['auto', 'light', 'dark', 'host'],
  'text-size': ['normal', 'large', 'x-large'],
  routing: ['none', 'hash'],
};
const NUMBERS = ['page-size', 'photo-side', 'photo-quality', 'draft-days'];

/** What is wrong with the element as it stands in the page, and what to write instead. Readers are told nothing of it. */
export function misuse(board: HelpBoard, unknown: boolean): string[] {
  const said = Object.entries(ALLOWED)
    .filter(([name, values]) => board.hasAttribute(name) && !values.includes(board.getAttribute(name)!))
    .map(([name, values]) => `${name}="${board.getAttribute(name)}": write ${values.join(', ')}`);
  for (const name of NUMBERS)
    if (board.hasAttribute(name) && !(Number(board.getAttribute(name)) > 0))
      said.push(`${name}="${board.getAttribute(name)}": write a number above 0`);
  if (!board.board) said.push('board is missing: write the key of a board, as in board="qingxi"');
  else if (unknown) {
    const where = board.backend || 'the backend of the script';
    said.push(`board="${board.board}": ${where} has no board of this key`);
  }
  return said;
}
