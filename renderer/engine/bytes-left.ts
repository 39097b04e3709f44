/** Bytes that are left for the workspace on its disk; in Electron what the disk itself has. */
export async function bytesLeft(): Promise<number> {
  const { quota = Number.POSITIVE_INFINITY, usage = 0 } = await navigator.storage.estimate();
  return Math.max(0, quota - usage);
}
