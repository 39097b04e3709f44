import { compact, dayOf, type Half, isAfternoon, iso } from '../days.ts';
import type { PlanRow, TeamRow } from '../records.ts';
import type { World } from '../world.ts';
import { inOrderOf } from './order.ts';
import type { Column } from './table.ts';

/** `20240305 A`: the day and its half. */
export const halfDay = (h: Half): string => `${compact(iso(dayOf(h)))} ${isAfternoon(h) ? 'P' : 'A'}`;

/** A clock time that stands for the half-day: when people begin, or when they leave. */
export const clockOf = (h: Half, edge: 'start' | 'end'): string => {
  const times = { start: ['09:00', '13:30'], end: ['12:00', '17:00'] };
  return `${iso(dayOf(h))} ${times[edge][isAfternoon(h) ? 1 : 0]}`;
};

export interface PlanStyle {
  readonly headers: Readonly<Record<string, string>>;
  readonly moment: (h: Half, edge: 'start' | 'end') => string;
  readonly located: boolean;
}

export function planColumns({ headers, moment, located }: PlanStyle): Column<PlanRow>[] {
  const column = (field: string, value: Column<PlanRow>['value'], type?: Column<PlanRow>['type']) => ({
    header: headers[field] ?? field,
    field,
    value,
    type: type ?? ('text' as const),
  });
  return [
    column('plan_no', (p) => p.plan_no),
    ...(headers.cert_no
      ? [column('cb_approval_no', (p) => p.cb_approval_no), column('cert_no', (p) => p.cert_no)]
      : []),
    column('org_uscc', (p) => p.org_uscc),
    column('org_name', (p) => p.org_name),
    column('contact', (p) => p.contact),
    column('contact_phone', (p) => p.contact_phone),
    column('scheme_code', (p) => p.scheme_code),
    column('activity_code', (p) => p.activity_code),
    column('plan_start', (p) => moment(p.from, 'start')),
    column('plan_end', (p) => moment(p.to, 'end')),
    column('region_code', (p) => p.place.district.code),
    column('address', (p) => p.place.address),
    ...(located
      ? [
          column('lat', (p) => (p.located ? p.place.lat.toFixed(6) : null)),
          column('lng', (p) => (p.located ? p.place.lng.toFixed(6) : null)),
        ]
      : []),
    column('audit_mode', (p) => p.audit_mode),
    column('plan_mandays', (p) => p.plan_mandays, 'number'),
    column('team_members', (p) => p.team_members),
    ...(headers.team_ids ? [column('team_ids', (p) => p.team_ids)] : []),
    column('tech_experts', (p) => p.tech_experts),
    column('reported_at', (p) => p.reported_at, 'moment'),
    column('cancelled', (p) => (p.cancelled ? '是' : '否')),
  ];
}

export function teamColumns(moment: (h: Half, edge: 'start' | 'end') => string): Column<TeamRow>[] {
  const column = (
    header: string,
    field: string,
    value: Column<TeamRow>['value'],
    type: Column<TeamRow>['type'] = 'text',
  ) => ({
    header,
    field,
    value,
    type,
  });
  return [
    column('认证机构批准号', 'cb_approval_no', (m) => m.cb_approval_no),
    column('认证证书号', 'cert_no', (m) => m.cert_no),
    column('认证审核阶段代码', 'stage_code', (m) => m.stage_code),
    column('审核开始时间', 't_start', (m) => moment(m.from, 'start'), 'moment'),
    column('审核结束时间', 't_end', (m) => moment(m.to, 'end'), 'moment'),
    column('审核员姓名', 'auditor_name', (m) => m.auditor_name),
    column('证件类型', 'id_type', (m) => m.id_type),
    column('证件号码', 'auditor_id', (m) => m.auditor_id),
    column('组内身份', 'role', (m) => m.role),
    column('人员资格', 'qual', (m) => m.qual),
    column('注册证书号', 'reg_no', (m) => m.reg_no),
    column('是否具备专业能力', 'has_tech', (m) => (m.has_tech ? '1' : '0')),
    column('是否专职', 'fulltime', (m) => (m.fulltime ? '1' : '0')),
    column('见证标识', 'witness', (m) => m.witness),
  ];
}

const inYears = (from: string, to: string) => (row: { from: Half }) => {
  const year = iso(dayOf(row.from)).slice(0, 4);
  return year >= from && year <= to;
};

export function plansOf(world: World, from: string, to: string): PlanRow[] {
  const all = [...world.visits.flatMap((v) => v.plans), ...world.extraPlans];
  return inOrderOf(all.filter(inYears(from, to)), (plan) => plan.reported_at + plan.plan_no);
}

/** Teams by the year their audit began. */
export function membersOf(world: World, from: string, to: string): TeamRow[] {
  const visits = world.visits.filter(inYears(from, to));
  return inOrderOf(visits, (v) => iso(dayOf(v.to))).flatMap((v) => v.members);
}
