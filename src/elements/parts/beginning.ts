/** The first characters of a text, with an ellipsis where more follows. Never half an emoji: whole code points are counted. */
export function beginning(text: string, most: number): string {
  const characters = [...text];
  return characters.length > most ? `${characters.slice(0, most).join('')}…` : text;
}
