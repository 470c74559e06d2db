import { define } from '../../define.js';
import { HelpBoardGuide } from './guide.js';

define('help-board-guide', HelpBoardGuide);
