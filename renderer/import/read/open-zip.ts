import type { Limits } from './limits.ts';
import { openOds } from './ods/open-ods.ts';
import type { OpenedFile } from './types.ts';
import { openXlsx } from './xlsx/open-xlsx.ts';
import { Parts } from './xlsx/parts.ts';

/** Opens what is inside a zip: a workbook of Office or an OpenDocument. @throws UnreadableFile */
export async function openZip(blob: Blob, limits: Limits, signal?: AbortSignal): Promise<OpenedFile> {
  const parts = await Parts.open(blob, limits);
  const isOpenDocument = parts.has('content.xml') && !parts.has('[Content_Types].xml');
  return isOpenDocument ? openOds(parts, blob.size, limits, signal) : openXlsx(parts, blob.size, limits);
}
