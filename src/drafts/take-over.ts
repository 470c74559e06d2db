import type { LastWords } from './last-words.js';
import type { OtherHalf, Writing } from './writing.js';

/** Puts what other pages wrote down on their way out where they would have put it themselves. */
export const takeOverBy =
  ({ put, tidy }: Writing, fork: OtherHalf['fork'], words: LastWords) =>
  async (): Promise<void> => {
    for (const word of words.left()) {
      const { key, form, base, writer, name } = word;
      const there = await put(key, form, word, writer, base, true);
      if (!there) await fork(key, form, word, writer);
      words.taken(name, there ? key : name);
    }
    tidy();
  };
