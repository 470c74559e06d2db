import type { CardWords } from './sharing.js';

const WIDTH = 720;
const EDGE = 48;
const FONT = "system-ui, 'PingFang SC', 'Microsoft YaHei', sans-serif";
/** Beyond these the card would be a poster: the link leads to the rest. */
const LINES = 8;
const ANSWER_LINES = 5;

interface Paragraph {
  text: string;
  size: number;
  colour: string;
  bold?: boolean;
  most: number;
  /** Room above. */
  gap: number;
}

/** Cuts a text into lines of the card's width: Chinese breaks anywhere, and words of other scripts may. */
function linesOf(pen: CanvasRenderingContext2D, text: string, most: number): string[] {
  const lines: string[] = [''];
  for (const character of text.trim()) {
    const line = lines[lines.length - 1]!;
    if (character === '\n' || pen.measureText(line + character).width > WIDTH - 2 * EDGE)
      lines.push(character === '\n' ? '' : character);
    else lines[lines.length - 1] = line + character;
    if (lines.length > most) return [...lines.slice(0, most - 1), `${lines[most - 1]!.slice(0, -1)}…`];
  }
  return lines;
}

/** A picture of a request for chats, where links are not welcome. */
export async function cardImage({ board, state, words, answer, link }: CardWords): Promise<Blob> {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d')!;
  const paragraphs: Paragraph[] = [
    { text: board, size: 28, colour: '#0b5cad', bold: true, most: 2, gap: 0 },
    { text: state, size: 26, colour: '#146c37', bold: true, most: 1, gap: 20 },
    { text: words, size: 34, colour: '#1b2430', most: LINES, gap: 12 },
    ...(answer ? [{ text: answer, size: 28, colour: '#146c37', most: ANSWER_LINES, gap: 28 }] : []),
    ...(link ? [{ text: link, size: 22, colour: '#556070', most: 2, gap: 32 }] : []),
  ];
  const fontOf = ({ bold, size }: Paragraph) => `${bold ? '700 ' : ''}${size}px ${FONT}`;
  const set = paragraphs.map((paragraph) => {
    pen.font = fontOf(paragraph);
    return { ...paragraph, lines: linesOf(pen, paragraph.text, paragraph.most) };
  });
  canvas.width = WIDTH;
  // Setting a size empties the canvas and its pen.
  canvas.height = set.reduce((sum, { gap, lines, size }) => sum + gap + lines.length * size * 1.5, 2 * EDGE);
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = '#0b5cad';
  pen.fillRect(0, 0, WIDTH, 12);
  pen.textBaseline = 'middle';
  let y = EDGE;
  for (const paragraph of set) {
    pen.font = fontOf(paragraph);
    pen.fillStyle = paragraph.colour;
    y += paragraph.gap;
    for (const line of paragraph.lines) {
      pen.fillText(line, EDGE, y + paragraph.size * 0.75);
      y += paragraph.size * 1.5;
    }
  }
  return new Promise((resolve, reject) =>
    canvas.toBlob((picture) => (picture ? resolve(picture) : reject(new Error('no picture'))), 'image/png'),
  );
}
