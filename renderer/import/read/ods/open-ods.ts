import { heldFile } from '../held.ts';
import type { Limits } from '../limits.ts';
import { type OpenedFile, UnreadableFile } from '../types.ts';
import type { Parts } from '../xlsx/parts.ts';
import { tags } from '../xlsx/xml.ts';
import { readOds } from './read-ods.ts';

const MANIFEST = 'META-INF/manifest.xml';

async function isEncrypted(parts: Parts): Promise<boolean> {
  if (!parts.has(MANIFEST)) return false;
  for (const { name } of tags(await parts.whole(MANIFEST))) if (name === 'encryption-data') return true;
  return false;
}

/**
 * Opens an OpenDocument spreadsheet; its content is held whole.
 * @throws UnreadableFile
 */
export async function openOds(
  parts: Parts,
  size: number,
  limits: Limits,
  signal?: AbortSignal,
): Promise<OpenedFile> {
  if (await isEncrypted(parts)) throw new UnreadableFile('encrypted');
  const styles = parts.has('styles.xml') ? await parts.whole('styles.xml') : '';
  const content = await parts.whole('content.xml', limits.wholeFile, signal);
  const sheets = await readOds([styles, content], limits, signal);
  await parts.close();
  return heldFile('ods', null, size, sheets);
}
