/** A number that identifies a person, places in UTF-16 units. */
export interface FoundNumber {
  kind: 'phone' | 'id-card' | 'number';
  start: number;
  end: number;
}

/** Plain digits side by side, or one digit of another script. */
interface Group {
  start: number;
  end: number;
}

const SPOKEN = '零一二三四五六七八九';
const FORMAL = '〇壹贰叁肆伍陆柒捌玖';
const CIRCLED = '⓪①②③④⑤⑥⑦⑧⑨';
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const ARABIC = '٠١٢٣٤٥٦٧٨٩';
const DIGITS = [SPOKEN, FORMAL, CIRCLED, RAISED, ARABIC];
const OTHER_DIGIT = new RegExp(`[${DIGITS.join('')}幺]|\\ud835[\\udfce-\\udfff]`, 'g');

/** Full-width letters, digits and signs as the plain ones; one unit in, one unit out, so that places stay places. */
export const foldWidth = (text: string): string =>
  text.replace(/[！-～]/g, (unit) => String.fromCharCode(unit.charCodeAt(0) - 0xfee0));

/** Every way to write a digit (幺三八, ①③⑧, 𝟏𝟑𝟖 …) as the plain one; places stay places. */
const foldDigits = (text: string): string =>
  text.replace(OTHER_DIGIT, (unit) => {
    if (unit.length === 2) return `${(unit.charCodeAt(1) - 0xdfce) % 10}\u200b`;
    if (unit === '幺') return '1';
    for (const row of DIGITS) if (row.includes(unit)) return String(row.indexOf(unit));
    return unit;
  });

// What people put between the digits of one number, and what hides in it unseen. No colon: that is a time of day.
const GAP = /^[\s\-‐-―_.·•,，、*/|~()\u00ad\u200b-\u200f\u2060-\u2064\ufe0f\u20e3]*$/;
const GAP_MAX = 3;
const DATE = /(^|\D)(?:19|20)\d{2}([-./])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12]\d|3[01])(?!\d)/g;
const MOBILE = /^1[3-9]\d{9}$/;
const LANDLINE = /^0(?:10|2\d|[3-9]\d{2})[2-8]\d{6,7}$/;
const ID_CARD = /^[1-8]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]$/i;
const OLD_ID_CARD = /^[1-8]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}$/;
const LONGEST = 19;
/** No service number and no amount of money is as long as this. */
const LONG_RUN = 11;

/**
 * Runs of digits that belong together because hardly anything stands between them. A digit of another script is a group of
 * its own: in 张三138 0000 0000 and in 张三幺三八 … the name is no part of the number.
 */
function chains(text: string, original: string): Group[][] {
  const all: Group[][] = [];
  const run = /\d+/g;
  const isPlain = (at: number) => /\d/.test(original[at]!);
  for (let m = run.exec(text); m; m = run.exec(text)) {
    let end = m.index + 1;
    while (isPlain(m.index) && end < m.index + m[0].length && isPlain(end)) end++;
    run.lastIndex = end;
    const group = { start: m.index, end };
    const chain = all[all.length - 1];
    const before = chain?.[chain.length - 1];
    const near = before && group.start - before.end <= GAP_MAX;
    if (near && GAP.test(text.slice(before.end, group.start))) chain.push(group);
    else all.push([group]);
  }
  return all;
}

/** Buildings 1、2、3、5、6、7、8、9、10, which only look like a number with gaps. */
const isCounting = (parts: readonly string[]): boolean =>
  parts.length > 4 && parts.every((part, i) => part.length < 3 && (!i || +part > +parts[i - 1]!));

function kindOf(digits: string, parts: readonly string[]): FoundNumber['kind'] | undefined {
  if (MOBILE.test(digits)) return isCounting(parts) ? undefined : 'phone';
  if (digits.length === 18 && ID_CARD.test(digits)) return 'id-card';
  if (digits.length === 15 && OLD_ID_CARD.test(digits)) return 'id-card';
  const isAreaApart = /^0\d{2,3}$|^0\d{9,11}$/.test(parts[0]!) || parts.every((part) => part.length === 1);
  if (isAreaApart && LANDLINE.test(digits)) return 'phone';
  // A bank card in fours.
  const last = parts.length - 1;
  const inFours = parts.every((part, i) => part.length === 4 || (i === last && part.length < 4));
  return digits.length >= 16 && inFours && /^[3-6]/.test(digits) ? 'number' : undefined;
}

/** How far the check letter X of an ID card reaches behind its 17 digits; 0 where there is none. */
function checkLetter(text: string, end: number): number {
  const after = /^([^xX\d]*)[xX](?![A-Za-z0-9])/.exec(text.slice(end, end + GAP_MAX + 2));
  return after && after[1]!.length <= GAP_MAX && GAP.test(after[1]!) ? after[0].length : 0;
}

/** Digits that may stand before a date by chance, as in 15 2022-03-16 8:00; more of them, and it is no date: 138-2022-03-16. */
const CHANCE = 2;

/** The number that begins with the group at `first`, alone or with those behind it. */
function numberAt(text: string, chain: readonly Group[], first: number, dates: readonly number[]) {
  const { start } = chain[first]!;
  const parts: string[] = [];
  let digits = '';
  let found: FoundNumber | undefined;
  for (const group of chain.slice(first, first + LONGEST)) {
    if (digits.length <= CHANCE && dates.includes(group.start)) break;
    const part = text.slice(group.start, group.end);
    digits += part;
    parts.push(part);
    if (parts.length > 1 && digits.length > LONGEST) break;
    let kind = kindOf(digits, parts);
    let { end } = group;
    if (digits.length === 17 && ID_CARD.test(`${digits}X`) && checkLetter(text, end)) {
      kind = 'id-card';
      end += checkLetter(text, end);
    }
    if (!kind && parts.length === 1 && part.length >= LONG_RUN) kind = 'number';
    if (kind) found = { kind, start, end };
    if (kind === 'phone' || (kind && parts.length === 1)) break;
  }
  return found;
}

/**
 * Mobile and landline phones, ID and bank cards, however their digits are grouped, and any run of eleven digits or more.
 * Dates (2022-03-15), times, amounts and public short numbers (120, 12345, 400 …) are not touched.
 */
export function findNumbers(original: string): FoundNumber[] {
  const text = foldDigits(original);
  const dates: number[] = [];
  DATE.lastIndex = 0;
  for (let m = DATE.exec(text); m; m = DATE.exec(text)) dates.push(m.index + m[1]!.length);
  const found: FoundNumber[] = [];
  for (const chain of chains(text, original)) {
    const own = dates.filter((at) => at >= chain[0]!.start && at < chain[chain.length - 1]!.end);
    for (let first = 0; first < chain.length; first++) {
      const number = numberAt(text, chain, first, own);
      if (!number) continue;
      found.push(number);
      while (first + 1 < chain.length && chain[first + 1]!.start < number.end) first++;
    }
  }
  return found;
}
