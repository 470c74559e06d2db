// Deterministic Chinese test data: n requests with two replies each, some 80 characters a text.
const POOL = [
  ...'请问有人知道社区图书馆周末几点开门吗我想带孩子去借几本科普书另外想了解一下能不能在线预约座位上次去的时候人太多没有找到位置',
  ...'只好回家了希望管理员能够尽快回复谢谢大家的帮助电梯又坏了物业说今天下午来修但是到现在还没有动静楼上的老人下不来有没有懂维修的',
  ...'邻居可以帮忙看一看我这边有工具可以提供午饭我请客',
];
const NAMES = [
  '王小明',
  '李雨桐',
  '张建国',
  '陈思远',
  '刘一诺',
  '赵敏',
  '孙浩然',
  '周子涵',
  '吴欣怡',
  '郑凯',
];
const HOUR = 3_600_000;

const randomFrom = (seed) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};

const makeText = (random, length) => {
  let text = '';
  for (let i = 1; text.length < length; i++) {
    text += POOL[Math.floor(random() * POOL.length)];
    if (i % 13 === 0) text += '，';
  }
  return `${text}。`;
};

/** @returns {{id: number, nick: string, time: number, text: string, replies: object[]}[]} */
export function makeItems(count, replies = 2) {
  const random = randomFrom(42);
  const start = Date.UTC(2026, 9, 1);
  let id = 0;
  const one = (time) => {
    id++;
    return {
      id,
      nick: NAMES[id % NAMES.length],
      time,
      text: makeText(random, 70 + Math.floor(random() * 20)),
      replies: [],
    };
  };
  return Array.from({ length: count }, (_, index) => {
    const item = one(start - index * HOUR);
    item.replies = Array.from({ length: replies }, (_reply, at) => one(item.time + ((at + 1) * HOUR) / 6));
    return item;
  });
}

/** The first of them, with a hundred replies. */
export const [longItem] = makeItems(1, 100);
