import type { Texts } from '../../locales/texts.js';
import type { ListQuery } from '../../adapters/contract.js';
import { keyOf, type BoardStore } from '../../store/board-store.js';

/** Tells screen readers how much has come to the list on the screen. Another list is not more of the one before. */
export class MoreRead {
  /** The list that was drawn last, and how much of it. */
  private before = { list: '', length: 0 };
  /** What is said. */
  said = '';

  /** The list has been drawn; gives whether something else is said now. */
  look(store: BoardStore, query: ListQuery, texts?: Texts): boolean {
    const { before, said } = this;
    const { length } = store.list(query).items;
    const list = keyOf(query);
    this.before = { list, length };
    const more = before.list === list && before.length ? length - before.length : 0;
    this.said = more > 0 ? (texts?.loadedMore(more) ?? '') : before.list === list ? said : '';
    return said !== this.said;
  }
}
