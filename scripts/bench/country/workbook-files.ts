import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { columnName } from '../../../shared/xlsx/cell.ts';
import { writeXlsx } from '../../../shared/xlsx/writer.ts';
import { packPart, zip } from '../../../shared/xlsx/zip.ts';
import { CERTIFICATE, certificate } from './files.ts';

/** Where a workbook keeps its texts: each in its cell, as programs write them, or all in one list, as Excel does. */
export type Texts = 'inline' | 'shared';

const NUMBERS = new Set(['体系人数', '审核人日数'].map((header) => CERTIFICATE.indexOf(header)));

function* rows(count: number): Generator<string[]> {
  for (let i = 0; i < count; i++) yield certificate(i, count);
}

/** A workbook as Excel writes it: texts in one list, cells that name their place in it. */
function withSharedStrings(rows: Iterable<readonly string[]>): Uint8Array {
  const places = new Map<string, number>();
  const place = (text: string) => {
    const at = places.get(text) ?? places.size;
    places.set(text, at);
    return at;
  };
  const columns = CERTIFICATE.map((_, i) => columnName(i + 1));
  function* sheet() {
    yield '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>';
    let at = 0;
    for (const row of [CERTIFICATE]) yield line(row, ++at, new Set());
    for (const row of rows) yield line(row, ++at, NUMBERS);
    yield '</sheetData></worksheet>';
  }
  const line = (row: readonly string[], at: number, numbers: ReadonlySet<number>) => {
    const cells = row.map((text, i) =>
      numbers.has(i)
        ? `<c r="${columns[i]}${at}"><v>${text}</v></c>`
        : `<c r="${columns[i]}${at}" t="s"><v>${place(text)}</v></c>`,
    );
    return `<row r="${at}">${cells.join('')}</row>`;
  };
  function* strings() {
    yield '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">';
    for (const text of places.keys()) yield `<si><t>${text}</t></si>`;
    yield '</sst>';
  }
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packed = (name: string, xml: Iterable<string>) => packPart(name, inBatches(xml));
  const content = packed('xl/worksheets/sheet1.xml', sheet());
  return zip([
    packed('[Content_Types].xml', [
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    ]),
    packed('xl/workbook.xml', [
      `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}"><sheets><sheet name="证书信息表" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ]),
    packed('xl/_rels/workbook.xml.rels', [
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    ]),
    content,
    packed('xl/sharedStrings.xml', strings()),
  ]);
}

function* inBatches(pieces: Iterable<string>): Generator<string> {
  let batch = '';
  for (const piece of pieces) {
    batch += piece;
    if (batch.length < 1 << 18) continue;
    yield batch;
    batch = '';
  }
  yield batch;
}

/** The same zip with a comment: other bytes, and so another file to whoever knows files by their bytes. */
function commented(zipped: Uint8Array, comment: string): Uint8Array {
  const bytes = new Uint8Array(zipped.length + comment.length);
  bytes.set(zipped);
  bytes.set(new TextEncoder().encode(comment), zipped.length);
  // The last field of a zip says how long its comment is.
  new DataView(bytes.buffer).setUint16(zipped.length - 2, comment.length, true);
  return bytes;
}

/** Writes so many workbooks of the same certificates; answers their paths and bytes. */
export function writeWorkbooks(folder: string, texts: Texts, workbooks: number, count: number) {
  const columns = CERTIFICATE.map((header, c) => ({
    header,
    type: NUMBERS.has(c) ? ('number' as const) : ('text' as const),
  }));
  const bytes =
    texts === 'shared'
      ? withSharedStrings(rows(count))
      : writeXlsx([{ name: '证书信息表', columns, rows: rows(count) }]);
  return Array.from({ length: workbooks }, (_, i) => {
    const path = join(folder, `证书_${texts}_${i + 1}.xlsx`);
    writeFileSync(path, commented(bytes, `workbook ${i + 1}`));
    return { path, bytes: bytes.length };
  });
}
