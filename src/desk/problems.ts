import type { ChangeSince } from '../model/index.js';
import type { Refusal } from './answers.js';
import { when } from './dom.js';
import { actionOf, fieldOf, STAGE, whoOf } from './words.js';

const CODE: Partial<Record<string, string>> = {
  invalid: '有一处填得不对，请改了再试。',
  unauthorized: '请重新登录。',
  forbidden: '您没有这一项的权限，请找管理员。',
  'not-found': '没有这一条，或者不归您办。',
  'unknown-board': '没有这个平台。',
  conflict: '现在的状态不能这样做。',
  'board-closed': '平台现在不收新求助。',
  'already-received': '这一条已经收到过。',
  'rate-limited': '太快了，请稍等一会儿再试。',
  'too-large': '内容太长了，请分两次写。',
  server: '网关出错了，请稍后再试；您填的还在。',
};

/** By field and fault, then by field: what is in the way, and what to do. Where there is one, nothing more general is said. */
const FAULT: Partial<Record<string, string>> = {
  'publication desk': '本人选了只给工作人员看，不能公开。要公开，请先征得他同意，由他自己改。',
  'dueAt over': '时限已经过了，不能再延期。请尽快答复，哪怕先说办到哪一步。',
  'until range': '要比现在的时限晚，最多晚 90 天。',
  'extensionAsked missing': '承办单位没有申请延期，或者已经有人办了。',
  'into same': '不能并到它自己，请填另一条的编号。',
  'into unknown': '没有这个编号，或者不归这里办。请在“待办”里找到那一条，把编号抄过来。',
  'into other-board': '那一条是在别的平台发的，不能并。请分别答复，或放在一起批量办。',
  'into not-public': '那一条没有公开，又不是同一个人的：并过去他就看不到答复。请先公开那一条，或者分别答复。',
  'category unknown': '平台没有这个分类，请另选一个。',
  'group empty': '这一批里没有还要办的了。',
  'flags not-asked': '没有在等本人补充。要记下来，请写内部意见。',
  'reply of-others': '这条答复不是您单位写的，请让写的单位或编辑部更正。',
  'reply unknown': '没有这条答复了，请刷新再看。',
  'reviewer writer': '自己写的答复要请别人审。',
  'reviewer twice': '您已经审过，这一道要换一个人。',
  'proposal out': '这份答复已经审完发出。',
  'proposal sent-back': '这份答复已经退回去改。',
  'parent missing': '没有上级平台。',
  'parent admin': '要上级平台的管理员也同意。',
  'answer given': '已经答复过了。',
  'to unknown': '没有这个平台。',
  'to not-below': '只能转给下级平台。',
  'promise.complexHours shorter': '复杂的时限不能比平常的短。',
  'moderation.url address': '审核接口的地址不能用。',
  'attachments missing': '照片没有传上来，请再选一次。',
  group: '有一条已经在别的批次里：请先把它移出来。',
  delivery: '已经报过上级，正等他们答复。',
  state: '别人已经决定过了，请刷新。',
  categories: '还有求助归在要删的分类里，请先给它们改分类。',
};

const PLAIN: Partial<Record<string, string>> = {
  missing: '没有填',
  minLength: '没有填',
  maxLength: '太长了',
  minItems: '没有选',
  maxItems: '太多了',
  format: '写法不对',
  pattern: '写法不对',
  unknown: '没有这一项',
  type: '写法不对',
  minimum: '太小了',
  maximum: '太大了',
};

const LABEL: Partial<Record<string, string>> = {
  body: '内容',
  name: '单位名称',
  reason: '原因',
  otherWay: '可以怎么办',
  words: '意见',
  until: '延到什么时候',
  into: '编号',
  title: '名称',
  region: '在哪里',
  'contact.phone': '电话',
  'consents.health': '健康信息的同意',
  'consents.guardian': '监护人的同意',
};

const stageOf = (word: string): string | undefined => (STAGE as Partial<Record<string, string>>)[word];

function faultOf([field, fault]: [string, string]): string {
  const said = FAULT[`${field} ${fault}`] ?? FAULT[field];
  if (said) return said;
  if (field === 'into')
    return `那一条${stageOf(fault) ?? fault}，不能并进去。请换成它并到的那一条，或者分别答复。`;
  if (field === 'stage') return `现在是“${stageOf(fault) ?? fault}”，不能这样做。`;
  if (fault.startsWith('placeholder ')) return `{${fault.slice(12)}} 填不上：请改掉这一处再发。`;
  // Of a group: which of its requests are in the way.
  if (stageOf(fault)) return `编号 ${field}：${stageOf(fault)}。把它移出这一批，或者先单独办好。`;
  if (fault === 'routed') return `编号 ${field}：已经转给别的平台。`;
  return `${LABEL[field] ?? fieldOf(field)}：${PLAIN[fault] ?? fault}`;
}

const changeOf = ({ who, at, action, fields }: ChangeSince): string =>
  `${whoOf(who)} 在 ${when(at)} ${actionOf(action)}${fields.length ? `（改了${fields.map(fieldOf).join('、')}）` : ''}`;

/** What the gateway refuses, in the words of the newsroom: why, and what to do now. */
export function explain({ code, fields = {}, changes }: Refusal, status: number): string {
  if (changes?.length)
    return ['别人刚改过，您的这一步没有做：', ...changes.map(changeOf), '您写的还在，看过新的再决定。'].join(
      '\n',
    );
  if (fields['revision']) return '别人刚改过，这一步没有做。请打开新的看过再办，您写的还在。';
  const faults = Object.entries(fields).map(faultOf);
  const general = CODE[code ?? ''] ?? `没有成功（${status}），请稍后再试；您填的还在。`;
  // What is particular says it all; only a wrong field needs to be said to be one.
  return faults.length ? [...(code === 'invalid' ? [general] : []), ...faults].join('\n') : general;
}
