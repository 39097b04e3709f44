import { type HeldSheet, heldFile } from '../held.ts';
import type { Limits } from '../limits.ts';
import { markupText } from '../markup.ts';
import { readOds } from '../ods/read-ods.ts';
import { Pauses } from '../pause.ts';
import { type OpenedFile, UnreadableFile } from '../types.ts';
import { PlainXml } from '../xlsx/plain-xml.ts';
import { tags } from '../xlsx/xml.ts';
import { Xml2003Workbook } from './workbook.ts';

async function readWorkbook(xml: string, limits: Limits, signal?: AbortSignal): Promise<HeldSheet[]> {
  const workbook = new Xml2003Workbook(limits);
  const pauses = new Pauses();
  let at = 0;
  for (const tag of tags(xml)) {
    workbook.tag(tag, xml.slice(at, tag.from));
    at = tag.to;
    if (!pauses.stepped()) continue;
    await pauses.pause();
    signal?.throwIfAborted();
  }
  if (!workbook.closed) throw new UnreadableFile('damaged', 'Workbook');
  if (workbook.sheets.length === 0) throw new UnreadableFile('not-a-table', 'XML');
  return workbook.sheets;
}

/**
 * Opens a table written as one XML text: "XML spreadsheet 2003", or OpenDocument's flat form.
 * @throws UnreadableFile
 */
export async function openXml(
  blob: Blob,
  head: Uint8Array,
  chosen: string | undefined,
  limits: Limits,
  signal?: AbortSignal,
): Promise<OpenedFile> {
  const { text, encoding } = await markupText(blob, head, chosen, limits, signal);
  const plain = new PlainXml();
  const xml = plain.push(text);
  plain.end();
  const root = tags(xml).next().value?.name;
  if (root === 'document')
    return heldFile('ods', encoding, blob.size, await readOds(['', xml], limits, signal));
  if (root !== 'Workbook') throw new UnreadableFile('other-spreadsheet', 'XML');
  return heldFile('xml', encoding, blob.size, await readWorkbook(xml, limits, signal));
}
