/** The bare classes: nothing is defined by importing this. */
export { HelpBoard } from './board/help-board.js';
export { HelpBoardHomeEditor } from './home-editor/help-board-home-editor.js';
export { HelpBoardHome } from './home/help-board-home.js';
export * from './events.js';
export type { HostUser, Prefill, Target, View } from './contexts.js';
