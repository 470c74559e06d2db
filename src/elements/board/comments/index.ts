import { define } from '../../define.js';
import { HelpBoardComments } from './comments.js';

define('help-board-comments', HelpBoardComments);
