export interface SqlToken {
  readonly kind: 'keyword' | 'text' | 'comment' | 'parameter' | 'plain';
  readonly text: string;
}

const KEYWORDS =
  `ALL AND AS ASC BETWEEN BY CASE CAST CREATE CROSS DESC DISTINCT ELSE END EXCEPT EXISTS FALSE FROM FULL
  GROUP HAVING ILIKE IN INNER INTERSECT INTERVAL IS JOIN LATERAL LEFT LIKE LIMIT MACRO NOT NULL NULLS OFFSET ON OR ORDER
  OUTER OVER PARTITION QUALIFY RANGE RECURSIVE RIGHT ROWS SELECT SEMI ANTI TABLE THEN TRUE UNION UNNEST USING VALUES
  VIEW WHEN WHERE WINDOW WITH`.split(/\s+/);

const TOKEN = new RegExp(
  [
    String.raw`(?<comment>--[^\n]*|/\*[\s\S]*?\*/)`,
    `(?<text>'(?:[^']|'')*')`,
    `(?<name>"(?:[^"]|"")*")`,
    String.raw`(?<parameter>\$[A-Za-z_]\w*)`,
    String.raw`(?<keyword>\b(?:${KEYWORDS.join('|')})\b)`,
  ].join('|'),
  'gi',
);

/** SQL in pieces for the eye: enough to tell words of the language from values. */
export function sqlTokens(sql: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  let at = 0;
  for (const m of sql.matchAll(TOKEN)) {
    if (m.index > at) tokens.push({ kind: 'plain', text: sql.slice(at, m.index) });
    const kind = (['comment', 'text', 'parameter', 'keyword'] as const).find(
      (k) => m.groups?.[k] !== undefined,
    );
    tokens.push({ kind: kind ?? 'plain', text: m[0] });
    at = m.index + m[0].length;
  }
  if (at < sql.length) tokens.push({ kind: 'plain', text: sql.slice(at) });
  return tokens;
}
