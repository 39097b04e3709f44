/** The one place where identifiers and literals become SQL text. */

export type SqlValue = string | number | bigint | boolean | null | Date | readonly string[];

/** A quoted identifier: `a"b` → `"a""b"`. */
export function ident(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A literal. Numbers must be finite; dates become `DATE '…'` (UTC day); lists become `['a', 'b']`. */
export function literal(value: SqlValue): string {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error('not a finite number');
    return String(value);
  }
  if (value instanceof Date) return `DATE '${value.toISOString().slice(0, 10)}'`;
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  return `[${value.map((v) => literal(v)).join(', ')}]`;
}

// Strings, quoted names and comments are skipped whole, so that a `$` inside them is left alone.
const TOKENS = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\$([A-Za-z_]\w*)/g;

/**
 * SQL with each `$name` replaced by its literal, so that what runs is what the report prints.
 * @throws Error naming the first parameter that has no value.
 */
export function bind(sql: string, params: Readonly<Record<string, SqlValue>>): string {
  return sql.replace(TOKENS, (whole, name?: string) => {
    if (name === undefined) return whole;
    const value = params[name];
    if (value === undefined) throw new Error(`no value for the parameter $${name}`);
    return literal(value);
  });
}

/** Names of the `$parameters` a statement uses. */
export function parameterNames(sql: string): string[] {
  const names = [...sql.matchAll(TOKENS)].flatMap((m) => (m[1] ? [m[1]] : []));
  return [...new Set(names)];
}
