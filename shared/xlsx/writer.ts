import { columnName, numberCell, serialOf, textCell, xmlText } from './cell.ts';
import { sheetNames } from './names.ts';
import { type CellStyle, stylesXml } from './styles.ts';
import { type Part, packPart, type TextPart, zip, zipPieces } from './zip.ts';

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

export type XlsxRow = readonly (string | number | null)[];

export interface XlsxSheet {
  /** Made legal and unique. */
  readonly name: string;
  /** Lines above the header, from A1 on, e.g. a title. */
  readonly preamble?: readonly (readonly string[])[];
  readonly columns: readonly XlsxColumn[];
  readonly rows: Iterable<XlsxRow>;
  /** 1-based cell of the header; by default the row after the preamble and column A. */
  readonly startRow?: number;
  readonly startColumn?: number;
  /** Both are on unless set to false. */
  readonly freezeHeader?: boolean;
  readonly autoFilter?: boolean;
}

/** A sheet whose rows come in portions, and may be read only when the sheets before it are written. */
export interface XlsxStream extends Omit<XlsxSheet, 'rows'> {
  readonly portions: Iterable<readonly XlsxRow[]> | AsyncIterable<readonly XlsxRow[]>;
}

/** Excel's limit; a longer sheet goes on in the next one. */
export const LAST_ROW = 1_048_576;
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

/** The XML of one sheet, piece by piece: the head, row after row until it is full, the foot. */
function sheetText(
  sheet: Omit<XlsxSheet, 'rows'>,
  { preamble, first, lastRow }: { preamble: readonly (readonly string[])[]; first: boolean; lastRow: number },
) {
  const top = Math.max(sheet.startRow ?? 1, preamble.length + 1);
  const left = sheet.startColumn ?? 1;
  const columns = sheet.columns.map((c, i) => ({ ...c, name: columnName(left + i) }));
  const line = (n: number, cells: string[]) => `<row r="${n}">${cells.join('')}</row>`;
  let at = top;
  return {
    head(): string[] {
      const pane = `<pane ySplit="${top}" topLeftCell="A${top + 1}" activePane="bottomLeft" state="frozen"/>`;
      const cols = columns.map(
        (c, i) => `<col min="${left + i}" max="${left + i}" width="${width(c)}" customWidth="1"/>`,
      );
      const titles = preamble.map((texts, i) =>
        line(
          i + 1,
          texts.map((text, j) => textCell(`${columnName(j + 1)}${i + 1}`, text, i === 0 ? TITLE : {})),
        ),
      );
      const header = line(
        top,
        columns.map((c) => textCell(`${c.name}${top}`, c.header, HEADER)),
      );
      return [
        `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView${first ? ' tabSelected="1"' : ''} workbookViewId="0">${sheet.freezeHeader === false ? '' : pane}</sheetView></sheetViews>`,
        `${cols.length > 0 ? `<cols>${cols.join('')}</cols>` : ''}<sheetData>`,
        ...titles,
        header,
      ];
    },
    full: () => at >= lastRow,
    row(values: readonly Value[]): string {
      at += 1;
      return line(
        at,
        columns.map((c, i) => cell(`${c.name}${at}`, values[i], c)),
      );
    },
    foot(): string {
      const filter = `<autoFilter ref="${columns[0]?.name}${top}:${columns.at(-1)?.name}${at}"/>`;
      return `</sheetData>${sheet.autoFilter === false || columns.length === 0 ? '' : filter}</worksheet>`;
    },
  };
}

const partName = (n: number) => `xl/worksheets/sheet${n}.xml`;

/** The parts of a workbook beside its sheets. */
function frame(names: readonly string[]): { name: string; pieces: string[] }[] {
  const list = (each: (name: string, n: number) => string) => names.map((n, i) => each(n, i + 1)).join('');
  return [
    {
      name: '[Content_Types].xml',
      pieces: [
        `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>`,
        list((_, n) => `<Override PartName="/${partName(n)}" ContentType="${TYPE}.worksheet+xml"/>`),
        '</Types>',
      ],
    },
    {
      name: '_rels/.rels',
      pieces: [
        `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ],
    },
    {
      name: 'xl/workbook.xml',
      pieces: [
        `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView/></bookViews><sheets>`,
        list((name, n) => `<sheet name="${xmlText(name)}" sheetId="${n}" r:id="rId${n}"/>`),
        '</sheets></workbook>',
      ],
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      pieces: [
        `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">`,
        list(
          (_, n) =>
            `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
        ),
        `<Relationship Id="rId${names.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
      ],
    },
    { name: 'xl/styles.xml', pieces: [stylesXml()] },
  ];
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

type Queue = ReturnType<typeof queue<readonly Value[]>>;

/** One sheet of a workbook that is made at once; takes rows until they or the sheet end. */
function* sheetXml(text: ReturnType<typeof sheetText>, rows: Queue): Generator<string> {
  yield* text.head();
  let batch = '';
  while (!rows.empty() && !text.full()) {
    batch += text.row(rows.take());
    if (batch.length > BATCH) {
      yield batch;
      batch = '';
    }
  }
  yield batch + text.foot();
}

/**
 * An XLSX workbook: the same sheets give the same bytes. Opens in Excel, WPS, LibreOffice and openpyxl.
 * @param lastRow a sheet with more rows goes on in the next one, `证书 (2)`
 * @throws Error when there is no sheet, or the file would pass 4 GiB.
 */
export function writeXlsx(sheets: readonly XlsxSheet[], lastRow = LAST_ROW): Uint8Array {
  if (sheets.length === 0) throw new Error('a workbook needs a sheet');
  const nameFor = sheetNames();
  const names: string[] = [];
  const parts: Part[] = [];
  for (const sheet of sheets) {
    const rows = queue<readonly Value[]>(sheet.rows);
    let preamble = sheet.preamble ?? [];
    do {
      const text = sheetText(sheet, { preamble, first: parts.length === 0, lastRow });
      parts.push(packPart(partName(parts.length + 1), sheetXml(text, rows)));
      names.push(nameFor(sheet.name));
      preamble = [];
    } while (!rows.empty());
  }
  return zip([...frame(names).map((f) => packPart(f.name, f.pieces)), ...parts]);
}

/** Rows that come in portions, to be taken one by one; only one portion is held. */
function cursor(portions: XlsxStream['portions']) {
  const iterator =
    Symbol.asyncIterator in portions ? portions[Symbol.asyncIterator]() : portions[Symbol.iterator]();
  let portion: readonly XlsxRow[] = [];
  let at = 0;
  return {
    atHand: () => at < portion.length,
    /** Whether there are more rows; fetches the next portion when this one is used up. */
    async more(): Promise<boolean> {
      while (at >= portion.length) {
        const next = await iterator.next();
        if (next.done) return false;
        portion = next.value;
        at = 0;
      }
      return true;
    },
    take: () => portion[at++] as XlsxRow,
    close: async () => void (await iterator.return?.()),
  };
}

/** One sheet of a workbook that is made in pieces; takes rows until they or the sheet end. */
async function* sheetPieces(
  text: ReturnType<typeof sheetText>,
  rows: ReturnType<typeof cursor>,
): AsyncGenerator<string> {
  let batch = text.head().join('');
  while (!text.full() && (await rows.more())) {
    while (!text.full() && rows.atHand()) {
      batch += text.row(rows.take());
      if (batch.length > BATCH) {
        yield batch;
        batch = '';
      }
    }
  }
  yield batch + text.foot();
}

/**
 * The same workbook in pieces, front to back, for more rows than memory should hold: of the rows one portion is there at
 * any time, of the file one piece.
 * @param lastRow a sheet with more rows goes on in the next one, `证书 (2)`
 * @throws Error when there is no sheet, or the file or one of its sheets would pass 4 GiB.
 */
export function xlsxPieces(
  sheets: Iterable<XlsxStream> | AsyncIterable<XlsxStream>,
  lastRow = LAST_ROW,
): AsyncGenerator<Uint8Array> {
  const nameFor = sheetNames();
  const names: string[] = [];
  const parts = async function* (): AsyncGenerator<TextPart> {
    for await (const sheet of sheets) {
      const rows = cursor(sheet.portions);
      try {
        let preamble = sheet.preamble ?? [];
        do {
          const text = sheetText(sheet, { preamble, first: names.length === 0, lastRow });
          names.push(nameFor(sheet.name));
          yield { name: partName(names.length), pieces: sheetPieces(text, rows) };
          preamble = [];
        } while (await rows.more());
      } finally {
        await rows.close();
      }
    }
    if (names.length === 0) throw new Error('a workbook needs a sheet');
    yield* frame(names);
  };
  return zipPieces(parts());
}
