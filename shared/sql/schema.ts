import { type Dataset, datasets, type Field, type FieldType } from '../datasets/index.ts';
import { ident, literal } from './quote.ts';

const COLUMN: Record<FieldType, string> = {
  text: 'VARCHAR',
  identifier: 'VARCHAR',
  date: 'DATE',
  moment: 'TIMESTAMP',
  integer: 'INTEGER',
  decimal: 'DOUBLE',
  boolean: 'BOOLEAN',
};

/** The typed table of a dataset; `_source` and `_row` lead every row back to its file and line. */
function createDataset(d: Dataset): string {
  const columns = d.fields.map((f) => `${ident(f.id)} ${COLUMN[f.type]}`);
  return `CREATE TABLE IF NOT EXISTS ${ident(d.id)} (${columns.join(', ')}, "_source" INTEGER NOT NULL, "_row" INTEGER NOT NULL)`;
}

/**
 * Tables of a workspace. `source` has one row per file or sheet that was offered (dataset NULL: not
 * recognised, with a reason); `source_field` says which column fed which field; `problem` keeps what could
 * not be read (field NULL: the whole record was rejected); `finding` holds leads and rows that could not be
 * judged; `evidence` names the rows behind each.
 */
const WORKSPACE = [
  `CREATE TABLE IF NOT EXISTS source (
    id INTEGER PRIMARY KEY, file VARCHAR NOT NULL, sheet VARCHAR, dataset VARCHAR, sha256 VARCHAR, bytes BIGINT,
    encoding VARCHAR, header_row INTEGER, records INTEGER NOT NULL, loaded INTEGER NOT NULL, rejected INTEGER NOT NULL,
    skipped INTEGER NOT NULL, problems INTEGER NOT NULL, ms INTEGER NOT NULL, imported_at TIMESTAMP NOT NULL, reason VARCHAR)`,
  `CREATE TABLE IF NOT EXISTS source_field (source INTEGER NOT NULL, field VARCHAR NOT NULL, header VARCHAR NOT NULL, position INTEGER NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS problem (source INTEGER NOT NULL, "row" INTEGER NOT NULL, header VARCHAR, field VARCHAR, raw VARCHAR, reason VARCHAR NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS run (as_of DATE NOT NULL, started_at TIMESTAMP NOT NULL, app VARCHAR NOT NULL, engine VARCHAR NOT NULL, ms INTEGER NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS run_rule (
    code VARCHAR PRIMARY KEY, id VARCHAR NOT NULL, version INTEGER NOT NULL, status VARCHAR NOT NULL, missing VARCHAR[] NOT NULL,
    findings INTEGER NOT NULL, undetermined INTEGER NOT NULL, ms INTEGER NOT NULL, params VARCHAR NOT NULL, sql VARCHAR NOT NULL, error VARCHAR)`,
  `CREATE TABLE IF NOT EXISTS finding (
    finding_id VARCHAR NOT NULL, verdict VARCHAR NOT NULL, rule_code VARCHAR NOT NULL, rule_id VARCHAR NOT NULL,
    severity VARCHAR NOT NULL, evidence_grade VARCHAR NOT NULL, cb_approval_no VARCHAR, cb_name VARCHAR, org_uscc VARCHAR,
    org_name VARCHAR, cert_no VARCHAR, plan_no VARCHAR, auditor_id VARCHAR, occurred_on DATE, measured VARCHAR,
    expected VARCHAR, missing VARCHAR, message_zh VARCHAR NOT NULL, message_en VARCHAR NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS evidence (rule_code VARCHAR NOT NULL, finding_id VARCHAR NOT NULL, n INTEGER NOT NULL, dataset VARCHAR NOT NULL, source INTEGER NOT NULL, "row" INTEGER NOT NULL)`,
  'CREATE TABLE IF NOT EXISTS setting (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)',
];

/** Statements that make an empty workspace (or leave an existing one as it is). */
export const schema: readonly string[] = [...WORKSPACE, ...datasets.map(createDataset)];

/** The expression that reads a raw text column as the field's type; NULL when it cannot. */
export function castExpression(f: Field, raw: string): string {
  const column = ident(raw);
  switch (f.type) {
    case 'text':
      return `read_text_value(${column})`;
    case 'moment':
      return `read_moment(${column}, ${literal(f.edge ?? 'start')})`;
    default:
      return `read_${f.type}(${column})`;
  }
}
