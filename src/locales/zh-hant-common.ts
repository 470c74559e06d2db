import type { CommonTexts } from './texts.js';

/** 繁體中文, made of zh-hans by OpenCC: test/package/zh-hant.js. */
export const zhHantCommon: CommonTexts = {
  lang: 'zh-Hant',
  ask: '我要求助',
  pinned: '置頂',
  stage: {
    submitted: '待受理',
    accepted: '已受理',
    dispatched: '已交辦',
    'in-progress': '辦理中',
    answered: '已答覆',
    resolved: '已辦結',
    declined: '未予受理',
    withdrawn: '已撤回',
    merged: '已併入',
    unknown: '狀態待確認',
  },
  figures: {
    received: '收到',
    answeredOnline: '線上答覆',
    handedOver: '交辦',
    done: '已辦結',
  },
};
