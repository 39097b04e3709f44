/** Words that names are put together from. Places, brands and surnames are invented or not in use as such. */

export const BRANDS = [
  '凛屿',
  '岑翊',
  '沐珩',
  '旻朔',
  '翎垚',
  '犀玥',
  '骊岫',
  '芃泱',
  '璟溯',
  '柘翎',
  '砚珩',
  '澹舟',
  '霂川',
  '瑾屿',
  '槿泽',
  '朗岫',
  '漪衡',
  '桐翊',
  '樾石',
  '湛珂',
  '屿禾',
  '珩砺',
  '汀蓝',
  '岚序',
  '棠屹',
  '阮溪',
  '衍枢',
  '霁昂',
  '煦岩',
  '琢远',
  '菡远',
  '曜屏',
];

export const BODY_BRANDS = [
  '衡砚',
  '允岑',
  '信翎',
  '准珩',
  '明樾',
  '度衍',
  '格岫',
  '正溯',
  '审玥',
  '规霂',
  '诚垚',
  '恒翊',
  '鉴澹',
  '方汀',
  '守璟',
  '核朗',
  '证舟',
  '评骊',
  '秉漪',
  '量煦',
  '察棠',
  '同槿',
  '可砺',
  '中柘',
];

/** The first and second characters of these, for more bodies than the list has. */
export const BODY_FIRST = BODY_BRANDS.map((brand) => brand.slice(0, 1));
export const BODY_SECOND = BODY_BRANDS.map((brand) => brand.slice(1));

export const SURNAMES = [...'岚霁澜栖朔岫翎犀柘璟珩溯樾漪湛汀棠霂澹骊琢菡曜垚玥泱砚槿桐屿'];
export const GIVEN = [
  '一舟',
  '望舒',
  '知微',
  '允和',
  '亦安',
  '景行',
  '若谷',
  '长歌',
  '思远',
  '明澈',
  '听雨',
  '怀瑾',
  '含章',
  '清越',
  '守拙',
  '未央',
  '子衿',
  '云起',
  '拂衣',
  '见素',
  '承影',
  '扶摇',
  '次山',
  '南星',
  '听澜',
  '既白',
  '折桂',
  '采薇',
  '问月',
  '抱朴',
  '观澜',
  '枕书',
  '流云',
  '衔烛',
  '疏影',
  '照夜',
  '停云',
  '濯缨',
  '漱石',
  '枕流',
  '听松',
  '行止',
  '既望',
  '归鸿',
];

/** Two-character given names beyond the list: any of the first with any of the second. */
export const GIVEN_FIRST = [...'知予若维景修承怀远清言子云敬安致宁仲书砚秉昭启闻'];
export const GIVEN_SECOND = [...'遥舟衡岑澈川弈珩栩岚和朗之棠砺溪泽珏恺峤蘅渊皓舒'];

/** Characters of brands for the blocks after the first: two of them name the block, a third the company. */
export const RARE = [
  ...'凛岑沐旻翎犀骊芃璟柘砚澹霂瑾槿漪桐樾湛屿珩汀棠阮衍霁煦琢菡曜翊垚玥岫泱溯舟川泽朗衡石珂禾砺蓝序屹溪枢昂岩远屏',
  ...'澈栩弈峤蘅皓恺珏渊砾榕桢楷栎枫榆榛橡樟梓',
];

export interface Trade {
  /** GB/T 4754 class. */
  readonly industry: string;
  readonly scopeCodes: readonly string[];
  readonly noun: string;
  readonly scope: string;
  readonly business: string;
  readonly ems: '高' | '中' | '低' | '有限';
  readonly ohs: '高' | '中' | '低';
}

const trade = (
  industry: string,
  scopeCodes: string,
  noun: string,
  scope: string,
  business: string,
  ems: Trade['ems'],
  ohs: Trade['ohs'],
): Trade => ({ industry, scopeCodes: scopeCodes.split(' '), noun, scope, business, ems, ohs });

export const TRADES: readonly Trade[] = [
  trade('C3311', '17.10.02 17.12.05', '金属制品', '金属结构件的加工', '金属制品制造、销售', '中', '中'),
  trade('C3484', '18.02.04 18.05.07', '机械', '机械零部件的加工', '机械零部件加工、机电设备销售', '中', '中'),
  trade('C2651', '14.01.01 14.02.03', '塑料', '塑料制品的生产', '塑料制品生产、销售', '高', '中'),
  trade('C3821', '19.05.01 19.09.02', '电气', '低压成套设备的组装', '输配电设备制造、销售', '低', '中'),
  trade('C1779', '04.06.00 04.07.00', '纺织', '家用纺织品的生产', '纺织品、服装生产与销售', '中', '低'),
  trade('C1391', '03.01.10 03.03.01', '食品', '粮食制品的加工', '食品生产、食用农产品初加工', '中', '低'),
  trade('E4720', '28.01.01 28.07.02', '建设', '房屋建筑工程施工', '建筑工程施工、市政工程', '高', '高'),
  trade('G5437', '31.01.03 31.05.00', '物流', '道路货物运输服务', '道路普通货物运输、仓储服务', '低', '高'),
  trade('I6513', '33.02.01 33.02.04', '信息技术', '应用软件的开发', '软件开发、信息系统集成', '有限', '低'),
  trade('K7020', '35.15.01 35.15.05', '物业', '物业管理服务', '物业管理、保洁服务', '有限', '低'),
  trade('F5164', '29.11.03 29.12.00', '商贸', '建筑材料的销售', '建筑材料、五金产品批发', '有限', '低'),
  trade('C2631', '12.04.01 12.05.02', '新材料', '水性涂料的生产', '涂料（不含危险品）生产、销售', '高', '高'),
  trade('C2110', '23.01.01 23.01.02', '家居', '木质家具的生产', '家具制造、安装', '中', '中'),
  trade(
    'M7452',
    '34.02.01 34.06.00',
    '测控技术',
    '测控设备的技术服务',
    '测控设备技术服务、咨询',
    '有限',
    '低',
  ),
];

export const STANDARDS = {
  A01: 'GB/T 19001-2016/ISO 9001:2015',
  A02: 'GB/T 24001-2016/ISO 14001:2015',
  A03: 'GB/T 45001-2020/ISO 45001:2018',
  A09: 'GB/T 23331-2020/ISO 50001:2018',
  C01: 'GB/T 27922-2011',
} as const;

export const LETTER = { A01: 'Q', A02: 'E', A03: 'S', A09: 'EN', C01: 'C' } as const;
