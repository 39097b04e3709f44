/** The files that the bench gave the page. */
export const chosen = (): File[] => [...(document.querySelector('input')?.files ?? [])];

/** Seconds since a moment of performance.now(). */
export const since = (started: number): number => (performance.now() - started) / 1000;

/** Bytes of a file in OPFS. */
export async function sizeOf(name: string): Promise<number> {
  const folder = await navigator.storage.getDirectory();
  return (await (await folder.getFileHandle(name)).getFile()).size;
}

/** Removes a database from OPFS. */
export async function remove(name: string): Promise<void> {
  const folder = await navigator.storage.getDirectory();
  for (const file of [name, `${name}.wal`]) await folder.removeEntry(file).catch(() => undefined);
}
