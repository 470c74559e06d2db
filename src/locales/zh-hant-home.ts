import type { HomeTexts } from './texts.js';

/** 繁體中文, made of zh-hans by OpenCC: test/package/zh-hant.js. */
export const zhHantHome: HomeTexts = {
  emergencyFirst: '人命關天的事，請先打電話：',
  call: (number) => `撥打 ${number}`,
  open: '看看大家的求助',
  offline: '暫時連不上求助平台。寫下來的會存好，連上了就送出去。',
  asOf: (time) => `暫時連不上，顯示的是 ${time} 的內容。`,
  emergency: '緊急',
  preview: (until) => `預覽，未發佈。這個鏈接 ${until} 前打得開。`,
  previewGone: '預覽鏈接打不開了，請編輯再發一個。下面是現在登着的。',
  previewLater: '預覽現在沒有讀出來，請過一會兒刷新。下面是現在登着的。',
  board: '求助平台',
  close: '關閉',
};
