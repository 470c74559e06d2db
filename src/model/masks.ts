/** What is covered in a text before the public sees it. */
export type MaskKind = 'phone' | 'id-card' | 'plate' | 'address' | 'wechat';

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
  plate: '〔车牌已隐藏〕',
  address: '〔门牌已隐藏〕',
  wechat: '〔账号已隐藏〕',
};

const NUMERALS = '零一二三四五六七八九';
/** One unit in, one unit out, so that places in the folded text are places in the original. */
function fold(text: string, numerals: boolean): string {
  return text.replace(numerals ? /[！-～零〇一二三四五六七八九幺壹]/g : /[！-～]/g, (unit) => {
    const code = unit.charCodeAt(0);
    if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
    if (unit === '〇') return '0';
    if (unit === '幺' || unit === '壹') return '1';
    return String(NUMERALS.indexOf(unit));
  });
}

// No lookbehind anywhere: Safari has it only since 16.4, and one such literal stops the whole file from loading.
const GAP = '[\\s\\-‐–—.·_,，、*]{0,3}';
const digits = (count: string): string => `(?:${GAP}\\d){${count}}`;
const HOUSE = '[0-9A-Za-z一二三四五六七八九十百零〇]{1,5}\\s?(?:号楼|号院|幢|栋|座|单元|室|支弄|弄|楼)';
const PROVINCE = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领';

interface Rule {
  kind: MaskKind;
  pattern: RegExp;
  /** Read 幺三八… as digits too. */
  numerals?: boolean;
}

/** In the order they win where they overlap. The first group, where there is one, is what is kept in front. */
const RULES: readonly Rule[] = [
  { kind: 'id-card', pattern: new RegExp(`()\\d${digits('14,18')}(?:${GAP}[xX])?`, 'g'), numerals: true },
  { kind: 'phone', pattern: new RegExp(`()(?:\\+?86${GAP})?1${digits('10')}`, 'g'), numerals: true },
  { kind: 'phone', pattern: /()\(?0\d{2,3}\)?[\s\-—]?\d{7,8}(?:[\s\-—转]{1,2}\d{1,5})?/g },
  { kind: 'phone', pattern: /((?:电话|手机|联系|拨打|号码|tel)[^\d]{0,5})\d{7,8}(?!\d)/gi },
  {
    kind: 'wechat',
    pattern:
      /((?:微信|薇信|威信|卫星号|weixin|wechat|vx|wx|v信|加v|qq|扣扣)[\s号是为:：idID]{0,6})[a-z0-9][-\w]{4,19}/gi,
  },
  {
    kind: 'plate',
    pattern: new RegExp(
      `()[${PROVINCE}][A-HJ-NP-Z][\\s·.-]?[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳]`,
      'gi',
    ),
  },
  { kind: 'address', pattern: new RegExp(`()${HOUSE}(?:[\\s,，、-]{0,2}(?:${HOUSE}|\\d{3,4}))+`, 'g') },
  {
    kind: 'address',
    pattern: new RegExp(
      `([路街巷道弄村组里区])\\s?\\d{1,4}\\s?号(?:[\\s,，、-]{0,2}(?:${HOUSE}|\\d{3,4}))*`,
      'g',
    ),
  },
  { kind: 'address', pattern: /()\d{3,4}\s?室/g },
  { kind: 'address', pattern: /()\d{1,3}\s?[-—]\s?\d{1,2}\s?[-—]\s?\d{3,4}/g },
];

/**
 * Finds what identifies a person or a door: phone and ID-card numbers (also with gaps, full-width or as 幺三八…), car
 * plates, house numbers, WeChat and QQ accounts. Public short numbers (120, 12345, 400 …) stay.
 */
export function findMasks(text: string): Mask[] {
  const plain = fold(text, false);
  const spoken = fold(text, true);
  const found: Mask[] = [];
  for (const { kind, pattern, numerals } of RULES) {
    const hay = numerals ? spoken : plain;
    pattern.lastIndex = 0;
    for (let m = pattern.exec(hay); m; m = pattern.exec(hay)) {
      const start = m.index + m[1]!.length;
      const end = m.index + m[0].length;
      if (found.some((other) => start < other.end && other.start < end)) continue;
      const original = text.slice(start, end);
      const whole = kind === 'phone' && /^1\d{10}$/.test(original);
      found.push({ kind, start, end, cover: whole ? maskPhone(original) : COVERS[kind] });
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

/** The surname is kept: 王＊＊. Empty stays empty: the widget has a word for an unnamed person. */
export function maskName(name: string): string {
  const trimmed = name.trim();
  if (!trimmed) return '';
  const compound = COMPOUND_SURNAMES.find((surname) => trimmed.startsWith(surname) && trimmed.length > 2);
  return `${compound ?? Array.from(trimmed)[0]!}**`;
}
