import type { Random } from '../random.ts';
import type { Organisation } from '../records.ts';
import type { World } from '../world.ts';

/** An organisation in the register that no certificate names: 〈brand〉〈what〉有限公司. */
function entity(world: World, r: Random, what: string, business: string): Organisation {
  const org = world.organisation(r, { business });
  org.name = org.name.replace(org.trade.noun, what).replace('股份有限公司', '有限公司');
  return org;
}

/** S03 疑似无资质从事认证检测: names and scopes of businesses that neither the list of bodies nor a CMA number covers. */
export function plantS03(world: World): void {
  const r = world.random('S03');
  const lead = (org: Organisation, measured: string, note: string) =>
    world.truth.lead({ rule: 'S03', org_uscc: org.registeredCode, measured, note });
  const { truth } = world;

  lead(
    entity(world, r, '企业管理', '企业管理咨询；认证服务；会议服务'),
    '认证服务',
    'scope names certification',
  );
  lead(
    entity(world, r, '技术服务', '许可项目：产品认证、管理体系认证；一般项目：技术推广服务'),
    '产品认证、管理体系认证',
    'two fields of certification among the licensed items',
  );
  const named = entity(world, r, '认证', '企业管理咨询；市场调查');
  lead(named, named.name, 'certification in the name, not in the scope');
  lead(
    entity(world, r, '质量技术', '认证咨询；认证服务（不含检测）'),
    '认证服务',
    'consulting beside certification; the bracket leaves out testing only',
  );
  lead(
    entity(world, r, '环境科技', '环境保护监测；检验检测服务；检测仪器销售'),
    '检验检测服务',
    'testing without a CMA number; the instruments do not matter',
  );
  const checked = entity(world, r, '检测', '室内环境治理');
  lead(checked, checked.name, 'testing in the name, no CMA number');

  const spare = (
    what: string,
    business: string,
    why: string,
    change: (org: Organisation) => void = () => {},
  ) => {
    const org = entity(world, r, what, business);
    change(org);
    truth.clean('S03', org.registeredCode, why);
  };
  spare(
    '网络科技',
    '电子认证服务；身份认证系统开发',
    'electronic and identity certification are another trade',
  );
  spare('咨询', '认证咨询、认证代理；企业管理咨询', 'consulting and agency only');
  spare('仪器', '检测设备、检验仪器的制造与销售', 'goods for testing, not testing');
  spare('汽车服务', '汽车维修；故障检测与维修', 'tests what it repairs');
  spare('技术', '技术服务、技术咨询（不含认证、检验检测）', 'the scope leaves it out');
  spare('商务', '商务信息咨询（认证、检测除外）', 'the scope leaves it out behind the words');
  spare('检测技术', '检验检测服务', 'a laboratory with a CMA number', (org) => {
    org.cma = `2434${String(org.registeredCode).slice(9, 16).replace(/\D/g, '0')}`;
  });
  spare('认证服务', '认证服务', 'deregistered since', (org) => {
    org.status = '注销';
    org.statusOn = '2024-09-18';
  });
  const [body] = world.listed;
  if (world.block === 0 && body) {
    spare('', '认证服务', 'an approved body, in the register under its own name and code', (org) => {
      Object.assign(org, { name: body.cb_name, code: body.cb_uscc, registeredCode: body.cb_uscc });
    });
  }
  const parent = r.pick(world.listed.slice(3));
  spare('', '为隶属机构承揽认证业务', 'a branch of an approved body', (org) => {
    org.name = `${parent.cb_name}${org.place.district.name}第${world.block + 1}分公司`;
  });

  const blank = entity(world, r, '科技', '');
  truth.open('S03', blank.registeredCode, 'the extract gives no scope and the name says nothing');
}
