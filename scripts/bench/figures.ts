/** Chinese characters take two columns of a terminal. */
const width = (text: string) =>
  [...text].reduce(
    (n, c) =>
      n +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(c)
        ? 2
        : 1),
    0,
  );

/** Rows of cells in columns as wide as their widest cell; numbers to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const columns = rows[0]?.map((_, i) => Math.max(...rows.map((row) => width(row[i] ?? '')))) ?? [];
  const isNumber = columns.map((_, i) => rows.slice(1).every((row) => /^[\d.,%/—-]*$/.test(row[i] ?? '')));
  return rows
    .map((row) =>
      row
        .map((cell, i) => {
          const space = ' '.repeat((columns[i] ?? 0) - width(cell));
          return isNumber[i] ? space + cell : cell + space;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

/** The middle one, or between the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** `+12 %` */
export function change(from: number, to: number): string {
  const percent = Math.round(100 * (to / from - 1));
  return `${percent > 0 ? '+' : ''}${percent} %`;
}

const LONGEST_BAR = 40;

/** A chart in plain text: a bar for each value, as long as its share of the largest. */
export function bars(heading: string, values: readonly (readonly [name: string, value: number])[]): string {
  const most = Math.max(...values.map(([, value]) => value));
  const longest = Math.max(...values.map(([name]) => width(name)));
  const lines = values.map(([name, value]) => {
    const bar = '█'.repeat(Math.round((LONGEST_BAR * value) / most));
    return `  ${name}${' '.repeat(longest - width(name))}  ${bar} ${value < 100 ? value.toFixed(2) : value.toFixed(0)}`;
  });
  return `\n${heading}\n${lines.join('\n')}`;
}
