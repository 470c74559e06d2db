import { define } from '../../define.js';
import { HelpBoardRequest } from './request.js';

define('help-board-request', HelpBoardRequest);
