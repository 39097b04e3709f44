/** Percent to a tenth, rounded down: 999 of 1,000 is not 100 %, only a column without fault is. */
export const percent = (part: number, whole: number): number => Math.floor((part / whole) * 1000) / 10;

interface Props {
  readonly part: number;
  readonly whole: number;
}

/** A share as a bar and a figure. */
export function ShareBar({ part, whole }: Props) {
  const value = percent(part, whole);
  return (
    <span className="share-bar">
      <span className="track">
        <span style={{ width: `${value}%` }} />
      </span>
      {value} %
    </span>
  );
}
