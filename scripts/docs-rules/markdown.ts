/** Text in a table cell: one line, and bars that are no borders. */
export const cell = (text: string) => text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ');

/** A table with a header; without rows, nothing. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

export const code = (text: string) => `\`${text}\``;

/** Blocks with one blank line between them; empty ones are left out. */
export const page = (blocks: readonly string[]) => `${blocks.filter(Boolean).join('\n\n')}\n`;
