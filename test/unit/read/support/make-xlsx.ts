import {
  TextReader,
  Uint8ArrayReader,
  Uint8ArrayWriter,
  ZipWriter,
} from '@zip.js/zip.js/lib/zip-core-native.js';

export interface SheetSource {
  readonly name?: string;
  /** The whole part, or only what stands within sheetData. */
  readonly xml?: string;
  readonly rows?: string;
  readonly state?: string;
}

export interface WorkbookSource {
  readonly sheets?: readonly SheetSource[];
  /** What stands within sheetData of the only sheet. */
  readonly rows?: string;
  /** What stands within sst. */
  readonly strings?: string;
  /** What stands within styleSheet. */
  readonly styles?: string;
  readonly date1904?: boolean;
  /** Parts put in as they are, or left out (null), instead of those made here. */
  readonly parts?: Readonly<Record<string, string | null>>;
  readonly zip?: ConstructorParameters<typeof ZipWriter>[1];
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export const worksheet = (rows: string) =>
  `${HEAD}<worksheet xmlns="${MAIN}"><dimension ref="A1:B2"/><sheetData>${rows}</sheetData><pageMargins left="0.7"/></worksheet>`;

export function workbookParts(source: WorkbookSource): Record<string, string> {
  const sheets = source.sheets ?? [{ rows: source.rows ?? '' }];
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${REL}/${type}" Target="${target}"/>`;
  const parts: Record<string, string | null> = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${REL}"><workbookPr${source.date1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(
        ({ name, state }, i) =>
          `<sheet name="${name ?? `Sheet${i + 1}`}" sheetId="${i + 1}"${state ? ` state="${state}"` : ''} r:id="rId${i + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${sheets
      .map((_, i) => relation(`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`))
      .join(
        '',
      )}${relation('rId90', 'sharedStrings', 'sharedStrings.xml')}${relation('rId91', 'styles', 'styles.xml')}</Relationships>`,
    'xl/sharedStrings.xml': `${HEAD}<sst xmlns="${MAIN}">${source.strings ?? ''}</sst>`,
    'xl/styles.xml': `${HEAD}<styleSheet xmlns="${MAIN}">${source.styles ?? '<cellXfs><xf numFmtId="0"/></cellXfs>'}</styleSheet>`,
  };
  for (const [i, sheet] of sheets.entries())
    parts[`xl/worksheets/sheet${i + 1}.xml`] = sheet.xml ?? worksheet(sheet.rows ?? '');
  Object.assign(parts, source.parts);
  return Object.fromEntries(
    Object.entries(parts).filter((part): part is [string, string] => part[1] !== null),
  );
}

export async function zip(
  parts: Readonly<Record<string, string | Uint8Array>>,
  options: WorkbookSource['zip'] = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, ...options });
  for (const [name, part] of Object.entries(parts)) {
    await writer.add(name, typeof part === 'string' ? new TextReader(part) : new Uint8ArrayReader(part));
  }
  return new Uint8Array(await writer.close());
}

/** A small workbook made by hand: the XML is the test's own. */
export function makeXlsx(source: WorkbookSource): Promise<Uint8Array<ArrayBuffer>> {
  return zip(workbookParts(source), source.zip);
}
