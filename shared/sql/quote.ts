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

/** Each use of a `$parameter`, with its offset in the statement. */
export function parameterUses(sql: string): { readonly name: string; readonly offset: number }[] {
  return [...sql.matchAll(TOKENS)].flatMap((m) => (m[1] ? [{ name: m[1], offset: m.index }] : []));
}

/** Names of the `$parameters` a statement uses. */
export function parameterNames(sql: string): string[] {
  return [...new Set(parameterUses(sql).map((use) => use.name))];
}

/**
 * The way back from `bind(sql, params)`.
 * @param offset in the bound text; inside a literal it means the parameter that the literal stands for
 * @returns the offset in `sql`
 */
export function unboundOffset(
  sql: string,
  params: Readonly<Record<string, SqlValue>>,
  offset: number,
): number {
  let grown = 0;
  for (const use of parameterUses(sql)) {
    const start = use.offset + grown;
    if (offset < start) break;
    const { length } = literal(params[use.name] ?? null);
    if (offset < start + length) return use.offset;
    grown += length - `$${use.name}`.length;
  }
  return offset - grown;
}
