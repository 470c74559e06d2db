import type { SlotColour } from '../../model/slot-colours.js';

/** WCAG 2.2, 1.4.3: text of the usual size. */
export const ENOUGH = 4.5;

type Colours = Partial<Record<SlotColour, string>>;
type Rgb = [number, number, number];

/** What the slot has in the light where nobody has chosen anything: `root-styles.ts`. */
export const DEFAULT_COLOURS: Record<SlotColour, string> = {
  ...{ accent: '#0b5cad', 'on-accent': '#ffffff', background: '#ffffff', text: '#1b2430' },
};

const rgbOf = (hex: string): Rgb => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as Rgb;
const hexOf = (rgb: number[]): string =>
  `#${rgb.map((n) => Math.round(n).toString(16).padStart(2, '0')).join('')}`;

function luminance(hex: string): number {
  const [r, g, b] = rgbOf(hex).map((n) => {
    const part = n / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Between 1 and 21. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** The nearest shade of a colour that can be read on another: darker or lighter, whichever needs less. */
export function readable(colour: string, on: string): string {
  for (let step = 0; step <= 50; step++)
    for (const towards of [0, 255]) {
      const shade = hexOf(rgbOf(colour).map((n) => n + ((towards - n) * step) / 50));
      if (contrast(shade, on) >= ENOUGH) return shade;
    }
  return contrast('#000000', on) > contrast('#ffffff', on) ? '#000000' : '#ffffff';
}

export interface TooFaint {
  /** Which of the colours is to be changed. */
  colour: SlotColour;
  /** What it stands on, or what stands on it. */
  with: SlotColour;
  ratio: number;
  /** With this one it can be read. */
  better: string;
}

/** What stands on what: the text and links on the ground, the words on the button. */
const PAIRS: readonly [SlotColour, SlotColour][] = [
  ['text', 'background'],
  ['accent', 'background'],
  ['on-accent', 'accent'],
];

/** What people with weak eyes could not read. */
export function tooFaint(chosen: Colours): TooFaint[] {
  const of = (name: SlotColour) => chosen[name] || DEFAULT_COLOURS[name];
  return PAIRS.flatMap(([colour, ground]) => {
    const ratio = contrast(of(colour), of(ground));
    return ratio < ENOUGH ? [{ colour, with: ground, ratio, better: readable(of(colour), of(ground)) }] : [];
  });
}
