/*
 * Types of our tags in the JSX of React 19, for pages that import `help-board/react`. React gives an element what it has as
 * properties, all else as attributes, and listens to `help-board-sent` where it reads `onhelp-board-sent`.
 */
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { HelpBoard } from '../elements/board/help-board.js';
import type { HelpBoardHome } from '../elements/home/help-board-home.js';
import type { HelpBoardHomeEditor } from '../elements/home-editor/help-board-home-editor.js';
import type { BoardEvents, BoardSettings, EditorSettings, HomeSettings } from './settings.js';

type Props<E, Settings> = DetailedHTMLProps<HTMLAttributes<E>, E> & Settings;
type Listeners = { [N in keyof BoardEvents as `on${N}`]?: (event: BoardEvents[N]) => void };

declare module 'react' {
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace JSX {
    interface IntrinsicElements {
      'help-board': Props<HelpBoard, BoardSettings & Listeners>;
      'help-board-home': Props<HelpBoardHome, HomeSettings & Listeners>;
      'help-board-home-editor': Props<HelpBoardHomeEditor, EditorSettings>;
    }
  }
}
