import { define } from '../define.js';
import { HelpBoardHome } from './help-board-home.js';

define('help-board-home', HelpBoardHome);

export { HelpBoardHome };
