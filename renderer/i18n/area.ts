/** The same shape with plain strings, so that English must have exactly the keys Chinese has. */
type Same<T> = { readonly [K in keyof T]: T[K] extends string ? string : Same<T[K]> };

export function area<const T>(zh: T, en: Same<T>): { readonly zh: T; readonly en: Same<T> } {
  return { zh, en };
}
