import {
  common,
  HEALTH_CATEGORIES,
  LAST_CATEGORIES,
  LIVING_CATEGORIES,
  type BoardTemplate,
} from './common.js';

/** 常态: no emergency; a slower promise that a small desk can keep. */
export const everyday = (): BoardTemplate => ({
  ...common(),
  subtitle: '生活中有困难，写在这里，我们帮您找人办',
  promise: { normalHours: 24, complexHours: 72, note: '从收到时算起；情况复杂的 3 天内答复。' },
  categories: [
    ...LIVING_CATEGORIES,
    ...HEALTH_CATEGORIES,
    { code: 'road', name: '道路交通', hint: '路灯、积水、公交、停车' },
    { code: 'travel', name: '出行返乡', hint: '车票、班次、返乡' },
    ...LAST_CATEGORIES,
  ],
  attributes: [],
});
