import { readFileSync, readdirSync } from 'node:fs';

import { longItem } from '../data.js';

const dist = new URL('../../../dist/', import.meta.url);
const HOUR = 3_600_000;
const iso = (time) => new Date(time).toISOString();

const board = {
  key: 'bench',
  title: '清溪县求助平台',
  region: '清溪县',
  open: true,
  categories: [
    { code: 'medical', name: '看病就医' },
    { code: 'supplies', name: '生活物资' },
    { code: 'other', name: '其他' },
  ],
};

/** The same texts as the floors show, as requests of the REST contract. */
const asRequest = ({ id, nick, time, text, replies }) => ({
  id: String(id),
  board: 'bench',
  region: '城东街道',
  category: ['medical', 'supplies', 'other'][id % 3],
  urgency: 'routine',
  publicBody: text,
  author: nick,
  createdAt: iso(time),
  updatedAt: iso(time),
  stage: 'answered',
  flags: [],
  dueAt: iso(time + 3 * HOUR),
  answeredAt: iso(time + HOUR / 3),
  replies: replies.map((reply) => ({
    id: String(reply.id),
    author: reply.nick,
    role: 'newsroom',
    body: reply.text,
    at: iso(reply.time),
    kind: 'answer',
  })),
  timeline: [],
  attachments: [],
  meToo: 0,
  thanks: 0,
  comments: 0,
  pinned: false,
  featured: false,
  explainers: [],
  score: 0,
});

/** All that the script tag may fetch. */
export const built = () =>
  Object.fromEntries(
    readdirSync(dist, { recursive: true })
      .filter((file) => file.endsWith('.js'))
      .map((file) => [`/${file}`, readFileSync(new URL(file, dist))]),
  );

export const helpBoard = async () => ({
  name: 'help-board',
  files: built(),
  page: (count) =>
    `<script async src="/help-board.js"></script><help-board board="bench" page-size="${count}"></help-board>`,
  items: () => document.querySelector('help-board')?.shadowRoot?.querySelectorAll('.card') ?? [],
  total: (count) => count,
  actions: {
    'switch tab': {
      go: (all) => all('[role=tab]')[2].click(),
      there: (all) => all('.card').length && all('.card')[0].dataset.id !== '1',
      back: (all) => all('[role=tab]')[0].click(),
      home: (all) => all('.card').length && all('.card')[0].dataset.id === '1',
    },
    'open, 100 replies': {
      go: (all) => all('.card .open')[0].click(),
      there: (all) => all('.replies .reply').length === 100,
      back: (all) => (all('.back')[0] || all('.bar button')[0]).click(),
      home: (all) => all('.card').length,
    },
    type: { go: (all) => all('.actions .primary')[0].click(), there: (all) => all('textarea').length },
  },
  answers: (items) => ({
    '/api/boards/bench': () => board,
    '/api/boards/bench/requests': () => ({ items: items.map(asRequest), pinned: [] }),
    '/api/boards/bench/requests?sort=latest&limit=20': () => ({
      items: items.map(asRequest).reverse(),
      pinned: [],
    }),
    '/api/boards/bench/requests/1': () => asRequest(longItem),
  }),
});
