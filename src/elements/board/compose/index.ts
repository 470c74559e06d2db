import { define } from '../../define.js';
import { HelpBoardCompose } from './compose.js';

define('help-board-compose', HelpBoardCompose);
