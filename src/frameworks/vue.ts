/*
 * Types of our tags in Vue's templates, for pages that import `help-board/vue`. Vue must be told that they are elements:
 * `isCustomElement: (tag) => tag.startsWith('help-board')` among the options of its compiler.
 */
import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';
import type { HelpBoard } from '../elements/board/help-board.js';
import type { HelpBoardHome } from '../elements/home/help-board-home.js';
import type { HelpBoardHomeEditor } from '../elements/home-editor/help-board-home-editor.js';
import type { BoardEvents, BoardSettings, EditorSettings, HomeSettings } from './settings.js';

/** As Vue's checker reads an element: a component's properties and what it emits. */
type Tag<E, Settings, Events> = new () => E & {
  /** Never there: it is how Vue is told of types. */
  $props: HTMLAttributes & Settings & PublicProps;
  /** Never there: it is how Vue is told of types. */
  $emit: EmitFn<{ [N in keyof Events]: (event: Events[N]) => void }>;
};

declare module 'vue' {
  interface GlobalComponents {
    'help-board': Tag<HelpBoard, BoardSettings, BoardEvents>;
    'help-board-home': Tag<HelpBoardHome, HomeSettings, BoardEvents>;
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type
    'help-board-home-editor': Tag<HelpBoardHomeEditor, EditorSettings, {}>;
  }
}
