import { define } from '../../define.js';
import { HelpBoardClearDevice } from './clear-device.js';

define('help-board-clear-device', HelpBoardClearDevice);
