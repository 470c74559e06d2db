import type { CommonTexts } from './texts.js';

/** 简体中文: what the first screens of board and home slot share. */
export const zhHansCommon: CommonTexts = {
  lang: 'zh-Hans',
  ask: '我要求助',
  pinned: '置顶',
  stage: {
    submitted: '待受理',
    accepted: '已受理',
    dispatched: '已交办',
    'in-progress': '办理中',
    answered: '已答复',
    resolved: '已办结',
    declined: '未予受理',
    withdrawn: '已撤回',
    merged: '已并入',
    unknown: '状态待确认',
  },
  figures: {
    received: '收到',
    answeredOnline: '线上答复',
    handedOver: '交办',
    done: '已办结',
  },
};
