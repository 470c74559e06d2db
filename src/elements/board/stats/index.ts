import { define } from '../../define.js';
import { HelpBoardStats } from './stats.js';

define('help-board-stats', HelpBoardStats);
