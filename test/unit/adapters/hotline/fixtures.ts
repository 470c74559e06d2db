import type { Order } from '../../../../src/adapters/hotline/order.js';
import type { OperationName } from '../../../../src/adapters/hotline/profile.js';
import type { hotlineShapes } from '../../../../src/adapters/hotline/profiles/index.js';

export type Shape = keyof typeof hotlineShapes;

/** An answer of a shape as it goes over the wire, and the order that must come out of it. Everything in it is made up. */
export interface Recorded {
  operation: OperationName;
  text: string;
  order: Partial<Order>;
}

const key = '7d444840-9dc0-41d1-b245-5ffdce74fad2';
const json = JSON.stringify;

const a = {
  record_number: 20260401000017,
  outer_number: key,
  caption: '路灯不亮',
  content: '柳浦镇小学门口三盏路灯不亮，孩子放学看不见路。',
  class_caption: '市政设施',
  caller: '王**',
  caller_phone: '138****0000',
  is_secret: '0',
  addtime: '2026-04-01 08:30:00',
  expires: '2026-04-11 08:30:00',
  replytime: '2026-04-02 17:05:09',
  org_caption: '清溪县城管局',
  ps_caption: '待回访',
  note: '已电话沟通，此人情绪激动，注意方式',
  note10: '三盏路灯今天下午已修好。',
  note6: '0',
  note7: '1',
};

const b = {
  FLOWID: 'QX2026040100017',
  JJDBH: key,
  BT: '停水两天',
  BJNR: '青湖镇停水两天，什么时候来水？',
  SXLB: '01',
  XZQHDM: '330999101',
  BJDZ: '青湖镇和平路12号',
  LXR: '保密',
  LXDH: '***',
  SFBM: '0',
  SLSJ: '260401083000',
  BLSX: '260403083000',
  HFSJ: '260402170509',
  CLDW: '清溪县水务公司',
  JDLX: '4',
  SFCB: '1',
  HANDLEOPINION: '管道老化，预算未批',
  HFNR: '主管已接通，今晚八点来水。',
  CLJGDM: '2',
};

const dXml = `<RES><event>
  <eventId>99001</eventId><otherId>${key}</otherId>
  <gridCode>330999</gridCode><orgName>石桥镇政府</orgName><eventName>河道有油污</eventName>
  <content><![CDATA[石桥下面有油污，味道<很大> & 死鱼]]></content>
  <urgency>2</urgency><contactName>李*</contactName><contactTel>138****0000</contactTel>
  <longitude>119.5012</longitude><latitude>30.2001</latitude>
  <createTime>2026-04-01 08:30:00</createTime><limitTime>2026-04-11 08:30:00</limitTime>
  <state>处置中</state><handleOpinion>查到排污企业，暂不公开</handleOpinion><publicReply/>
  <files><file><url>https://files.example.cn/1.jpg</url></file></files>
</event></RES>`;
const escapedXml = dXml.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const h = {
  tid: '8812345678901234567',
  outId: key,
  subject: '公交改线以后没有站了',
  content: '白沙乡的老人去县医院要走四里路。',
  domainName: '白沙乡',
  typeName: '城乡建设',
  nickName: '白沙人',
  stateInfo: '已回复',
  answerOrganization: '清溪县交通局',
  answerContent: '下周一起增设白沙卫生院站。',
  answerDateline: 1775120709,
  gradeManner: 5,
  gradeSpeed: '3',
  dateline: 1775003400,
  images: 'https://img.example.cn/a.png,https://img.example.cn/b.jpg',
};

export const RECORDED: Record<Shape, Recorded[]> = {
  A: [
    {
      operation: 'get',
      text: json([a]),
      order: {
        remoteId: '20260401000017',
        ownId: key,
        category: 'utilities',
        createdAt: '2026-04-01T00:30:00.000Z',
        dueAt: '2026-04-11T00:30:00.000Z',
        answeredAt: '2026-04-02T09:05:09.000Z',
        stage: 'answered',
        rawLabel: '待回访',
        confidential: false,
        reply: '三盏路灯今天下午已修好。',
        opinion: a.note,
        resolution: 'resolved',
        satisfaction: 5,
        flags: [],
      },
    },
    {
      operation: 'list',
      text: json([a, { ...a, record_number: '18', ps_caption: '待督办', note10: '', note6: '' }]),
      order: { remoteId: '20260401000017' },
    },
    {
      operation: 'submit',
      text: json({ status: 'success', des: '操作成功', res: [{ record_number: 20260401000017 }] }),
      order: { remoteId: '20260401000017', stage: 'unknown' },
    },
  ],
  B: [
    {
      operation: 'get',
      text: json({ code: '200', data: b, message: '' }),
      order: {
        remoteId: 'QX2026040100017',
        ownId: key,
        region: '330999101',
        address: '青湖镇和平路12号',
        name: undefined,
        phone: undefined,
        createdAt: '2026-04-01T00:30:00.000Z',
        answeredAt: '2026-04-02T09:05:09.000Z',
        stage: 'answered',
        rawLabel: '4',
        flags: ['urged'],
        satisfaction: 4,
      },
    },
    { operation: 'list', text: json({ code: 0, data: [b], message: '' }), order: { ownId: key } },
    {
      operation: 'submit',
      text: json({ code: 200, data: { FLOWID: 'QX2026040100017', JJDBH: key } }),
      order: { remoteId: 'QX2026040100017' },
    },
  ],
  C: [
    { operation: 'submit', text: json({ code: '200', msg: 'sent' }), order: { remoteId: undefined } },
    { operation: 'urge', text: json({ code: 200, msg: 'sent' }), order: { stage: 'unknown' } },
  ],
  D: [
    {
      operation: 'get',
      text: `<?xml version="1.0" encoding="UTF-8"?><S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>
        <ns2:response xmlns:ns2="urn:event-service"><ERRCD>0</ERRCD><ERRMSG/><RESXML>${escapedXml}</RESXML></ns2:response></S:Body></S:Envelope>`,
      order: {
        remoteId: '99001',
        ownId: key,
        title: '河道有油污',
        content: '石桥下面有油污，味道<很大> & 死鱼',
        urgency: 'urgent',
        region: '330999',
        longitude: 119.5012,
        latitude: 30.2001,
        stage: 'in-progress',
        reply: undefined,
        opinion: '查到排污企业，暂不公开',
        attachments: ['https://files.example.cn/1.jpg'],
      },
    },
  ],
  E: [
    {
      operation: 'list',
      text: json({
        success: true,
        code: 10000,
        message: 'ok',
        pageInfo: { pageNum: 1, pageSize: 20, total: 1 },
        resultData: [
          {
            workordercode: key,
            workordertitle: '噪声扰民',
            workordercontent: '工地半夜还在打桩。',
            area: '城关街道',
            place: '和平路工地',
            dispatchtime: '2026-04-01 08:30:00',
            processlimited: '2026-04-08',
            processdept: '清溪县住建局',
            statusname: '办理中',
            replycontent: null,
            attachments: 'https://img.example.cn/a.jpg,https://img.example.cn/b.jpg',
          },
        ],
      }),
      order: {
        ownId: key,
        dueAt: '2026-04-08T15:59:59.000Z',
        stage: 'in-progress',
        attachments: ['https://img.example.cn/a.jpg', 'https://img.example.cn/b.jpg'],
      },
    },
    { operation: 'submit', text: json({ success: true, code: '10000', resultData: null }), order: {} },
  ],
  F: [
    {
      operation: 'get',
      text: json({
        success: true,
        message: '',
        data: {
          id: 71,
          externalId: key,
          appealType: 'HEALTH',
          appealSubject: '急救药断了',
          appealContent: '隔离点没有胰岛素。',
          urgencyLevel: 'EMERGENCY',
          callerName: '陈*',
          contactPhone: '138****0000',
          incidentAddress: '梅岭镇隔离点',
          createdAt: '2026-04-01T08:30:00+08:00',
          updatedAt: '2026-04-01T09:00:00+08:00',
          expectedDeadline: '2026-04-01T09:30:00+08:00',
          assignedDept: '清溪县卫健局',
          status: 'CLOSED',
          handlingNote: '库存只剩两支',
          publicReply: '药已送到。',
          repliedAt: '2026-04-01T09:00:00+08:00',
        },
      }),
      order: {
        remoteId: '71',
        category: 'medical',
        urgency: 'critical',
        createdAt: '2026-04-01T00:30:00.000Z',
        stage: 'resolved',
        reply: '药已送到。',
      },
    },
  ],
  G: [
    {
      operation: 'get',
      text: json({
        taskId: 500123,
        sourceId: key,
        taskTitle: '井盖松动',
        taskDesc: '云岭乡路口井盖松动。',
        levelOne: '公用事业',
        levelTwo: '市政',
        levelThree: '道路',
        levelFour: '井盖',
        streetName: '云岭乡',
        coordx: '119.61',
        coordy: '0',
        createTime: '2026-04-01 08:30:00',
        updateTime: '2026-04-02 08:30:00',
        limitTime: '2026-04-11 08:30:00',
        dealUnit: '清溪县城管局',
        dealOpinion: '与电信扯皮中',
        status: '待处置',
        isSupervise: '1',
        isUrge: 1,
        isDelay: '0',
        isOverdue: '1',
        satisfaction: 0,
      }),
      order: {
        remoteId: '500123',
        region: '云岭乡',
        longitude: 119.61,
        latitude: undefined,
        stage: 'dispatched',
        flags: ['urged', 'supervised'],
        satisfaction: 1,
        opinion: '与电信扯皮中',
        reply: undefined,
      },
    },
  ],
  H: [
    {
      operation: 'get',
      // The number of 19 digits stands there without quotes.
      text: json({ result: 'success', resultDesc: '', responseData: h }).replace(/"(88\d+)"/, '$1'),
      order: {
        remoteId: '8812345678901234567',
        createdAt: '2026-04-01T00:30:00.000Z',
        answeredAt: '2026-04-02T09:05:09.000Z',
        stage: 'answered',
        attitude: 5,
        speed: 3,
        region: '白沙乡',
      },
    },
    {
      operation: 'list',
      text: json({ result: 'success', responseData: { list: [h, { ...h, tid: '2' }], lastItem: '2' } }),
      order: { remoteId: '8812345678901234567' },
    },
  ],
  I: [
    {
      operation: 'list',
      text: json({
        code: 200,
        msg: '查询成功',
        total: 41,
        rows: [
          {
            orderId: 7,
            sourceNo: key,
            title: '垃圾三天没人收',
            content: '东溪街道垃圾三天没人收。',
            categoryCode: 'other',
            lngLat: '119.5,30.2',
            secret: 'N',
            status: '4',
            createTime: '2026-04-01 08:30:00',
            deadline: 1775867400000,
            deptName: '东溪街道办',
            replyContent: '今早已清运。',
            replyTime: '2026-04-02 17:05:09',
            remark: '承包商失联',
          },
        ],
      }),
      order: {
        remoteId: '7',
        location: { longitude: 119.5, latitude: 30.2 },
        dueAt: '2026-04-11T00:30:00.000Z',
        stage: 'answered',
        confidential: false,
      },
    },
    {
      operation: 'get',
      text: json({
        code: 200,
        msg: '',
        data: { orderId: 7, status: '归档', createTime: '2026-04-01 08:30:00' },
      }),
      order: { stage: 'unknown', rawLabel: '归档' },
    },
  ],
};
