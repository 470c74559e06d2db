import type { HelpBoard } from 'help-board';
import { createMemoryAdapter } from 'help-board/adapters';

// An adapter of the page's own, given before the element is defined: nothing is asked of any backend.
const board = document.createElement('help-board') as HelpBoard;
board.board = 'qingxi';
board.adapter = createMemoryAdapter();
document.querySelector('#app')!.append(board);

await import('help-board');
