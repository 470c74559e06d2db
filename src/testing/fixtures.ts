import { hotScore, TEMPLATES, type Board, type HelpRequest, type Submission } from '../model/index.js';

const HOUR = 3_600_000;
const iso = (at: number): string => new Date(at).toISOString();

/** The board of the fictional county 清溪, after the epidemic template. */
export const boardFixture = (changes: Partial<Board> = {}): Board => ({
  key: 'qingxi',
  title: '清溪县求助平台',
  region: '清溪县',
  notice: '演示数据',
  ...TEMPLATES.epidemic(),
  ...changes,
});

/** A public request of an hour ago, accepted and not yet answered. */
export function requestFixture(changes: Partial<HelpRequest> = {}, now = Date.now()): HelpRequest {
  const createdAt = changes.createdAt ?? iso(now - HOUR);
  const created = Date.parse(createdAt);
  const request: HelpRequest = {
    id: 'r1',
    board: 'qingxi',
    region: '城关街道',
    category: 'supplies',
    urgency: 'routine',
    title: '家里没有菜了',
    publicBody: '独居老人，家里只剩半袋米，不会用手机买菜。',
    author: '王**',
    createdAt,
    updatedAt: createdAt,
    stage: 'accepted',
    flags: [],
    dueAt: iso(created + 3 * HOUR),
    replies: [],
    timeline: [
      { at: createdAt, stage: 'submitted' },
      { at: iso(created + 5 * 60_000), stage: 'accepted', by: '清溪发布编辑部' },
    ],
    attachments: [],
    meToo: 0,
    thanks: 0,
    comments: 0,
    pinned: false,
    featured: false,
    explainers: [],
    score: 0,
    ...changes,
  };
  return { ...request, score: changes.score ?? hotScore({ ...request, createdAt: created }) };
}

/** Text that must be shown as text: markup, marks that turn its direction, characters beyond the basic plane. */
export const HOSTILE_TEXT =
  '<img src=x onerror="alert(1)"><script>alert(2)</script>${alert(3)}{{4}} \u202eesrever\u202c 👨‍👩‍👧‍👦 𠮷 &lt;b&gt; "\'`';

/** One request of every kind that a list has to show: answered, dispatched, overdue, hostile, long, without a title, pinned … */
export function requestFixtures(now = Date.now()): HelpRequest[] {
  const of = (id: string, hours: number, changes: Partial<HelpRequest>) =>
    requestFixture({ id, createdAt: iso(now - hours * HOUR), ...changes }, now);
  const reply = { id: 'a1', author: '县卫生健康局', role: 'department', kind: 'answer' } as const;
  return [
    of('answered', 2, {
      title: '母亲78岁，三天没透析',
      category: 'medical',
      urgency: 'critical',
      stage: 'answered',
      assignee: { kind: 'department', name: '县卫生健康局' },
      answeredAt: iso(now - HOUR),
      replies: [
        {
          ...reply,
          id: 'a0',
          author: '清溪发布编辑部',
          role: 'newsroom',
          kind: 'acknowledgement',
          body: '看到了，已经转给县卫健局。',
          at: iso(now - 1.9 * HOUR),
        },
        { ...reply, body: '明早7:20小区东门上车，四十位病友同去。', at: iso(now - HOUR) },
      ],
      timeline: [
        { at: iso(now - 2 * HOUR), stage: 'submitted' },
        { at: iso(now - 1.9 * HOUR), stage: 'accepted', by: '清溪发布编辑部' },
        { at: iso(now - 1.8 * HOUR), stage: 'dispatched', by: '县卫生健康局' },
        { at: iso(now - HOUR), stage: 'answered', by: '县卫生健康局' },
      ],
      meToo: 46,
      thanks: 212,
      featured: true,
    }),
    of('overdue', 5, {
      title: '隔离第十四天，什么时候能回家',
      category: 'quarantine',
      stage: 'dispatched',
      assignee: { kind: 'department', name: '县疫情防控办' },
      meToo: 34,
    }),
    of('needs-info', 1, { title: '货车在高速口等了六个小时', category: 'travel', flags: ['needs-info'] }),
    of('declined', 30, {
      title: '想请人代写作文',
      category: 'other',
      stage: 'declined',
      timeline: [{ at: iso(now - 29 * HOUR), stage: 'declined', note: '不属于求助范围，可以问学校老师。' }],
    }),
    of('unmapped', 3, {
      title: '路灯不亮',
      stage: 'unknown',
      timeline: [{ at: iso(now - HOUR), stage: 'unknown', rawLabel: '已归档' }],
    }),
    of('untitled', 0.2, {
      title: undefined,
      author: '',
      stage: 'submitted',
      publicBody: '快递还能寄到梅岭镇吗？',
    }),
    of('hostile', 0.5, { title: HOSTILE_TEXT, publicBody: HOSTILE_TEXT, author: HOSTILE_TEXT }),
    of('long', 0.7, { title: '很长的一条', publicBody: '没有菜了。'.repeat(2000) }),
    of('pinned', 40, { title: '健康码突然变红怎么办', category: 'health-code', pinned: true, meToo: 63 }),
  ];
}

/** What somebody posts: valid for the board above in the category 就医. */
export const submissionFixture = (changes: Partial<Submission> = {}): Submission => ({
  category: 'medical',
  urgency: 'critical',
  title: '母亲78岁，要去透析',
  body: '母亲78岁，三天没透析，脸和腿都肿了，求一辆能出小区的车。电话13800000000。',
  contact: { name: '陈小梅', phone: '13800000000', address: '城关街道和平路12号3幢501室' },
  visibility: 'public',
  tried: ['医院', '12345热线'],
  attributes: { zone: 'lockdown', people: 1 },
  attachments: [],
  consents: { privacy: '2026-01', health: '2026-01', onBehalf: '2026-01' },
  forSomebodyElse: true,
  composedAt: '2026-04-01T08:00:00.000Z',
  ...changes,
});
