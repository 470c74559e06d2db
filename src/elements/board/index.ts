import { define } from '../define.js';
import { HelpBoard } from './help-board.js';

define('help-board', HelpBoard);

export * from '../events.js';
export type { HostUser, Prefill, Target, View } from '../contexts.js';
export { HelpBoard };
