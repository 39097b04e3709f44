import type { SignInRow } from '../records.ts';
import { inOrderOf } from './order.ts';
import type { Column } from './table.ts';
import type { Target } from './target.ts';
import { textExport } from './text-export.ts';

const degrees = (value: number | null) => value?.toFixed(6) ?? null;

const COLUMNS: readonly Column<SignInRow>[] = (
  [
    ['审核计划编号', 'plan_no', (s) => s.plan_no],
    ['组织名称', 'org_name', (s) => s.org_name],
    ['签到人', 'signer_name', (s) => s.signer_name],
    ['签到人证件号码', 'signer_id', (s) => s.signer_id],
    ['审核方式', 'audit_mode', (s) => s.audit_mode],
    ['首次会议签到时间', 'first_at', (s) => s.first_at],
    ['首次签到位置', 'first_place', (s) => s.first_place],
    ['首次签到经度', 'first_lng', (s) => degrees(s.first_lng)],
    ['首次签到纬度', 'first_lat', (s) => degrees(s.first_lat)],
    ['末次会议签到时间', 'last_at', (s) => s.last_at],
    ['末次签到位置', 'last_place', (s) => s.last_place],
    ['末次签到经度', 'last_lng', (s) => degrees(s.last_lng)],
    ['末次签到纬度', 'last_lat', (s) => degrees(s.last_lat)],
    ['首次照片', 'first_photos', (s) => s.first_photos],
    ['末次照片', 'last_photos', (s) => s.last_photos],
    ['异常类型', 'anomaly_type', (s) => s.anomaly_type],
    ['偏差距离(公里)', 'deviation_km', (s) => s.deviation_km],
    ['异常状态', 'anomaly_status', (s) => s.anomaly_status],
    ['异常说明', 'explain_text', (s) => s.explain_text],
    ['说明提交时间', 'explained_at', (s) => s.explained_at],
  ] as const satisfies readonly (readonly [string, string, Column<SignInRow>['value']])[]
).map(([header, field, value]) => ({ header, field, value }));

/** 签到导出.csv: the sign-in system's export, tab separated, GB18030. */
export const signIns = (target: Target) =>
  textExport(target, {
    file: '签到导出.csv',
    dataset: 'sign_in',
    style: { delimiter: '\t', newline: '\r\n', encoding: 'gb18030' },
    rows: (world) =>
      inOrderOf(
        [...world.visits.flatMap((v) => v.signIns), ...world.extraSignIns],
        (s) => (s.first_at ?? s.last_at ?? '') + s.plan_no,
      ),
    columns: COLUMNS,
  });
