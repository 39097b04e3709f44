import { type Document, isAlias, isMap, isScalar, isSeq } from 'yaml';

/** A path as zod writes it: keys of maps and indices of lists. */
export type Path = readonly PropertyKey[];

/**
 * Where the key or list item at the end of a path begins, or, when it is not there, the last one of the path that is.
 * @returns offset in the YAML text, and whether the whole path is there
 */
export function locate(doc: Document, path: Path): { readonly offset: number; readonly found: boolean } {
  let node = doc.contents as unknown;
  let offset = 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(doc);
    let next: unknown;
    let at: unknown;
    if (isMap(node)) {
      const pair = node.items.find((p) => isScalar(p.key) && String(p.key.value) === String(step));
      at = pair?.key;
      next = pair?.value;
    } else if (isSeq(node)) {
      at = next = node.items[Number(step)];
    }
    const start = (at as { range?: readonly number[] | null } | undefined)?.range?.[0];
    if (start === undefined) return { offset, found: false };
    offset = start;
    node = next;
  }
  return { offset, found: true };
}
