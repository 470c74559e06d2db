import { findNumbers, foldWidth } from './mask-numbers.js';

/** What is covered in a text before the public sees it. `number` is a bank card or another long number. */
export type MaskKind = 'phone' | 'id-card' | 'number' | 'plate' | 'address' | 'wechat';

export interface Mask {
  kind: MaskKind;
  /** The covered place in the original text, in UTF-16 units. */
  start: number;
  end: number;
  /** What stands there instead. */
  cover: string;
}

const COVERS: Record<MaskKind, string> = {
  phone: '〔电话已隐藏〕',
  'id-card': '〔证件号已隐藏〕',
  number: '〔号码已隐藏〕',
  plate: '〔车牌已隐藏〕',
  address: '〔门牌已隐藏〕',
  wechat: '〔账号已隐藏〕',
};

// No lookbehind anywhere: Safari has it only since 16.4, and one such literal stops the whole file from loading.
// Every repetition is bounded, or ends its pattern: hostile text costs linear time.
const NUMERAL = '0-9零〇一二三四五六七八九十百';
const HOUSE = `[${NUMERAL}A-Za-z]{1,5}\\s?(?:号楼|号院|幢|栋|座|支弄|弄|单元)`;
/** What leads from a house to a door. */
const DOOR = `(?:[${NUMERAL}A-Za-z]{1,5}\\s?(?:单元|室|楼|户)|\\d{3,4})`;
const NEXT = '[\\s,，、-]{0,2}';
const BEHIND = `(?:${NEXT}(?:${HOUSE}|${DOOR}))`;
const PROVINCE = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
const PLATE = '[A-HJ-NP-Z0-9]';
const PLATE_LAST = '[A-HJ-NP-Z0-9挂学警港澳]';
const ACCOUNT =
  '微\\s?信|薇\\s?信|威\\s?信|徽信|卫星号|weixin|wechat|[vw]\\s?x|v\\s?信|[加我]\\s?(?:薇|v(?=[\\s:号]))|q\\s?q|扣扣|企鹅号';

interface Rule {
  kind: MaskKind;
  /** The first group is what is kept in front. */
  pattern: RegExp;
}

/** In the order they win where they overlap; numbers come before all of them. */
const RULES: readonly Rule[] = [
  {
    kind: 'phone',
    pattern: /((?:电话|手机|座机|联系|拨打|号码|tel)[^\d〕]{0,5})(?!400|800)\d{3,4}[\s-]?\d{4}(?!\d)/gi,
  },
  {
    kind: 'id-card',
    pattern: /((?:身份证|护照|通行证号|证件号)[^\dA-Z〕]{0,5})[A-Z]{0,2}\d{7,10}(?!\d)/gi,
  },
  { kind: 'wechat', pattern: /()[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,24})+/g },
  {
    kind: 'wechat',
    pattern: new RegExp(
      `((?:${ACCOUNT})(?:[\\s号是为:=]|id(?![-\\w])){0,6})(?:[a-z][-\\w]{4,19}|\\d{6,11}(?!\\d))`,
      'gi',
    ),
  },
  {
    kind: 'plate',
    pattern: new RegExp(
      `()[${PROVINCE}]\\s?[A-HJ-NP-Z][\\s·•.-]{0,2}(?=[A-Z\\s·.-]{0,8}\\d)` +
        `(?:${PLATE}{4,5}${PLATE_LAST}|${PLATE}(?:[\\s·.-]${PLATE}){3,4}[\\s·.-]${PLATE_LAST}|${PLATE}{2,3}[\\s·.-]${PLATE}{2,3})`,
      'gi',
    ),
  },
  { kind: 'address', pattern: new RegExp(`()${HOUSE}(?:${NEXT}${HOUSE})?${NEXT}${DOOR}${BEHIND}*`, 'g') },
  {
    kind: 'address',
    pattern: new RegExp(`((?:[路街巷弄]|大道|\\d组)\\s?)\\d{1,4}\\s?号${BEHIND}*`, 'g'),
  },
  // 里, 村 and 区 before 1 to 31 号 are as often a day of the month: 家里12号断药.
  {
    kind: 'address',
    pattern: new RegExp(
      `([村里区]\\s?)(?:(?:3[2-9]|[4-9]\\d|\\d{3,4})\\s?号|\\d{1,2}号(?=${BEHIND}))${BEHIND}*`,
      'g',
    ),
  },
  { kind: 'address', pattern: new RegExp(`()[${NUMERAL}]{3,4}\\s?室`, 'g') },
  {
    kind: 'address',
    pattern: /((?:^|[^\d-])(?!0))\d{1,3}\s?[-—]\s?\d{1,2}\s?[-—]\s?\d{3,4}(?![\d-])/g,
  },
];

/** What is covered already: a second pass leaves it alone. */
const COVERED = /\d{3}\*{4}\d{4}|〔[^〕]{1,6}已隐藏〕/g;
/** Stands where something has been found, so that no other rule reaches into it or over it. */
const WALL = '〕';

/**
 * Finds what identifies a person or a door: phone, ID-card and bank-card numbers (also with gaps, full-width or as 幺三八…),
 * car plates, house numbers, WeChat, QQ and mail accounts. Public short numbers (120, 12345, 400 …) stay.
 */
export function findMasks(text: string): Mask[] {
  const found: Mask[] = [];
  const cover = (kind: MaskKind, start: number, end: number) => {
    const original = text.slice(start, end);
    const whole = kind === 'phone' && /^1\d{10}$/.test(original);
    found.push({ kind, start, end, cover: whole ? maskPhone(original) : COVERS[kind] });
  };
  let rest = foldWidth(text).replace(COVERED, (covered) => WALL.repeat(covered.length));
  // A wall can be the edge that another number lacked: again, until nothing new is found.
  for (let known = -1; known < found.length;) {
    known = found.length;
    let walled = '';
    for (const { kind, start, end } of findNumbers(rest)) {
      cover(kind, start, end);
      walled += rest.slice(walled.length, start) + WALL.repeat(end - start);
    }
    rest = walled + rest.slice(walled.length);
    for (const { kind, pattern } of RULES) {
      rest = rest.replace(pattern, (all: string, front: string, at: number) => {
        cover(kind, at + front.length, at + all.length);
        return front + WALL.repeat(all.length - front.length);
      });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The text as the public may read it. Masking twice changes nothing. */
export function maskText(text: string): string {
  let masked = '';
  let at = 0;
  for (const { start, end, cover } of findMasks(text)) {
    masked += text.slice(at, start) + cover;
    at = end;
  }
  return masked + text.slice(at);
}

/** `138****0000`. */
export function maskPhone(phone: string): string {
  const all = phone.replace(/\D/g, '');
  return all.length < 7 ? '****' : `${all.slice(0, 3)}****${all.slice(-4)}`;
}

const COMPOUND_SURNAMES = [
  '欧阳',
  '上官',
  '司马',
  '诸葛',
  '夏侯',
  '东方',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '令狐',
  '司徒',
  '端木',
  '南宫',
];

/** Control and format characters; ranges, because the first Chromium 64 does not know \p{Cc} and \p{Cf}. */
const UNSEEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** The surname is kept: `王**`. Empty stays empty: the widget has a word for an unnamed person. */
export function maskName(name: string): string {
  // Marks that turn the direction of a text would turn what stands around the name.
  const trimmed = name.replace(UNSEEN, '').trim();
  if (!trimmed) return '';
  const compound = COMPOUND_SURNAMES.find((surname) => trimmed.startsWith(surname) && trimmed.length > 2);
  return `${compound ?? [...trimmed][0]!}**`;
}
