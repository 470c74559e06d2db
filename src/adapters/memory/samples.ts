import {
  dueAt,
  hotScore,
  type Assignee,
  type Board,
  type HelpRequest,
  type Reply,
  type Stage,
} from '../../model/index.js';

const MINUTE = 60_000;

interface SampleReply {
  /** Minutes after the request. */
  after: number;
  by: Assignee;
  body: string;
  kind?: Reply['kind'];
}

interface Sample {
  title?: string;
  body: string;
  author: string;
  region: string;
  category: string;
  urgency?: HelpRequest['urgency'];
  minutesAgo: number;
  stage: Stage;
  assignee?: Assignee;
  replies?: SampleReply[];
  meToo?: number;
  thanks?: number;
  pinned?: boolean;
  featured?: boolean;
  flags?: HelpRequest['flags'];
}

const desk: Assignee = { kind: 'desk', name: '清溪发布编辑部' };
const health: Assignee = { kind: 'department', name: '县卫生健康局' };
const education: Assignee = { kind: 'department', name: '县教育局' };
const transport: Assignee = { kind: 'department', name: '县交通运输局' };
const epidemic: Assignee = { kind: 'department', name: '县疫情防控办' };
const pharmacy: Assignee = { kind: 'institution', name: '县人民医院药房' };
const volunteers: Assignee = { kind: 'volunteer', name: '清溪义工' };

const ROLE_OF: Record<Assignee['kind'], Reply['role']> = {
  desk: 'newsroom',
  department: 'department',
  volunteer: 'volunteer',
  hotline: 'hotline',
  institution: 'institution',
};

const SAMPLES: readonly Sample[] = [
  {
    title: '母亲78岁，三天没透析，求一辆能出小区的车',
    body: '我妈透析六年了，每周三次，小区封了以后已经断了两次，脸和腿都肿了。社区说转运车排不上，我有车但没有通行证。病友群里四十来个人都在问怎么去医院。',
    author: '陈**',
    region: '城关街道',
    category: 'medical',
    urgency: 'critical',
    minutesAgo: 1630,
    stage: 'resolved',
    assignee: health,
    replies: [
      {
        after: 6,
        by: desk,
        kind: 'acknowledgement',
        body: '看到了，已经电话转到县卫健局值班室。今晚请让老人半卧、少喝水，如果喘得更厉害，马上打 120，不要等我们的消息。',
      },
      {
        after: 640,
        by: health,
        body: '今天起开通透析专线：一辆带绿色通行证的大巴，接送全县在册的四十位透析病友，不用各自找车。您母亲在二四六早班，7:20 小区东门上车。',
      },
    ],
    meToo: 46,
    thanks: 212,
    pinned: true,
    featured: true,
  },
  {
    title: '爱人的靶向药后天就断了，医院和12345都问过了',
    body: '药店没有货，医院说要本人去开，我们在封控区出不去。12345 的同志让我到这里来问问。药盒照片可以提供。',
    author: '李**',
    region: '东溪街道',
    category: 'medicine',
    urgency: 'urgent',
    minutesAgo: 1210,
    stage: 'resolved',
    assignee: pharmacy,
    replies: [
      {
        after: 10,
        by: desk,
        kind: 'acknowledgement',
        body: '已经联系县人民医院药房，正在查库存，请保持电话畅通。',
      },
      {
        after: 95,
        by: pharmacy,
        body: '匀出一盒先用着，够吃七天；义工今天下午送到小区门口，处方由医生线上补开。',
      },
    ],
    meToo: 18,
    thanks: 88,
    featured: true,
  },
  {
    title: '孩子在隔离点上网课，想要一张小桌子',
    body: '我和八岁的孩子在隔离点，房间里只有床，孩子趴在床上写字，眼睛离得太近了。晚上十点才想起来问，不急。',
    author: '周**',
    region: '柳浦镇',
    category: 'education',
    minutesAgo: 890,
    stage: 'resolved',
    assignee: volunteers,
    replies: [
      {
        after: 540,
        by: volunteers,
        body: '折叠小桌今天早上放在您房间门口了，还带了几本图画书，祝小朋友上课愉快。',
      },
    ],
    meToo: 7,
    thanks: 154,
    featured: true,
  },
  {
    title: '健康码突然变红，没出过县，怎么办',
    body: '早上起来码就红了，一家三口都没有出过县城，也没有人通知我们。明天还要上夜班。',
    author: '吴**',
    region: '石桥镇',
    category: 'health-code',
    minutesAgo: 520,
    stage: 'answered',
    assignee: epidemic,
    replies: [
      {
        after: 130,
        by: epidemic,
        body: '经核对是同楼栋时空重合误判，已经申诉通过，今晚十点前转绿。期间请先在家，夜班的证明由社区开。',
      },
    ],
    meToo: 63,
    thanks: 20,
    pinned: true,
  },
  {
    title: '孕38周，产检医院在封控区外，怎么出门',
    body: '预产期还有两周，医生让每周做一次胎心监护。想先知道办什么手续，免得临时慌。',
    author: '赵**',
    region: '城关街道',
    category: 'maternity',
    urgency: 'urgent',
    minutesAgo: 200,
    stage: 'in-progress',
    assignee: health,
    replies: [
      {
        after: 8,
        by: desk,
        kind: 'acknowledgement',
        body: '已经转给县妇幼保健院，专人会给您打电话登记车辆。',
      },
    ],
    meToo: 12,
  },
  {
    title: '独居老人家里没菜了，不会用手机买',
    body: '对门的阿婆一个人住，耳朵不太好，家里只剩半袋米。我每天给她送一点，但我家也不多了。',
    author: '黄**',
    region: '青湖镇',
    category: 'supplies',
    urgency: 'urgent',
    minutesAgo: 150,
    stage: 'dispatched',
    assignee: volunteers,
    meToo: 9,
    thanks: 31,
  },
  {
    title: '隔离第十四天了，什么时候能回家',
    body: '核酸一直是阴性，隔离点说等通知，老家还有一百多只鸭子要喂。',
    author: '沈**',
    region: '白沙乡',
    category: 'quarantine',
    minutesAgo: 240,
    stage: 'dispatched',
    assignee: epidemic,
    meToo: 34,
  },
  {
    title: '货车司机在高速口等了六个小时',
    body: '从外省拉饲料回来，证件都有，卡口说要等接车的人。车上还有两个同样的司机。',
    author: '何**',
    region: '云岭乡',
    category: 'travel',
    urgency: 'urgent',
    minutesAgo: 95,
    stage: 'in-progress',
    assignee: transport,
    replies: [
      {
        after: 20,
        by: transport,
        kind: 'question',
        body: '请补充车牌和目的地，我们核对后马上放行。车牌不会公开。',
      },
    ],
    flags: ['needs-info'],
    meToo: 5,
  },
  {
    title: '小区做核酸排队两个小时，老人站不住',
    body: '能不能给七十岁以上的老人单独排一队，或者上门采样？',
    author: '杨**',
    region: '城关街道',
    category: 'testing',
    minutesAgo: 400,
    stage: 'answered',
    assignee: health,
    replies: [
      {
        after: 150,
        by: health,
        body: '明天起每个采样点设“爱心通道”；行动不便的老人向社区登记，下午两点后上门采样。',
      },
    ],
    meToo: 71,
    thanks: 66,
  },
  {
    title: '网课没有电脑，手机屏幕太小',
    body: '家里两个孩子，只有一部手机，上课时间撞在一起。想问能不能借一台平板。',
    author: '唐**',
    region: '梅岭镇',
    category: 'education',
    minutesAgo: 70,
    stage: 'accepted',
    assignee: education,
    meToo: 22,
  },
  {
    title: '楼上漏水，物业进不来',
    body: '卫生间天花板一直滴水，物业在小区外面，保安说维修师傅不能进。',
    author: '郑**',
    region: '东溪街道',
    category: 'property',
    minutesAgo: 45,
    stage: 'accepted',
    meToo: 3,
  },
  {
    body: '请问快递还能寄到梅岭镇吗？给父母买的血压计已经在县城停了五天。',
    author: '冯**',
    region: '梅岭镇',
    category: 'parcels',
    minutesAgo: 25,
    stage: 'submitted',
    meToo: 6,
  },
  {
    title: '晚上睡不着，想找人说说话',
    body: '一个人隔离第九天，白天还好，晚上心里发慌。不知道该不该来这里说。',
    author: '',
    region: '城关街道',
    category: 'mental-health',
    minutesAgo: 310,
    stage: 'answered',
    replies: [
      {
        after: 15,
        by: volunteers,
        body: '谢谢您愿意说出来，这里就是该来的地方。心理志愿者今晚八点给您打电话；想马上有人听，随时拨 12356，二十四小时有人。',
      },
    ],
    meToo: 28,
    thanks: 45,
  },
  {
    title: '被困在外地，回清溪要准备什么',
    body: '出差半个月，想回家，查了很多说法不一样。希望有一个准的。',
    author: '欧阳**',
    region: '石桥镇',
    category: 'travel',
    minutesAgo: 700,
    stage: 'answered',
    replies: [
      {
        after: 110,
        by: desk,
        body: '提前一天向社区报备，带48小时核酸证明，到站后落地再检一次，不用集中隔离。',
      },
    ],
    meToo: 52,
    thanks: 19,
  },
];

/** Steps that such a stage has behind it, by share of the time until the last reply. */
function timelineOf({ stage, assignee, replies = [], minutesAgo }: Sample, at: (after: number) => string) {
  const end = replies.length ? replies[replies.length - 1]!.after : Math.min(30, minutesAgo - 1);
  const handed = assignee && assignee.kind !== 'desk';
  const path: Stage[] = ['submitted'];
  if (stage !== 'submitted') path.push('accepted');
  if (handed && stage !== 'submitted' && stage !== 'accepted') path.push('dispatched');
  if (path.indexOf(stage) < 0)
    path.push(...(stage === 'resolved' ? (['answered', stage] as const) : [stage]));
  return path.map((step, index) => ({
    at: at(Math.round((end * index) / path.length)),
    stage: step,
    ...(step === 'submitted' ? {} : { by: step === 'accepted' ? desk.name : (assignee ?? desk).name }),
  }));
}

/** A dozen requests of a county in lockdown, with times relative to `now`: what a demo page shows without any server. */
export function sampleRequests(board: Pick<Board, 'key' | 'promise'>, now: number): HelpRequest[] {
  return SAMPLES.map((sample, index) => {
    const { minutesAgo, replies = [], assignee, title, author, region, category, stage } = sample;
    const createdAt = now - minutesAgo * MINUTE;
    const at = (after: number) => new Date(createdAt + after * MINUTE).toISOString();
    const answer = replies.find(({ kind }) => !kind);
    const last = replies[replies.length - 1];
    const { urgency = 'routine', meToo = 0, thanks = 0, pinned = false, featured = false } = sample;
    return {
      id: `sample-${index + 1}`,
      board: board.key,
      region,
      category,
      urgency,
      ...(title && { title }),
      publicBody: sample.body,
      author,
      createdAt: at(0),
      updatedAt: at(last ? last.after : 0),
      stage,
      flags: sample.flags ?? [],
      dueAt: new Date(dueAt(createdAt, board.promise)).toISOString(),
      ...(answer && { answeredAt: at(answer.after) }),
      ...(assignee && { assignee }),
      replies: replies.map(({ after, by, body, kind = 'answer' }, n) => ({
        id: `sample-${index + 1}-${n + 1}`,
        author: by.name,
        role: ROLE_OF[by.kind],
        body,
        at: at(after),
        kind,
      })),
      timeline: timelineOf(sample, at),
      attachments: [],
      meToo,
      thanks,
      comments: 0,
      pinned,
      featured,
      explainers: [],
      score: hotScore({ urgency, createdAt, meToo, thanks, comments: 0 }),
    };
  });
}
