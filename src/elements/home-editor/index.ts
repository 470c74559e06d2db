import { define } from '../define.js';
import { HelpBoardHomeEditor } from './help-board-home-editor.js';

define('help-board-home-editor', HelpBoardHomeEditor);

export { HelpBoardHomeEditor };
