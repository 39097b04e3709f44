import { columnName, numberCell, serialOf, textCell, xmlText } from './cell.ts';
import { sheetNames } from './names.ts';
import { type CellStyle, stylesXml } from './styles.ts';
import { type Part, packPart, zip } from './zip.ts';

/**
 * - `text`: stays text, whatever it looks like
 * - `number`: numbers as numbers; a string in it is written as text
 * - `date`, `moment`: `2024-03-05`, `2024-03-05 09:30[:15]` become true dates (a number is taken as a serial);
 *   what is no such date is written as text
 */
export interface XlsxColumn {
  readonly header: string;
  readonly type: 'text' | 'number' | 'date' | 'moment';
  /** In characters; by default from the header and the type. */
  readonly width?: number;
  readonly wrap?: boolean;
}

export interface XlsxSheet {
  /** Made legal and unique. */
  readonly name: string;
  /** Lines above the header, from A1 on, e.g. a title. */
  readonly preamble?: readonly (readonly string[])[];
  readonly columns: readonly XlsxColumn[];
  readonly rows: Iterable<readonly (string | number | null)[]>;
  /** 1-based cell of the header; by default the row after the preamble and column A. */
  readonly startRow?: number;
  readonly startColumn?: number;
  /** Both are on unless set to false. */
  readonly freezeHeader?: boolean;
  readonly autoFilter?: boolean;
}

/** Excel's limit; a longer sheet goes on in the next one. */
const LAST_ROW = 1_048_576;
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const BATCH = 1 << 18;

const HEADER: CellStyle = { format: 'text', font: 'header', wrap: true, quoted: false };
const TITLE: CellStyle = { format: 'text', font: 'title', wrap: false, quoted: false };

type Value = string | number | null | undefined;

function cell(ref: string, value: Value, { type, wrap = false }: XlsxColumn): string {
  if (value === null || value === undefined) return '';
  if (type === 'text') return textCell(ref, String(value), { wrap });
  if (typeof value === 'number') {
    return numberCell(ref, value, type === 'number' ? 'general' : type === 'date' ? 'date' : 'minute');
  }
  const moment = type === 'number' ? null : serialOf(value.trim());
  return moment ? numberCell(ref, moment.serial, moment.form) : textCell(ref, value, { wrap });
}

function width(column: XlsxColumn): number {
  const header = [...column.header].reduce((n, c) => n + (c > '\u2e7f' ? 2 : 1), 0);
  const least = { text: 14, number: 9, date: 12, moment: 18 }[column.type];
  return column.width ?? Math.min(60, Math.max(least, header + 3));
}

/** Rows that can be asked whether there are more. */
function queue<T>(source: Iterable<T>) {
  const iterator = source[Symbol.iterator]();
  let next = iterator.next();
  return {
    empty: () => next.done === true,
    take(): T {
      if (next.done) throw new Error('no row left');
      const { value } = next;
      next = iterator.next();
      return value;
    },
  };
}

/** The XML of one sheet, in pieces; takes rows until they or the sheet end. */
function* sheetXml(
  sheet: XlsxSheet,
  rows: ReturnType<typeof queue<readonly Value[]>>,
  preamble: readonly (readonly string[])[],
  selected: boolean,
): Generator<string> {
  const top = Math.max(sheet.startRow ?? 1, preamble.length + 1);
  const left = sheet.startColumn ?? 1;
  const columns = sheet.columns.map((c, i) => ({ ...c, name: columnName(left + i) }));
  const row = (n: number, cells: string[]) => `<row r="${n}">${cells.join('')}</row>`;

  const pane = `<pane ySplit="${top}" topLeftCell="A${top + 1}" activePane="bottomLeft" state="frozen"/>`;
  const cols = columns.map(
    (c, i) => `<col min="${left + i}" max="${left + i}" width="${width(c)}" customWidth="1"/>`,
  );
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView${selected ? ' tabSelected="1"' : ''} workbookViewId="0">${sheet.freezeHeader === false ? '' : pane}</sheetView></sheetViews>`;
  yield `${cols.length > 0 ? `<cols>${cols.join('')}</cols>` : ''}<sheetData>`;
  for (const [i, line] of preamble.entries()) {
    const look = i === 0 ? TITLE : {};
    yield row(
      i + 1,
      line.map((text, j) => textCell(`${columnName(j + 1)}${i + 1}`, text, look)),
    );
  }
  yield row(
    top,
    columns.map((c) => textCell(`${c.name}${top}`, c.header, HEADER)),
  );

  let at = top;
  let batch = '';
  while (!rows.empty() && at < LAST_ROW) {
    at += 1;
    const values = rows.take();
    batch += row(
      at,
      columns.map((c, i) => cell(`${c.name}${at}`, values[i], c)),
    );
    if (batch.length > BATCH) {
      yield batch;
      batch = '';
    }
  }
  const filter = `<autoFilter ref="${columns[0]?.name}${top}:${columns.at(-1)?.name}${at}"/>`;
  yield `${batch}</sheetData>${sheet.autoFilter === false || columns.length === 0 ? '' : filter}</worksheet>`;
}

/**
 * An XLSX workbook: the same sheets give the same bytes. Opens in Excel, WPS, LibreOffice and openpyxl.
 * @throws Error when there is no sheet, or the file would pass 4 GiB.
 */
export function writeXlsx(sheets: readonly XlsxSheet[]): Uint8Array {
  if (sheets.length === 0) throw new Error('a workbook needs a sheet');
  const nameFor = sheetNames();
  const names: string[] = [];
  const parts: Part[] = [];
  for (const sheet of sheets) {
    const rows = queue<readonly Value[]>(sheet.rows);
    let preamble = sheet.preamble ?? [];
    do {
      const part = `xl/worksheets/sheet${parts.length + 1}.xml`;
      parts.push(packPart(part, sheetXml(sheet, rows, preamble, parts.length === 0)));
      names.push(nameFor(sheet.name));
      preamble = [];
    } while (!rows.empty());
  }
  const list = (each: (name: string, n: number) => string) => names.map((n, i) => each(n, i + 1)).join('');
  return zip([
    packPart('[Content_Types].xml', [
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>`,
      list(
        (_, n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${TYPE}.worksheet+xml"/>`,
      ),
      '</Types>',
    ]),
    packPart('_rels/.rels', [
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ]),
    packPart('xl/workbook.xml', [
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView/></bookViews><sheets>`,
      list((name, n) => `<sheet name="${xmlText(name)}" sheetId="${n}" r:id="rId${n}"/>`),
      '</sheets></workbook>',
    ]),
    packPart('xl/_rels/workbook.xml.rels', [
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">`,
      list(
        (_, n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
      ),
      `<Relationship Id="rId${names.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    ]),
    packPart('xl/styles.xml', [stylesXml()]),
    ...parts,
  ]);
}
