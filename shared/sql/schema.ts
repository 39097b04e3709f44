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

/** `"org_uscc" VARCHAR` */
export const columnOf = (f: Field): string => `${ident(f.id)} ${COLUMN[f.type]}`;

/**
 * The table that the rows of a dataset are in, with a column for each field that some source has fed, and for no other:
 * to write an empty text cell takes DuckDB as long as to write a full one. It is written to; what reads, reads the view
 * that is named as the dataset.
 */
export const storedTable = (d: Pick<Dataset, 'id'>): string => `stored_${d.id}`;

const createStored = (d: Dataset): string =>
  `CREATE TABLE IF NOT EXISTS ${storedTable(d)} ("_source" INTEGER NOT NULL, "_row" INTEGER NOT NULL)`;

/**
 * The view of a dataset with all its fields; `_source` and `_row` lead every row back to its file and line, `_id` is its
 * place in the stored table.
 * @param stored the columns of that table
 */
export function createView(d: Dataset, stored: ReadonlySet<string>): string {
  const fields = d.fields.map((f) =>
    stored.has(f.id) ? ident(f.id) : `CAST(NULL AS ${COLUMN[f.type]}) AS ${ident(f.id)}`,
  );
  return `CREATE OR REPLACE VIEW ${ident(d.id)} AS SELECT ${fields.join(', ')}, "_source", "_row", rowid AS "_id" FROM ${storedTable(d)}`;
}

/**
 * Tables of a workspace. `source` has one row per file or sheet that was offered (dataset NULL: not
 * recognised, with a reason); `source_field` says which column fed which field; `source_total` holds the
 * control totals of its numbers and dates, `source_fill` the cells filled down from merged ones,
 * `source_against` the older sources that a replacement was compared with and `source_change` what the
 * comparison found; `problem` keeps what could not be read (field NULL: a whole record, rejected or odd);
 * `mapping` remembers how a header was read; `finding` holds leads (also those that an entry
 * of `whitelist` suppresses) and rows that could not be judged;
 * `evidence` names the rows behind each;
 * `plan_choice` holds which audit the analyst says a plan announced in a scheme (certificate NULL: none of the
 * candidates; nothing is deleted, the last one that is not undone counts); `derived` says of which state of the
 * imports each derived table is.
 */
const WORKSPACE = [
  `CREATE TABLE IF NOT EXISTS source (
    id INTEGER PRIMARY KEY, file VARCHAR NOT NULL, sheet VARCHAR, dataset VARCHAR, sha256 VARCHAR, bytes BIGINT,
    encoding VARCHAR, header_row INTEGER, records INTEGER NOT NULL, loaded INTEGER NOT NULL, rejected INTEGER NOT NULL,
    skipped INTEGER NOT NULL, problems INTEGER NOT NULL, ms INTEGER NOT NULL, imported_at TIMESTAMP NOT NULL, reason VARCHAR)`,
  `CREATE TABLE IF NOT EXISTS source_field (source INTEGER NOT NULL, field VARCHAR NOT NULL, header VARCHAR NOT NULL, position INTEGER NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS source_total (
    source INTEGER NOT NULL, field VARCHAR NOT NULL, filled INTEGER NOT NULL, blank INTEGER NOT NULL,
    min VARCHAR, max VARCHAR, sum DOUBLE)`,
  `CREATE TABLE IF NOT EXISTS source_fill (source INTEGER NOT NULL, field VARCHAR NOT NULL, cells INTEGER NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS source_against (source INTEGER NOT NULL, old_source INTEGER NOT NULL, file VARCHAR NOT NULL, sheet VARCHAR)`,
  `CREATE TABLE IF NOT EXISTS source_change (
    source INTEGER NOT NULL, kind VARCHAR NOT NULL, key VARCHAR NOT NULL, "row" INTEGER, old_source INTEGER,
    old_row INTEGER, fields VARCHAR[] NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS mapping (
    fingerprint VARCHAR PRIMARY KEY, dataset VARCHAR NOT NULL, header_row INTEGER NOT NULL, data_row INTEGER, encoding VARCHAR,
    delimiter VARCHAR, quote VARCHAR, columns VARCHAR NOT NULL, saved_at TIMESTAMP NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS problem (source INTEGER NOT NULL, "row" INTEGER NOT NULL, header VARCHAR, field VARCHAR, raw VARCHAR, reason VARCHAR NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS run (as_of DATE NOT NULL, started_at TIMESTAMP NOT NULL, app VARCHAR NOT NULL, engine VARCHAR NOT NULL, ms INTEGER NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS run_rule (
    code VARCHAR NOT NULL, id VARCHAR NOT NULL, version INTEGER NOT NULL, status VARCHAR NOT NULL, missing VARCHAR[] NOT NULL,
    findings INTEGER NOT NULL, undetermined INTEGER NOT NULL, ms INTEGER NOT NULL, params VARCHAR NOT NULL, sql VARCHAR NOT NULL, error VARCHAR)`,
  `CREATE TABLE IF NOT EXISTS finding (
    finding_id VARCHAR NOT NULL, verdict VARCHAR NOT NULL, rule_code VARCHAR NOT NULL, rule_id VARCHAR NOT NULL,
    severity VARCHAR NOT NULL, evidence_grade VARCHAR NOT NULL, cb_approval_no VARCHAR, cb_name VARCHAR, org_uscc VARCHAR,
    org_name VARCHAR, cert_no VARCHAR, plan_no VARCHAR, auditor_id VARCHAR, occurred_on DATE, measured VARCHAR,
    expected VARCHAR, missing VARCHAR, message_zh VARCHAR NOT NULL, message_en VARCHAR NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS whitelist (
    id INTEGER PRIMARY KEY, rule_code VARCHAR, field VARCHAR NOT NULL, value VARCHAR NOT NULL, reason VARCHAR NOT NULL,
    author VARCHAR NOT NULL, created_at TIMESTAMP NOT NULL, expires_on DATE NOT NULL, revoked_at TIMESTAMP, revoked_by VARCHAR, revoke_reason VARCHAR)`,
  `CREATE TABLE IF NOT EXISTS evidence (rule_code VARCHAR NOT NULL, finding_id VARCHAR NOT NULL, n INTEGER NOT NULL, dataset VARCHAR NOT NULL, source INTEGER NOT NULL, "row" INTEGER NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS plan_choice (
    id INTEGER PRIMARY KEY, plan VARCHAR NOT NULL, scheme VARCHAR NOT NULL, certificate VARCHAR, audited_on DATE, reason VARCHAR NOT NULL,
    author VARCHAR NOT NULL, chosen_at TIMESTAMP NOT NULL, undone_at TIMESTAMP, undone_by VARCHAR)`,
  `CREATE TABLE IF NOT EXISTS regulation_edit (
    id INTEGER PRIMARY KEY, row_key VARCHAR NOT NULL, regulation VARCHAR NOT NULL, scheme VARCHAR NOT NULL, parameter VARCHAR NOT NULL,
    value VARCHAR, valid_from DATE, valid_to DATE, source VARCHAR NOT NULL, status VARCHAR NOT NULL, before VARCHAR, reason VARCHAR NOT NULL,
    author VARCHAR NOT NULL, edited_at TIMESTAMP NOT NULL, undone_at TIMESTAMP, undone_by VARCHAR)`,
  'CREATE TABLE IF NOT EXISTS derived (name VARCHAR PRIMARY KEY, state VARCHAR NOT NULL)',
  'CREATE TABLE IF NOT EXISTS setting (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)',
];

/**
 * Leads of older workspaces are suppressed by nothing, and what their rules hung on was not kept: they all run again. Their
 * rules have a key, and of a table with a key DuckDB never gives back the room of deleted rows; made anew it has none.
 */
const RESULTS_SINCE = [
  'ALTER TABLE finding ADD COLUMN IF NOT EXISTS suppressed_by INTEGER',
  'ALTER TABLE run_rule ADD COLUMN IF NOT EXISTS state VARCHAR',
  'CREATE OR REPLACE TABLE run_rule AS SELECT * FROM run_rule',
];

/** What `source` has learnt to say since the first version; workspaces of that version get these columns on opening. */
const SOURCE_SINCE = [
  'kind VARCHAR',
  'delimiter VARCHAR',
  'quote VARCHAR',
  'data_row INTEGER',
  'blank INTEGER',
  'hidden INTEGER',
  'hidden_sheet BOOLEAN',
  'fingerprint VARCHAR',
  'signed_by VARCHAR',
  'signed_reason VARCHAR',
  'signed_at TIMESTAMP',
].map((column) => `ALTER TABLE source ADD COLUMN IF NOT EXISTS ${column}`);

/** Statements that make an empty workspace, or bring an older one up to this version without touching its rows. */
export const schema: readonly string[] = [
  ...WORKSPACE,
  ...SOURCE_SINCE,
  ...RESULTS_SINCE,
  ...datasets.map(createStored),
];

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
