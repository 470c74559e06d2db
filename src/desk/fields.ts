import type { Assignee } from '../model/index.js';
import type { Item, Known } from './answers.js';
import { inNewsroom } from './api.js';
import { chinaTime, type Elements, type Field } from './dom.js';
import type { Typed } from './drafts.js';
import { KIND, pairs, UNIT } from './words.js';

/** What the forms of several moves ask alike. */
export const reason = (label = '原因'): Field => ({ name: 'reason', label, type: 'text', required: true });
export const words = (label: string): Field => ({ name: 'words', label, type: 'text' });
export const until = ({ extensionAsked }: { extensionAsked?: string }): Field[] => [
  {
    name: 'until',
    label: '延到（北京时间）',
    type: 'time',
    value: extensionAsked && chinaTime(extensionAsked),
    required: true,
  },
  reason(),
];
export const unit = ({ units }: Known): Field[] => [
  { name: 'kind', label: '交给', type: 'choice', options: pairs(UNIT) },
  { name: 'name', label: '单位名称', required: true, suggestions: units },
];
export const audience: Field = {
  name: 'audience',
  label: '给谁看',
  type: 'choice',
  options: [
    ['public', '公开'],
    ['requester', '只给本人'],
  ],
};
/** What is on is offered to be taken off. */
export const switched = (on: string, off: string, now: boolean): Field => ({
  name: 'on',
  label: '选择',
  type: 'choice',
  value: now ? 'no' : 'yes',
  options: [
    ['yes', on],
    ['no', off],
  ],
});
export const onOff = ({ on, ...values }: Typed): Typed => ({ ...values, on: on === 'yes' });

/** A template's words come into the field, to be read and changed before they go out; nothing that was typed is replaced. */
const fromTemplate = (templates: Known['templates']): Field => ({
  name: 'template',
  label: '用模板（{称呼} 这样的空，发出时替您填上）',
  type: 'choice',
  options: [['', '不用'], ...templates.map(({ id, title }) => [id, title] as const)],
  changed({ template, body, kind }: Elements) {
    const chosen = templates.find(({ id }) => id === template?.value);
    if (!chosen || !body || !kind) return;
    kind.value = chosen.kind;
    const untouched = !body.value.trim() || templates.some((one) => one.body === body.value);
    body.value = untouched ? chosen.body : `${body.value}\n${chosen.body}`;
  },
});

/** In whose name: the newsroom passes on what a unit has told it; a unit always speaks for itself. */
const speaker = (title: string, assignee?: Assignee): Field => ({
  name: 'speaker',
  label: '以谁的名义',
  type: 'choice',
  options: [
    ['', title],
    ...(assignee && assignee.kind !== 'desk'
      ? [['unit', `${assignee.name}（转达他们的答复）`] as const]
      : []),
  ],
});

/** To one request, or to the many of a group, which may be with several units. */
export const replyFields = ({ title, templates }: Known, item?: Item, body = ''): Field[] => [
  ...(templates.length ? [fromTemplate(templates)] : []),
  { name: 'kind', label: '这是', type: 'choice', options: pairs(KIND) },
  audience,
  ...(inNewsroom()
    ? [item ? speaker(title, item.assignee) : { name: 'author', label: '署名', value: title }]
    : []),
  { name: 'body', label: '内容', type: 'text', value: body, required: true },
];

export const replyBody = ({ template, speaker: of, ...values }: Typed, assignee?: Assignee): Typed => ({
  ...values,
  ...(of && assignee ? { role: assignee.kind, author: assignee.name } : {}),
  ...(template ? { fill: true } : {}),
});
