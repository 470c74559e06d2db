import type { EmergencyRule } from './emergency-rule.js';

export type { EmergencyRule } from './emergency-rule.js';

const words = (list: string): string[] => list.trim().split(/\s+/);

/**
 * Used where no board could be loaded yet; the templates start from it. Before 12345, always. The keywords are so long
 * because the short ones ring in everyday sentences: 中风 in 中风险地区, 打人 in 拨打人工, 着火 in 等着火车, 崩溃 in 系统崩溃了.
 */
export const EMERGENCY_RULES: readonly EmergencyRule[] = [
  {
    number: '120',
    label: '急救',
    keywords: words(`胸痛 胸口痛 胸口疼 心口痛 心口疼 心绞痛 心脏疼 心脏痛 突发心梗 心肌梗死 心脏骤停 心跳停
        喘不上气 喘不过气 喘不上来 喘不过来 上不来气 透不过气 呼吸困难 呼吸急促 没有呼吸了 没呼吸了 停止呼吸 快窒息 窒息了
        昏迷 昏倒 昏过去 晕倒 晕过去 叫不醒 没有意识了 人没有意识 没意识了 失去意识 意识不清 意识模糊 神志不清 不省人事 休克 抽搐 惊厥
        大出血 止不住血 血止不住 流血不止 出血不止 吐血了 大口吐血 吐血不止 一直吐血 脑出血 脑溢血 突发脑梗 脑中风 中风了 半边身子 嘴歪 突然说不出话
        临产了 临产妇 快临产 要临产 已临产 要生了 快生了 羊水 破水了 宫缩 见红了 胎动没了 没有胎动
        噎住 异物卡喉 卡住喉咙 服毒 喝了农药 喝农药 误服了 误服大量 误吞 误食 吞了药 煤气中毒 一氧化碳中毒 食物中毒 触电 溺水 摔下楼 高空坠落 严重烫伤 大面积烧伤`),
  },
  {
    number: '119',
    label: '消防救援',
    keywords:
      words(`着火了 着大火 家着火 屋着火 房着火 楼着火 车着火 厨房着火 起火了 家起火 屋起火 房起火 楼起火 车起火 厨房起火 失火 发生火灾 火灾了
        冒浓烟 冒黑烟 屋里冒烟 插座冒烟 电线冒烟 电动车冒烟 电瓶冒烟
        困在屋顶 困在楼顶 困在房顶 困在树上 困在水里 困在水中 困在车里 困在电梯 困电梯 电梯困人 洪水围困 被水围 被水困 被洪水 被埋 被压在 压在下面
        煤气泄漏 煤气漏 燃气泄漏 燃气漏 天然气泄漏 天然气漏 房子塌 房屋塌 屋顶塌 墙塌 楼塌 桥塌 倒塌 洪水进屋 水淹到 水淹进`),
  },
  {
    number: '110',
    label: '报警',
    keywords:
      words(`打人了 动手打 殴打 被人打 被打伤 挨打 他打我 打我妈 打了我 打老婆 打孩子 家暴 持刀 拿刀 砍人 被抢劫 遭抢劫 入室抢 被绑架 遭绑架 绑架我 人贩子
        走丢 老人走失 人走失了 孩子走失 母亲走失 父亲走失 妈妈走失 爸爸走失 奶奶走失 爷爷走失 女儿走失 儿子走失 走失的老人 走失的孩子
        人失踪 孩子失踪 儿子失踪 女儿失踪 妈妈失踪 爸爸失踪 找不到孩子 孩子找不到 老人不见了 孩子不见了 妈妈不见了 爸爸不见了 奶奶不见了 爷爷不见了
        有人跟踪 被人跟踪 被人关 强奸 性侵 猥亵`),
  },
  {
    number: '12356',
    label: '心理援助热线',
    keywords:
      words(`不想活了 我不想活 不想活下去 不想再活 不想活着 活不下去 活着没意思 活着没意义 我想死 只想死 真想死 好想死 想去死 想死的心 一死了之 想轻生 要轻生 有轻生 轻生念头 自杀 自残 割腕
        想跳楼 要跳楼 有人跳楼 我撑不下去 一个人撑不下去 精神崩溃 情绪崩溃 我崩溃 我快崩溃 我要崩溃 人快崩溃`),
  },
];

// Ranges instead of \p{P} and \p{S}: the first Chromium 64 does not know them.
const MARKS =
  /[\s!-/:-@[-`{-~\u00a1-\u00bf\u2000-\u206f\u20a0-\u2bff\u3000-\u303f\ufe00-\ufe6f\uff00-\uff0f]|[\ud83c-\ud83e][\udc00-\udfff]/g;
/** Spaces, punctuation and full-width letters must not hide a keyword: 胸 痛, 胸、痛. */
const plain = (text: string): string => text.normalize('NFKC').replace(MARKS, '');

/** The general hotline never stands before a number that can save a life. */
const isHotline = ({ number }: EmergencyRule): number => (number === '12345' ? 1 : 0);

/** The rules a text sets off, in the order of the board, 12345 behind all others. */
export function emergenciesIn(
  text: string,
  rules: readonly EmergencyRule[] = EMERGENCY_RULES,
): EmergencyRule[] {
  const hay = plain(text);
  const isIn = (word: string) => plain(word) !== '' && hay.includes(plain(word));
  return rules.filter((rule) => rule.keywords.some(isIn)).sort((a, b) => isHotline(a) - isHotline(b));
}
