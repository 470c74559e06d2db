import type { HomeTexts } from './texts.js';

/** 繁體中文, made of zh-hans by OpenCC: test/package/zh-hant.js. */
export const zhHantHome: HomeTexts = {
  emergencyFirst: '人命關天的事，請先打電話：',
  call: (number) => `撥打 ${number}`,
  open: '看看大家的求助',
  offline: '暫時連不上求助平台。急事請先打電話。',
};
