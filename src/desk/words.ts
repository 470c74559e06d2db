import { zhHansCommon } from '../locales/zh-hans-common.js';
import type { Assignee, DeskRole, Flag, Publication, Reply, Urgency } from '../model/index.js';

/** As the public reads them. */
export const STAGE = zhHansCommon.stage;
export const PUBLICATION: Record<Publication, string> = {
  pending: '待审核',
  public: '已公开',
  desk: '仅工作人员可见',
  hidden: '已隐藏',
};
export const FLAG: Record<Flag, string> = {
  'needs-info': '待补充',
  urged: '催办',
  supervised: '督办',
  extended: '已延期',
  reopened: '重办',
  complex: '复杂',
};
export const URGENCY: Record<Urgency, string> = { routine: '一般', urgent: '紧急', critical: '危急' };
export const UNIT: Record<Exclude<Assignee['kind'], 'desk'>, string> = {
  department: '部门',
  volunteer: '志愿者',
  institution: '机构',
  hotline: '12345热线',
};
export const KIND: Record<Reply['kind'], string> = {
  answer: '答复（停止计时）',
  question: '请本人补充（暂停计时）',
  acknowledgement: '先说看到了',
};
export const pairs = (words: Record<string, string>): [string, string][] => Object.entries(words);
export const ROLE: Record<DeskRole, string> = {
  editor: '编辑',
  supervisor: '督办',
  admin: '管理员',
  department: '部门',
  volunteer: '志愿者',
};

/** What somebody, or the gateway, has done: in a request's history, in a refused edit, in the log. */
const ACTION: Partial<Record<string, string>> = {
  submit: '提交',
  publish: '公开',
  hide: '撤下',
  redact: '遮盖',
  release: '把补充给承办单位看了',
  accept: '受理',
  decline: '不予受理',
  recategorise: '改分类',
  prioritise: '改紧急程度',
  'complex-on': '算作复杂事项',
  'complex-off': '不再算复杂事项',
  answer: '答复',
  acknowledge: '先回了话',
  ask: '请本人补充',
  correct: '更正答复',
  propose: '把答复送审',
  approve: '审过一道',
  'send-back': '退回待审的答复',
  add: '补充材料',
  'add-to-merged': '并进来的那一条有补充',
  note: '写了内部意见',
  heard: '代本人补充',
  dispatch: '交办',
  claim: '签收',
  return: '退回',
  extend: '延期',
  'ask-extension': '申请延期',
  'refuse-extension': '不同意延期',
  urge: '催办',
  'supervise-on': '开始督办',
  'supervise-off': '结束督办',
  supervise: '超时，自动督办',
  resolve: '办结',
  reopen: '重新办理',
  withdraw: '撤回',
  rate: '评价',
  merge: '并入另一条',
  part: '拆回，单独办',
  'take-in': '并进来一条',
  'group-open': '放在一起办',
  'group-in': '放进一批',
  'group-out': '移出一批',
  route: '转给',
  deliver: '报上级',
  'receive-delivery': '签收下级报来的',
  'answer-delivery': '答复下级',
  remind: '提醒：快到时限',
  due: '超过时限',
  'tell-above': '超时，已告诉上级',
  'pinned-on': '置顶',
  'pinned-off': '取消置顶',
  'featured-on': '列为精华',
  'featured-off': '取消精华',
  'key-issue-on': '标为重点问题',
  'key-issue-off': '取消重点问题',
  look: '查看',
  moderation: '送去机器审核',
  'words-found': '有词表里的词，先审',
  anonymise: '到期，清掉隐私',
  delete: '按本人要求删除',
  prefill: '填好一份链接',
  'template-add': '存了模板',
  'template-change': '改了模板',
  'template-remove': '删了模板',
  settings: '改编辑部设置',
  definition: '改平台设置',
  rules: '改时限和规则',
  guard: '改词表和验证',
  home: '开关首页的位置',
  'slot-draft': '写首页草稿',
  'slot-change': '改首页草稿',
  'slot-preview': '生成首页预览',
  'slot-publish': '登出首页的位置',
  'slot-end': '撤下首页的位置',
  'slot-roll-back': '首页退回之前的',
  'slot-emergency': '紧急开关',
  'hotline-again': '再发给热线',
  'hotline-arrived': '记为热线已收到',
  'hotline-drop': '不再发给热线',
  'hotline-push': '热线推来消息',
  'sign-in': '登录',
  'sign-out': '退出',
  'refresh-token-reused': '登录凭证被重复使用，已作废',
};
export const actionOf = (action: string): string => ACTION[action] ?? action;

const NOBODY: Partial<Record<string, string>> = {
  requester: '求助人',
  gateway: '系统',
  hotline: '热线',
  desk: '同事',
};

/** Who did it: a colleague by name. */
export const whoOf = (who = ''): string => NOBODY[who.split(':')[0]!] ?? who;

const FIELD: Partial<Record<string, string>> = {
  stage: '状态',
  publication: '是否公开',
  flags: '标记',
  category: '分类',
  urgency: '紧急程度',
  title: '标题',
  publicBody: '公众看到的内容',
  dueAt: '时限',
  extensionAsked: '申请的延期',
  answeredAt: '答复时间',
  overdueAt: '超时记录',
  assignee: '承办单位',
  takenBy: '经办人',
  slip: '交办单',
  group: '批次',
  mergedInto: '并到哪一条',
  pinned: '置顶',
  featured: '精华',
  keyIssue: '重点问题',
  meToo: '我也遇到',
  rating: '评价',
  replies: '答复',
  notes: '内部意见',
  additions: '补充材料',
  photos: '照片',
  proposals: '待审的答复',
};
export const fieldOf = (field: string): string => FIELD[field] ?? field;

const SEEN: Partial<Record<string, string>> = {
  body: '原文',
  title: '标题',
  contact: '联系方式',
  location: '位置',
  attributes: '表单里的各项',
  consents: '同意了什么',
  source: '从哪里来',
  tried: '找过谁',
  forSomebodyElse: '替谁求助',
  photo: '照片',
  covered: '遮盖过的内容',
};
const DETAIL: Partial<Record<string, string>> = {
  to: '给',
  from: '从',
  name: '单位',
  kind: '类型',
  slip: '交办单',
  group: '批次',
  into: '并到',
  until: '到',
  template: '模板',
  proposal: '待审的答复',
  reply: '答复',
  delivery: '编号',
};

/** What stands beside an entry of the log. */
export function detailOf({ fields, ...detail }: Record<string, unknown>): string {
  const seen = Array.isArray(fields) ? fields.map((field) => SEEN[field] ?? fieldOf(String(field))) : [];
  const beside = Object.entries(detail).map(([name, value]) => {
    const said = typeof value === 'object' ? JSON.stringify(value) : String(value);
    return `${DETAIL[name] ?? name}：${Object.hasOwn(UNIT, said) ? UNIT[said as keyof typeof UNIT] : said}`;
  });
  return [seen.join('、'), ...beside].filter(Boolean).join('，');
}
