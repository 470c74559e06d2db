/** 值班电话和服务点. The numbers cannot exist: no area has the code 0999 with four noughts behind it. */
export interface SeedDirectoryEntry {
  group: string;
  name: string;
  phone: string;
  address?: string;
  hours?: string;
}

const ALL_DAY = '24小时';
const phone = (extension: number): string => `0999-0000-${extension}`;

export const seedDirectory: readonly SeedDirectoryEntry[] = [
  { group: '防疫', name: '县疫情防控办值班室', phone: phone(101), hours: ALL_DAY },
  { group: '防疫', name: '健康码、核酸结果查询', phone: phone(102), hours: '7:00—23:00' },
  { group: '防疫', name: '青湖隔离点服务台', phone: phone(103), address: '青湖镇湖滨宾馆', hours: ALL_DAY },
  { group: '就医用药', name: '县人民医院就医专线', phone: phone(111), address: '城关街道', hours: ALL_DAY },
  { group: '就医用药', name: '透析室值班', phone: phone(112), hours: ALL_DAY },
  { group: '就医用药', name: '县妇幼保健院孕产专线', phone: phone(113), address: '东溪街道', hours: ALL_DAY },
  { group: '就医用药', name: '县中医院代煎送药', phone: phone(114), hours: '8:00—18:00' },
  { group: '就医用药', name: '清溪大药房送药', phone: phone(115), hours: '8:00—21:00' },
  { group: '心理', name: '县心理援助热线', phone: phone(120), hours: ALL_DAY },
  { group: '生活', name: '县商务局保供专线', phone: phone(131), hours: '6:00—22:00' },
  { group: '生活', name: '清溪自来水抢修', phone: phone(132), hours: ALL_DAY },
  { group: '生活', name: '清溪供电抢修', phone: phone(133), hours: ALL_DAY },
  { group: '生活', name: '清溪燃气抢修', phone: phone(134), hours: ALL_DAY },
  { group: '出行', name: '货车通行证咨询', phone: phone(141), hours: ALL_DAY },
  { group: '出行', name: '就医保障出租车', phone: phone(142), hours: ALL_DAY },
  { group: '防汛', name: '县防汛值班室', phone: phone(151), hours: ALL_DAY },
  {
    group: '防汛',
    name: '城关体育馆安置点',
    phone: phone(152),
    address: '城关街道体育路',
    hours: ALL_DAY,
  },
  { group: '防汛', name: '白沙中心小学安置点', phone: phone(153), address: '白沙乡', hours: ALL_DAY },
  { group: '志愿', name: '清溪义工调度台', phone: phone(161), hours: '6:00—23:00' },
  { group: '编辑部', name: '清溪发布求助平台值班', phone: phone(100), hours: ALL_DAY },
];
