import type { HomeTexts } from './texts.js';

/** 简体中文: the home slot. */
export const zhHansHome: HomeTexts = {
  emergencyFirst: '人命关天的事，请先打电话：',
  call: (number) => `拨打 ${number}`,
  open: '看看大家的求助',
  offline: '暂时连不上求助平台。急事请先打电话。',
};
