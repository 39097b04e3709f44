import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dataset } from '../../shared/datasets/index.ts';
import type { Lang } from '../i18n/index.ts';
import { type Lead, placeOf, type SourcedRow } from './lead.ts';

interface Props {
  readonly row: SourcedRow;
  readonly lead: Lead;
  readonly lang: Lang;
  readonly title: string;
}

/** Fields that say most about a row of each dataset, in reading order. */
const FIRST: Readonly<Record<string, readonly string[]>> = {
  certification_body: [
    'cb_name',
    'cb_approval_no',
    'cb_status',
    'approved_on',
    'valid_to',
    'status_on',
    'cb_uscc',
  ],
  organisation: ['org_name', 'uscc', 'reg_status', 'founded_on', 'address'],
  audit_plan: [
    'plan_no',
    'org_name',
    'plan_start',
    'plan_end',
    'audit_mode',
    'address',
    'lat',
    'lng',
    'cancelled',
  ],
  audit_team: ['auditor_name', 'auditor_id', 'role', 'stage_code', 't_start', 't_end', 'cert_no'],
  sign_in: [
    'plan_no',
    'signer_name',
    'first_at',
    'last_at',
    'deviation_km',
    'first_place',
    'last_place',
    'anomaly_type',
    'explain_text',
  ],
  certificate: [
    'cert_no',
    'cb_name',
    'org_name',
    'scheme_code',
    'activity_code',
    'audit_start',
    'audit_end',
    'decision_date',
    'issue_date',
    'expiry_date',
    'mandays',
    'staff_system',
    'combined_type',
    'status',
  ],
};

function shown(value: unknown): string {
  if (typeof value === 'boolean') return value ? '✓' : '✗';
  return String(value);
}

/** One source row: what it is, where it stands, its telling fields; the rest on demand. */
export function RecordCard({ row, lead, lang, title }: Props) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const fields = dataset(row.dataset).fields.filter(
    (f) => row.values[f.id] !== null && row.values[f.id] !== undefined,
  );
  const first = (FIRST[row.dataset] ?? []).flatMap((id) => fields.filter((f) => f.id === id));
  const rest = fields.filter((f) => !first.includes(f));
  const telling = new Set([lead.measured, ...(lead.expected?.match(/\d{4}-\d{2}-\d{2}/g) ?? [])]);
  return (
    <article className={row.proves ? 'record proves' : 'record'}>
      <header>
        <strong>{title}</strong>
        <span className="mono soft place" title={placeOf(row)}>
          {placeOf(row)}
        </span>
      </header>
      <dl className="facts">
        {(all ? [...first, ...rest] : first).map((f) => {
          const text = shown(row.values[f.id]);
          return (
            <div key={f.id} className={telling.has(text) ? 'telling' : undefined}>
              <dt>{f[lang]}</dt>
              <dd className={f.type === 'identifier' ? 'mono' : undefined}>{text}</dd>
            </div>
          );
        })}
      </dl>
      {rest.length > 0 && (
        <button type="button" className="link" onClick={() => setAll(!all)}>
          {all ? t('findings.less') : t('findings.more', { count: rest.length })}
        </button>
      )}
    </article>
  );
}
