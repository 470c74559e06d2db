import {
  common,
  HEALTH_CATEGORIES,
  LAST_CATEGORIES,
  LIVING_CATEGORIES,
  PEOPLE,
  type BoardTemplate,
} from './common.js';

/** In a flood these mean danger; in a lockdown everybody is 被困在家. */
const RESCUE_WORDS = [
  '被困',
  '困在',
  '水进屋',
  '水漫进',
  '水涨',
  '决堤',
  '溃坝',
  '山体滑坡',
  '泥石流',
  '被冲走',
];

/** 汛情: water in the streets. */
export const flood = (): BoardTemplate => ({
  ...common(),
  emergencyRules: common().emergencyRules.map((rule) =>
    rule.number === '119' ? { ...rule, keywords: [...rule.keywords, ...RESCUE_WORDS] } : rule,
  ),
  subtitle: '汛期有困难，写在这里，我们帮您找人办',
  categories: [
    {
      code: 'rescue',
      name: '转移救援',
      hint: '有人被困、需要转移',
      checklist: ['几个人、有没有老人孩子', '水有多深', '手机还有多少电'],
    },
    { code: 'shelter', name: '安置点', hint: '去哪里、怎么去、缺什么' },
    ...HEALTH_CATEGORIES,
    { code: 'road', name: '道路交通', hint: '积水、塌方、封路' },
    ...LIVING_CATEGORIES,
    ...LAST_CATEGORIES,
  ],
  attributes: [
    {
      code: 'water',
      datatype: 'singlevaluelist',
      description: '水有多深',
      required: false,
      order: 1,
      categories: ['rescue', 'shelter', 'road', 'property', 'utilities'],
      values: [
        { key: 'none', name: '没有进水' },
        { key: 'ankle', name: '到脚踝' },
        { key: 'knee', name: '到膝盖' },
        { key: 'waist', name: '到腰' },
        { key: 'floor', name: '淹到一层楼' },
      ],
    },
    PEOPLE,
  ],
});
