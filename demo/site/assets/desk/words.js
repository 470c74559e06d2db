export const STAGE = {
  submitted: '待受理',
  accepted: '已受理',
  dispatched: '已交办',
  'in-progress': '办理中',
  answered: '已答复',
  resolved: '已办结',
  declined: '未予受理',
  withdrawn: '已撤回',
  merged: '已并入',
  unknown: '状态待确认',
};
export const PUBLICATION = { pending: '待审核', public: '已公开', desk: '仅工作人员可见', hidden: '已隐藏' };
export const FLAG = {
  'needs-info': '待补充',
  urged: '催办',
  supervised: '督办',
  extended: '已延期',
  reopened: '重办',
  complex: '复杂',
};
export const URGENCY = { routine: '一般', urgent: '紧急', critical: '危急' };
export const UNIT = { department: '部门', volunteer: '志愿者', institution: '机构', hotline: '12345热线' };
export const KIND = {
  answer: '答复（停止计时）',
  question: '请本人补充（暂停计时）',
  acknowledgement: '先说看到了',
};
export const pairs = (words) => Object.entries(words);
