/** mulberry32: 32 bits of state, the same numbers on every machine. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface Random {
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  /** A number from `low` up to `high`. */
  real(low: number, high: number): number;
  chance(p: number): boolean;
  pick<T>(list: readonly T[]): T;
  weighted<T>(list: readonly (readonly [T, number])[]): T;
  sample<T>(list: readonly T[], n: number): T[];
}

/** A stream of its own for each label, so that a change in one place leaves the others as they were. */
export function random(seed: number, label: string): Random {
  let hash = seed;
  for (const c of label) hash = Math.imul(hash ^ (c.codePointAt(0) as number), 0x01000193);
  const next = mulberry32(hash);
  const real = (low: number, high: number) => low + next() * (high - low);
  const int = (low: number, high: number) => Math.floor(real(low, high + 1));
  const pick = <T>(list: readonly T[]) => list[int(0, list.length - 1)] as T;
  return {
    int,
    real,
    pick,
    chance: (p) => next() < p,
    weighted(list) {
      let rest = next() * list.reduce((sum, [, w]) => sum + w, 0);
      for (const [value, weight] of list) {
        rest -= weight;
        if (rest < 0) return value;
      }
      return (list.at(-1) as (typeof list)[number])[0];
    },
    sample(list, n) {
      const left = [...list];
      return Array.from({ length: Math.min(n, left.length) }, () => {
        const [one] = left.splice(int(0, left.length - 1), 1);
        return one as (typeof list)[number];
      });
    },
  };
}
