import type { TFunction } from 'i18next';
import { csvBytes } from '../../../shared/csv.ts';
import { dataset } from '../../../shared/datasets/index.ts';
import { type Band, type BandFault, NO_UPPER_END } from '../../../shared/reference/audit-time-bands.ts';
import { overlayAuditTime } from '../../engine/audit-time.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Lang } from '../../i18n/index.ts';

/** All audit-time tables, shipped and imported ones, with what was imported a moment ago. */
export async function readBands(engine: Engine): Promise<Band[]> {
  await overlayAuditTime(engine);
  return engine.rows<Band>(
    `SELECT table_version, scheme, risk, staff_from, staff_to, mandays, source FROM ref_audit_time
     ORDER BY table_version, scheme, risk, staff_from, staff_to, mandays`,
  );
}

/** Versions of the audit-time table that a row of the regulation table may name. */
export const versionsOf = (bands: readonly Band[]): string[] => [
  ...new Set(bands.map((b) => b.table_version)),
];

/** Imported versions that count for nothing, because a shipped one has the same name. */
export async function ignoredVersions(engine: Engine): Promise<string[]> {
  const rows = await engine.rows<{ v: string }>(
    'SELECT DISTINCT table_version AS v FROM audit_time WHERE table_version IN (SELECT table_version FROM audit_time_shipped) ORDER BY v',
  );
  return rows.map((r) => r.v);
}

/** All audit-time tables as a CSV file that can be imported again: the template for a table of one's own. */
export async function auditTimeCsv(engine: Engine, lang: Lang): Promise<Uint8Array> {
  const { fields } = dataset('audit_time');
  const lines = (await readBands(engine)).map((band) => {
    const cells = { ...band, staff_to: band.staff_to === NO_UPPER_END ? null : band.staff_to };
    return fields.map((f) => cells[f.id as keyof Band]);
  });
  return csvBytes([fields.map((f) => f[lang]), ...lines]);
}

/** What is wrong with a version, as a sentence without its full stop. */
export function bandFaultText(
  version: string,
  { kind, scheme, risk, people }: BandFault,
  t: TFunction,
): string {
  return t(`rules.law.bands.${kind}`, {
    version,
    table: risk === '*' ? scheme : `${scheme} ${t(`rules.law.risk.${risk}`)}`,
    people: people ? peopleText(people, t) : '',
  });
}

function peopleText({ from, to }: NonNullable<BandFault['people']>, t: TFunction): string {
  if (to === NO_UPPER_END) return t('rules.law.peopleUp', { from: from ?? '—' });
  return t('rules.law.people', { range: from === to ? from : `${from ?? '—'}–${to}` });
}
