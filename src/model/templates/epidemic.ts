import {
  common,
  HEALTH_CATEGORIES,
  LAST_CATEGORIES,
  LIVING_CATEGORIES,
  PEOPLE,
  type BoardTemplate,
} from './common.js';

/** 疫情: a county in lockdown. */
export const epidemic = (): BoardTemplate => ({
  ...common(),
  subtitle: '疫情期间有困难，写在这里，我们帮您找人办',
  categories: [
    ...HEALTH_CATEGORIES,
    { code: 'quarantine', name: '隔离管控', hint: '封控、居家隔离、解封时间' },
    { code: 'health-code', name: '健康码', hint: '红码、黄码、弹窗' },
    { code: 'testing', name: '核酸检测', hint: '采样点、报告、上门采样' },
    { code: 'travel', name: '出行返乡', hint: '进出、返回、通行证' },
    ...LIVING_CATEGORIES,
    ...LAST_CATEGORIES,
  ],
  attributes: [
    {
      code: 'zone',
      datatype: 'singlevaluelist',
      description: '您现在所在的区域',
      required: false,
      order: 1,
      values: [
        { key: 'lockdown', name: '封控区' },
        { key: 'control', name: '管控区' },
        { key: 'precaution', name: '防范区' },
        { key: 'isolation', name: '集中隔离点' },
        { key: 'unknown', name: '不清楚' },
      ],
    },
    {
      code: 'isolation-site',
      datatype: 'string',
      description: '隔离点名称',
      hint: '在集中隔离点的请写，如“清溪宾馆”',
      required: false,
      order: 2,
      categories: [
        'quarantine',
        'medical',
        'medicine',
        'supplies',
        'education',
        'maternity',
        'mental-health',
      ],
      private: true,
    },
    PEOPLE,
  ],
});
