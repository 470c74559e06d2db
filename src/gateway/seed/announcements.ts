/** 公告: the newest policy, with times relative to now. */
export interface SeedAnnouncement {
  id: string;
  title: string;
  body: string;
  minutesAgo: number;
  pinned?: boolean;
}

export const seedAnnouncements: readonly SeedAnnouncement[] = [
  {
    id: 'dialysis-line',
    title: '透析专线今起开行，四十位病友统一接送',
    body: '一三五、二四六各一班，大巴挂绿色通行证，经梅岭、白沙、柳浦到县人民医院透析室。名单由透析室安排，不用自己找车。误了车请马上打透析室值班电话。（演示数据）',
    minutesAgo: 3600,
    pinned: true,
  },
  {
    id: 'round-six',
    title: '第六轮全员核酸检测：明天6:00—21:00',
    body: '就近到采样点，65岁以上、孕妇、抱孩子的走爱心窗口；行动不便的打电话，我们上门做。夜班职工可到各镇卫生院，24小时有人。（演示数据）',
    minutesAgo: 900,
    pinned: true,
  },
  {
    id: 'zones',
    title: '最新封控、管控、防范区范围',
    body: '封控区：城关街道解放社区1—3单元片；管控区：东溪新村、石桥镇工业园宿舍区；其他为防范区。连续三轮无新增即按片解除，不等全县。（演示数据）',
    minutesAgo: 1500,
  },
  {
    id: 'supply-packs',
    title: '封控区蔬菜包改为按户发放，不用再抢',
    body: '三天一份，60元，叶菜三样、土豆、鸡蛋、猪肉，明天起加葱姜蒜。独居老人、低保户不收钱。少了、坏了，拍照发来，当天补。（演示数据）',
    minutesAgo: 2900,
  },
  {
    id: 'k31-closed',
    title: '省道K31塌方路段半幅放行，七座以上绕行梅岭',
    body: '现场有围挡、爆闪灯和值守人员，预计四天修通。未来两天还有中到大雨，请不要走白沙乡漫水桥。（演示数据）',
    minutesAgo: 1200,
  },
  {
    id: 'e-pass',
    title: '货车电子通行证上线，取消七个盖章',
    body: '企业一次填报，司机手机出码，48小时有效，到期自动续。生活物资、药品、农资、饲料车辆优先，高速口“即采即走”。（演示数据）',
    minutesAgo: 9300,
  },
  {
    id: 'homework',
    title: '小学一二年级网课减量：每天不超过两节',
    body: '每节十五分钟，不打卡、不拍照交作业，课程可以回看。缺设备的家庭向学校登记，县里有借用平板，磕碰不用赔。（演示数据）',
    minutesAgo: 2500,
  },
  {
    id: 'care-line',
    title: '心理援助热线24小时有人接',
    body: '睡不着、害怕、吵架、想找人说说话，都可以打。说“夜灯”两个字，老师就明白。也可以在求助平台选“心理”，默认只给工作人员看。（演示数据）',
    minutesAgo: 5700,
  },
];
