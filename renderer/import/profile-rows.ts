import { type Dataset, dataset } from '../../shared/datasets/index.ts';
import { ident } from '../../shared/sql/quote.ts';
import type { WindowSpec } from '../engine/window.ts';
import { isKeyed } from './compare.ts';

/** A condition on a dataset's own table, as a window or a count takes it. */
export type Where = NonNullable<WindowSpec['where']>;

/** A field that names a row of another dataset. */
export interface Relation {
  readonly dataset: string;
  readonly field: string;
  /** The dataset it leads to. */
  readonly to: string;
  readonly toField: string;
  /** Both sides in one spelling. */
  readonly key: (column: string) => string;
}

const number = (column: string) => `number_key(${column})`;
const approval = (column: string) => `approval_key(${column})`;
// A code that is none still names somebody: nobody whom the register knows.
const organisation = (column: string) => `coalesce(organisation_key(${column}, NULL), upper(${column}))`;

const toBody = {
  field: 'cb_approval_no',
  to: 'certification_body',
  toField: 'cb_approval_no',
  key: approval,
};
const toOrganisation = { field: 'org_uscc', to: 'organisation', toField: 'uscc', key: organisation };
const toPlan = { field: 'plan_no', to: 'audit_plan', toField: 'plan_no', key: number };

export const RELATIONS: readonly Relation[] = [
  { dataset: 'audit_plan', ...toBody },
  { dataset: 'audit_plan', ...toOrganisation },
  { dataset: 'audit_team', ...toBody },
  { dataset: 'audit_team', ...toPlan },
  { dataset: 'audit_team', field: 'cert_no', to: 'certificate', toField: 'cert_no', key: number },
  { dataset: 'sign_in', ...toPlan },
  { dataset: 'certificate', ...toBody },
  { dataset: 'certificate', ...toOrganisation },
];

/** Fields that hold a unified social credit code. */
export const usccFields = (d: Dataset): string[] =>
  d.fields.map((f) => f.id).filter((id) => /(^|_)uscc$/.test(id));

/** Rows whose key some other row has too, in any source. Rows that lack a part of it are not among them. */
export function duplicateRows(datasetId: string): Where {
  const d = dataset(datasetId);
  const keys = d.keys.map(ident).join(', ');
  return {
    sql: `${isKeyed(d)} AND (${keys}) IN (SELECT (${keys}) FROM ${ident(d.id)} WHERE ${isKeyed(d)} GROUP BY ${keys} HAVING count(*) > 1)`,
  };
}

/** Rows that lack a part of their key. */
export function missingKeyRows(datasetId: string): Where {
  return { sql: `NOT (${isKeyed(dataset(datasetId))})` };
}

/** Rows that name anything in the field of a relation. */
export const namingRows = ({ field }: Relation): Where => ({ sql: `NOT is_nothing(${ident(field)})` });

/**
 * Rows whose field names a row that the other dataset does not have.
 * @throws Error when the field is not known to lead there
 */
export function orphanRows(datasetId: string, field: string, to: string): Where {
  const r = RELATIONS.find((one) => one.dataset === datasetId && one.field === field && one.to === to);
  if (!r) throw new Error(`${datasetId}.${field} does not lead to ${to}`);
  const target = ident(r.toField);
  return {
    sql: `${namingRows(r).sql} AND ${r.key(ident(field))} NOT IN (SELECT ${r.key(target)} FROM ${ident(to)} WHERE NOT is_nothing(${target}))`,
  };
}

/** Rows with a credit code that can be checked: no older kind of code, nobody from abroad. */
export function checkedUsccRows(datasetId: string, field: string): Where {
  const code = `upper(${ident(field)})`;
  const isHome = dataset(datasetId).fields.some((f) => f.id === 'region_code')
    ? ' AND NOT is_overseas(region_code)'
    : '';
  return { sql: `NOT is_nothing(${code}) AND NOT is_old_code(${code})${isHome}` };
}

/** Of the rows that can be checked, those whose credit code fails, as rule S08 sees it. */
export function failedUsccRows(datasetId: string, field: string): Where {
  const code = `upper(${ident(field)})`;
  // Each code is checked once, however many rows it stands in.
  return {
    sql: `${checkedUsccRows(datasetId, field).sql} AND ${code} IN (SELECT code FROM (SELECT DISTINCT ${code} AS code FROM ${ident(datasetId)}) WHERE is_wrong_uscc(code))`,
  };
}
