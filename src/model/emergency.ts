import type { EmergencyRule } from './emergency-rule.js';

export type { EmergencyRule } from './emergency-rule.js';

/** Used where no board could be loaded yet; the templates start from it. Before 12345, always. */
export const EMERGENCY_RULES: readonly EmergencyRule[] = [
  {
    number: '120',
    label: '急救',
    keywords: [
      '胸痛',
      '胸口痛',
      '心口疼',
      '心绞痛',
      '喘不上气',
      '喘不过气',
      '呼吸困难',
      '透不过气',
      '昏迷',
      '昏倒',
      '晕倒',
      '叫不醒',
      '没有意识',
      '不省人事',
      '抽搐',
      '大出血',
      '止不住血',
      '吐血',
      '中风',
      '半边身子',
      '临产',
      '要生了',
      '快生了',
      '羊水破',
      '破水',
      '宫缩',
      '窒息',
      '噎住',
      '服毒',
      '喝了农药',
      '误服',
      '心脏骤停',
      '没有呼吸',
      '过敏性休克',
      '触电',
      '溺水',
    ],
  },
  {
    number: '119',
    label: '消防救援',
    keywords: [
      '着火',
      '起火',
      '失火',
      '火灾',
      '冒烟',
      '被困',
      '困在屋顶',
      '困在车里',
      '困在电梯',
      '煤气泄漏',
      '燃气泄漏',
      '天然气泄漏',
      '塌了',
      '倒塌',
      '洪水进屋',
      '水淹到',
    ],
  },
  {
    number: '110',
    label: '报警',
    keywords: [
      '打人',
      '家暴',
      '被打',
      '持刀',
      '抢劫',
      '绑架',
      '走失',
      '失踪',
      '找不到孩子',
      '老人不见了',
      '孩子不见了',
      '跟踪我',
      '非法拘禁',
    ],
  },
  {
    number: '12356',
    label: '心理援助热线',
    keywords: ['不想活', '活不下去', '想死', '轻生', '自杀', '自残', '割腕', '跳楼', '撑不下去', '崩溃'],
  },
];

// Ranges instead of \p{P} and \p{S}: the first Chromium 64 does not know them.
const MARKS =
  /[\s!-/:-@[-`{-~\u00a1-\u00bf\u2000-\u206f\u20a0-\u2bff\u3000-\u303f\ufe00-\ufe6f\uff00-\uff0f]|[\ud83c-\ud83e][\udc00-\udfff]/g;
/** Spaces, punctuation and full-width letters must not hide a keyword: 胸 痛, 胸、痛. */
const plain = (text: string): string => text.normalize('NFKC').replace(MARKS, '');

/** The rules a text sets off, in the order of the board. */
export function emergenciesIn(
  text: string,
  rules: readonly EmergencyRule[] = EMERGENCY_RULES,
): EmergencyRule[] {
  const hay = plain(text);
  return hay ? rules.filter((rule) => rule.keywords.some((word) => hay.includes(plain(word)))) : [];
}
