import type { HomeTexts } from './texts.js';

/** 简体中文: the home slot. */
export const zhHansHome: HomeTexts = {
  emergencyFirst: '人命关天的事，请先打电话：',
  call: (number) => `拨打 ${number}`,
  open: '看看大家的求助',
  offline: '暂时连不上求助平台。写下来的会存好，连上了就送出去。',
  asOf: (time) => `暂时连不上，显示的是 ${time} 的内容。`,
  emergency: '紧急',
  preview: (until) => `预览，未发布。这个链接 ${until} 前打得开。`,
  previewGone: '预览链接打不开了，请编辑再发一个。下面是现在登着的。',
  previewLater: '预览现在没有读出来，请过一会儿刷新。下面是现在登着的。',
  board: '求助平台',
  close: '关闭',
};
