import { NO_UPPER_END } from '../../shared/reference/audit-time-bands.ts';
import { literal } from '../../shared/sql/quote.ts';
import type { Engine } from './engine.ts';

/**
 * Makes `ref_audit_time` anew: the tables as shipped, and beside them the imported ones. Of an imported version that is
 * named like a shipped one nothing is taken. A table and no view, because rules look bands up in correlated subqueries.
 * @param shipped whether `ref_audit_time` has just been read from its file
 */
export async function overlayAuditTime(engine: Engine, shipped = false): Promise<void> {
  if (shipped)
    await engine.query('CREATE OR REPLACE TABLE audit_time_shipped AS SELECT * FROM ref_audit_time');
  await engine.query(
    `CREATE OR REPLACE TABLE ref_audit_time AS
     SELECT * FROM audit_time_shipped
     UNION ALL
     SELECT table_version, coalesce(scheme_family(scheme), 'other'), coalesce(risk_class(risk), '*'), staff_from,
       coalesce(staff_to, ${literal(NO_UPPER_END)}), mandays, source, 'unverified'
     FROM audit_time
     WHERE table_version IS NOT NULL AND table_version NOT IN (SELECT table_version FROM audit_time_shipped)`,
  );
}
