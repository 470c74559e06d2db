import { define } from '../define.js';
import { HelpBoardFeed } from './feed.js';
import { HelpBoard } from './help-board.js';

// The provider of all contexts is defined first: a consumer that upgrades before it would stay empty.
define('help-board', HelpBoard);
define('help-board-feed', HelpBoardFeed);

export * from '../events.js';
export type { HostUser, Prefill, Target, View } from '../contexts.js';
export { HelpBoard };
