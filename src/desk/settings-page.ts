import type { Definition, DeskSettings, Guard, Known } from './answers.js';
import { attempt, get, isOneOf, post, put } from './api.js';
import { form, h, type Child } from './dom.js';
import type { Typed } from './drafts.js';

function rulesOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('规则不是完整的 JSON，没有存；您改的还在。请检查括号、引号和逗号是不是成对、有没有多。');
  }
}

/** How the board works. Each form changes its own things and leaves the others. */
export async function settingsPage(known: Known, again: () => unknown): Promise<Child[]> {
  const settings = await attempt(() => get<DeskSettings>('/settings'), '');
  const definition = await attempt(() => get<Definition>('/definition'), '');
  if (!settings || !definition) return [];
  const { features, open, promise } = definition.board;
  const saved = async (work: () => Promise<unknown>) => (await attempt(work, '已存好', again)) && again();
  const parts: Child[] = [
    h('h2', {}, '编辑部'),
    form(
      [
        {
          name: 'reviewSteps',
          label: '答复要几个人审（0–3）',
          type: 'number',
          value: String(settings.reviewSteps),
          required: true,
        },
        { name: 'slipName', label: '交办单编号前的字', value: settings.slipName ?? '' },
        {
          name: 'acknowledgement',
          label: '自动回执（不停止计时）',
          type: 'text',
          value: settings.acknowledgement ?? '',
        },
      ],
      '存',
      (values: Typed) => saved(() => put('/settings', values)),
    ),
  ];
  if (isOneOf('admin')) {
    const guard = await attempt(() => get<Guard>('/guard'), '');
    if (!guard) return [];
    parts.push(
      h('h2', {}, '平台'),
      form(
        [
          { name: 'open', label: '收新求助', type: 'check', value: open },
          { name: 'comments', label: '开评论（先审后发）', type: 'check', value: features.comments },
          { name: 'review', label: '求助先审后发', type: 'check', value: features.review },
          {
            name: 'normalHours',
            label: '平常几小时答复',
            type: 'number',
            value: String(promise.normalHours),
          },
          {
            name: 'complexHours',
            label: '复杂几小时答复',
            type: 'number',
            value: String(promise.complexHours),
          },
          {
            name: 'retentionDays',
            label: '办结多少天后清掉隐私（0：不清）',
            type: 'number',
            value: String(definition.retentionDays),
          },
        ],
        '存',
        ({ open: takes, comments, review, normalHours, complexHours, retentionDays }: Typed) =>
          saved(() =>
            post('/definition', {
              revision: definition.revision,
              open: takes,
              features: { comments, review },
              promise: { normalHours, complexHours },
              retentionDays,
            }),
          ),
      ),
      h('h2', {}, '词表和验证'),
      form(
        [
          { name: 'words', label: '有这些词的先审（一行一个）', type: 'text', value: guard.words.join('\n') },
          {
            name: 'challenge',
            label: '提交前的验证',
            type: 'choice',
            value: guard.challenge,
            options: [
              ['never', '不要'],
              ['busy', '人多时'],
              ['always', '总要'],
            ],
          },
        ],
        '存',
        ({ words = '', challenge }: { words?: string; challenge: string }) =>
          saved(() =>
            put('/guard', {
              ...guard,
              challenge,
              words: words
                .split('\n')
                .map((word) => word.trim())
                .filter(Boolean),
            }),
          ),
      ),
      h('h2', {}, '时限、提醒、表格'),
      form(
        [
          {
            name: 'rules',
            label: '规则（JSON：clock 工作时间，escalation 提醒和督办，figures 表格）',
            type: 'text',
            value: JSON.stringify(known.rules, null, 2),
            required: true,
          },
        ],
        '存',
        ({ rules }: { rules: string }) => saved(async () => post('/level', rulesOf(rules))),
      ),
    );
  }
  return parts;
}
