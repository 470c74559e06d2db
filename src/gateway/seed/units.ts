import type { ReplyRole, SeedReply, Unit, UnitKind } from './seed-types.js';

const department = (name: string): Unit => ({ kind: 'department', name });
const institution = (name: string): Unit => ({ kind: 'institution', name });

export const desk: Unit = { kind: 'desk', name: '清溪发布编辑部' };
export const volunteers: Unit = { kind: 'volunteer', name: '清溪义工' };
export const hotline: Unit = { kind: 'hotline', name: '12345热线' };

export const epidemic = department('县疫情防控办');
export const health = department('县卫生健康局');
export const commerce = department('县商务局');
export const transport = department('县交通运输局');
export const education = department('县教育局');
export const civil = department('县民政局');
export const labour = department('县人力资源和社会保障局');
export const police = department('县公安局');
export const housing = department('县住房和城乡建设局');
export const cityManagement = department('县综合行政执法局');
export const market = department('县市场监督管理局');
export const emergency = department('县应急管理局');
export const waterWorks = department('县水利局');
export const farming = department('县农业农村局');
export const dataCentre = department('县大数据中心');
export const post = department('县邮政管理局');
export const insurance = department('县医疗保障局');

export const chengguan = department('城关街道办事处');
export const dongxi = department('东溪街道办事处');
export const liupu = department('柳浦镇人民政府');
export const shiqiao = department('石桥镇人民政府');
export const qinghu = department('青湖镇人民政府');
export const meiling = department('梅岭镇人民政府');
export const yunling = department('云岭乡人民政府');
export const baisha = department('白沙乡人民政府');

export const hospital = institution('县人民医院');
export const tcmHospital = institution('县中医院');
export const maternityHospital = institution('县妇幼保健院');
export const pharmacy = institution('清溪大药房');
export const waterCompany = institution('清溪自来水公司');
export const powerStation = institution('清溪供电所');
export const gasCompany = institution('清溪燃气公司');
export const heatCompany = institution('清溪热力公司');
export const careLine = institution('县心理援助热线');
export const isolationSite = institution('青湖隔离点专班');

/** Everybody who is handed something, in administrative order: the order of the tables of figures. */
export const unitsInOrder: readonly string[] = [
  ...[epidemic, health, commerce, transport, education, civil, labour, police, housing, cityManagement],
  ...[market, emergency, waterWorks, farming, dataCentre, post, insurance],
  ...[chengguan, dongxi, liupu, shiqiao, qinghu, meiling, yunling, baisha],
  ...[
    hospital,
    tcmHospital,
    maternityHospital,
    pharmacy,
    waterCompany,
    powerStation,
    gasCompany,
    heatCompany,
  ],
  ...[careLine, isolationSite, volunteers, hotline],
].map(({ name }) => name);

/** The eight streets, towns and townships of the county, in administrative order. */
export const regions = [
  '城关街道',
  '东溪街道',
  '柳浦镇',
  '石桥镇',
  '青湖镇',
  '梅岭镇',
  '云岭乡',
  '白沙乡',
] as const;

const roleOf: Record<UnitKind, ReplyRole> = {
  desk: 'newsroom',
  department: 'department',
  volunteer: 'volunteer',
  hotline: 'hotline',
  institution: 'institution',
};

const replyOf =
  (kind: SeedReply['kind']) =>
  (afterMinutes: number, unit: Unit, body: string): SeedReply => ({
    role: roleOf[unit.kind],
    author: unit.name,
    body,
    afterMinutes,
    kind,
  });

export const answer = replyOf('answer');
export const acknowledge = replyOf('acknowledgement');
export const ask = replyOf('question');
