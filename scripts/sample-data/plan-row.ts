import type { Scheme } from './audit-time.ts';
import { phone } from './codes.ts';
import { dayOf, type Half, iso } from './days.ts';
import type { Random } from './random.ts';
import type { Certificate, Person, PlanRow, TeamRow, Visit } from './records.ts';
import type { World } from './world.ts';

export function teamRow(
  r: Random,
  c: Pick<Certificate, 'no' | 'body'>,
  plan: PlanRow,
  p: Person,
  role: TeamRow['role'],
  stage_code: TeamRow['stage_code'],
  { from, to }: { from: Half; to: Half },
): TeamRow {
  return {
    cb_approval_no: c.body.approvalNo,
    cert_no: c.no,
    plan_no: plan.plan_no,
    stage_code,
    from,
    to,
    auditor_name: p.name,
    id_type: '01',
    auditor_id: p.id,
    role,
    qual: role === '04' ? '技术专家' : '审核员',
    reg_no: role === '04' ? '' : p.regNo,
    has_tech: role === '04' || r.chance(0.6),
    fulltime: p.fulltime,
    witness: '02',
  };
}

export function planFor(
  world: World,
  r: Random,
  visit: Pick<Visit, 'body' | 'org' | 'kind' | 'from' | 'to' | 'team'>,
  scheme: Scheme,
  mode: PlanRow['audit_mode'],
  expert?: Person,
): PlanRow {
  const { body, org } = visit;
  const start = dayOf(visit.from);
  return {
    plan_no: `${body.planPrefix}${iso(start).slice(2, 4)}${String(world.planSerial(r, body)).padStart(5, '0')}`,
    cb_approval_no: null,
    cert_no: null,
    org_uscc: org.code,
    org_name: org.name,
    contact: org.legalRep,
    contact_phone: phone(r),
    scheme_code: scheme,
    activity_code: visit.kind,
    from: visit.from,
    to: visit.to,
    place: org.place,
    located: r.chance(0.95),
    audit_mode: mode,
    plan_mandays: 1,
    team_members: visit.team.map((p) => p.name).join('；'),
    team_ids: visit.team.map((p) => p.id).join('；'),
    tech_experts: expert?.name ?? '',
    reported_at: `${iso(start - r.int(3, 15))} ${String(r.int(9, 17)).padStart(2, '0')}:${String(r.int(0, 59)).padStart(2, '0')}`,
    cancelled: false,
  };
}
