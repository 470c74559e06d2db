import { define } from '../../define.js';
import { HelpBoardAddition } from './addition.js';
import { HelpBoardFeedback } from './feedback.js';
import { HelpBoardMine } from './mine.js';
import { HelpBoardTrack } from './track.js';

define('help-board-addition', HelpBoardAddition);
define('help-board-feedback', HelpBoardFeedback);
define('help-board-mine', HelpBoardMine);
define('help-board-track', HelpBoardTrack);
