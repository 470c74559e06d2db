import type { EventName, HelpBoardEvent } from '../elements/events.js';
import type { HelpBoard } from '../elements/board/help-board.js';
import type { HelpBoardHome } from '../elements/home/help-board-home.js';
import type { HelpBoardHomeEditor } from '../elements/home-editor/help-board-home-editor.js';

/** Of an element: what a template may set, as a property or, where it is a text, as an attribute of the same name. */
type Properties<E, K extends keyof E> = Partial<Pick<E, K>>;

/** Whatever has no property: also before the element is defined, these reach it. */
interface BoardAttributes {
  'text-size'?: 'normal' | 'large' | 'x-large';
  'page-size'?: number;
  'no-compose'?: boolean;
  'no-stats'?: boolean;
  'no-live'?: boolean;
  'no-comments'?: boolean;
  'no-me-too'?: boolean;
  snapshot?: string;
  'photo-side'?: number;
  'photo-quality'?: number;
  'draft-days'?: number;
}

/** What a template may set on `<help-board>`. */
export type BoardSettings = BoardAttributes &
  Properties<
    HelpBoard,
    | (
        | 'board'
        | 'backend'
        | 'adapter'
        | 'view'
        | 'tab'
        | 'request'
        | 'lang'
        | 'theme'
        | 'textSize'
        | 'pageSize'
      )
    | ('routing' | 'source' | 'noCompose' | 'noStats' | 'user' | 'messages')
  >;

/** What a template may set on `<help-board-home>`. */
export type HomeSettings = BoardAttributes & { 'emergency-only'?: boolean } & Properties<
    HelpBoardHome,
    | ('board' | 'backend' | 'adapter' | 'href' | 'layout' | 'opens' | 'emergencyOnly')
    | ('lang' | 'theme' | 'textSize' | 'user' | 'preview')
  >;

/** What a template may set on `<help-board-home-editor>`. */
export type EditorSettings = { 'site-css'?: string } & Properties<
  HelpBoardHomeEditor,
  'board' | 'backend' | 'adapter' | 'lang' | 'theme' | 'page' | 'script' | 'siteCss' | 'user'
>;

/** The events of a board, and of the slot that opens one, by their whole names. */
export type BoardEvents = { [N in EventName as `help-board-${N}`]: HelpBoardEvent<N> };
