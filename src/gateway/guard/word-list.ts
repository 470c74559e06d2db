/** As it is compared: 全角 and half width, case, and whatever is put between the characters to get past a list, are nothing. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** The words of a list that are in one of the texts. */
export function wordsIn(texts: readonly (string | undefined)[], words: readonly string[]): string[] {
  if (!words.length) return [];
  const all = texts.map((text) => plain(text ?? '')).join('\n');
  return words.filter((word) => plain(word) && all.includes(plain(word)));
}
