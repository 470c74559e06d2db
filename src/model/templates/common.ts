import type { Attribute } from '../attribute.js';
import type { Board, Category, ConsentText } from '../board.js';
import { EMERGENCY_RULES } from '../emergency.js';

/** A board but for its name and place: what a county opens with, within the hour. */
export type BoardTemplate = Omit<Board, 'key' | 'title' | 'region'>;

const VERSION = '2026-01';

const CONSENT_TEXTS: ConsentText[] = [
  {
    kind: 'privacy',
    version: VERSION,
    text: '我同意求助平台为办理本次求助使用我填写的内容和联系方式。联系方式只给办理人员看，不会公开。',
  },
  {
    kind: 'health',
    version: VERSION,
    text: '我同意为办理本次求助使用其中的健康信息，只给需要的办理人员看。',
  },
  { kind: 'location', version: VERSION, text: '我同意为办理本次求助使用我提供的位置，不会公开。' },
  { kind: 'guardian', version: VERSION, text: '我是孩子的监护人，同意为办理本次求助使用孩子的有关信息。' },
  {
    kind: 'onBehalf',
    version: VERSION,
    text: '我替别人求助，对方知道并同意。情况紧急、无法征求同意时也可以先提交。',
  },
];

/** What every template shares: review before publication, comments off, the privacy texts, the emergency numbers. */
export const common = (): Omit<BoardTemplate, 'categories' | 'attributes'> => ({
  open: true,
  regions: [],
  tried: ['村（社区）', '医院', '12345热线', '主管部门', '物业', '还没有找过'],
  promise: { normalHours: 3, complexHours: 8, note: '从收到时算起；情况复杂的 8 小时内答复。' },
  consents: CONSENT_TEXTS,
  emergencyRules: EMERGENCY_RULES.map((rule) => ({ ...rule, keywords: [...rule.keywords] })),
  announcements: [],
  explainers: [],
  directory: [],
  features: { review: true, comments: false, meToo: true, stats: true, photos: 6 },
});

export const HEALTH_CATEGORIES: Category[] = [
  {
    code: 'medical',
    name: '就医',
    hint: '透析、化疗、急诊、复诊、转院',
    deskOnly: true,
    sensitive: 'health',
    checklist: ['病人年龄和病情', '要去哪家医院、什么时间', '现在住在哪里'],
  },
  {
    code: 'medicine',
    name: '用药',
    hint: '断药、买药、送药',
    deskOnly: true,
    sensitive: 'health',
    checklist: ['药名和规格', '还剩几天的量', '有没有处方或病历照片'],
  },
  {
    code: 'maternity',
    name: '孕产',
    hint: '产检、待产、新生儿',
    deskOnly: true,
    sensitive: 'health',
    checklist: ['孕周或预产期', '建档医院'],
  },
  {
    code: 'mental-health',
    name: '心理',
    hint: '睡不着、害怕、想找人说说话',
    deskOnly: true,
    sensitive: 'health',
  },
];

export const LIVING_CATEGORIES: Category[] = [
  {
    code: 'supplies',
    name: '生活物资',
    hint: '米面菜、奶粉、尿不湿',
    checklist: ['几口人、有没有老人孩子', '最缺什么'],
  },
  { code: 'education', name: '上学网课', hint: '网课、书桌、设备、考试', deskOnly: true, sensitive: 'minor' },
  { code: 'parcels', name: '快递物流', hint: '寄不出、收不到、货车通行' },
  { code: 'work', name: '复工用工', hint: '返岗、工资、企业用工' },
  { code: 'utilities', name: '水电气网', hint: '停水停电、燃气、宽带' },
  { code: 'property', name: '房屋物业', hint: '漏水、电梯、垃圾' },
];

export const LAST_CATEGORIES: Category[] = [
  { code: 'complaint', name: '投诉建议', hint: '政策执行、服务态度' },
  { code: 'other', name: '其他', hint: '不知道选哪个，就选这里' },
];

export const PEOPLE: Attribute = {
  code: 'people',
  datatype: 'number',
  description: '有几个人需要帮助',
  required: false,
  order: 10,
};
