/** The few looks a cell can have here; their order is their index in styles.xml. */

const FORMATS = { general: 0, text: 49, date: 164, minute: 165, second: 166 } as const;
const CODES = { 164: 'yyyy-mm-dd', 165: 'yyyy-mm-dd hh:mm', 166: 'yyyy-mm-dd hh:mm:ss' };
const FONTS = ['body', 'header', 'title'] as const;

export interface CellStyle {
  readonly format: keyof typeof FORMATS;
  readonly font?: (typeof FONTS)[number];
  /** Excel's leading apostrophe: never read again as a formula or a number. */
  readonly quoted?: boolean;
  readonly wrap?: boolean;
}

/** A number for a look: cells are many, so no text is built to find their style. */
const key = (s: CellStyle): number =>
  ((s.quoted ? 1 : 0) + (s.wrap ? 2 : 0)) * 1000 + FONTS.indexOf(s.font ?? 'body') * 200 + FORMATS[s.format];

const bool = [false, true];
const styles: readonly CellStyle[] = [
  { format: 'general' },
  { format: 'text', font: 'header', wrap: true },
  { format: 'text', font: 'title' },
  { format: 'text' },
  { format: 'text', wrap: true },
  ...bool.map((wrap): CellStyle => ({ format: 'text', quoted: true, wrap })),
  { format: 'general', wrap: true },
  ...bool.map((wrap): CellStyle => ({ format: 'general', quoted: true, wrap })),
  { format: 'date' },
  { format: 'minute' },
  { format: 'second' },
];
const index = new Map(styles.map((style, i) => [key(style), i]));

export function styleIndex(style: CellStyle): number {
  const found = index.get(key(style));
  if (found === undefined) throw new Error(`no cell style for ${JSON.stringify(style)}`);
  return found;
}

function xf(style: CellStyle): string {
  const font = FONTS.indexOf(style.font ?? 'body');
  const header = style.font === 'header';
  return `<xf numFmtId="${FORMATS[style.format]}" fontId="${font}" fillId="${header ? 2 : 0}" borderId="${header ? 1 : 0}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"${style.quoted ? ' quotePrefix="1"' : ''}><alignment vertical="${header ? 'center' : 'top'}"${style.wrap ? ' wrapText="1"' : ''}/></xf>`;
}

export function stylesXml(): string {
  const font = (size: number, bold: boolean) =>
    `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><name val="等线"/></font>`;
  const formats = Object.entries(CODES).map(
    ([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`,
  );
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="${formats.length}">${formats.join('')}</numFmts><fonts count="3">${font(11, false)}${font(11, true)}${font(14, true)}</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF7"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color rgb="FF8EA9DB"/></bottom><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${styles.length}">${styles.map(xf).join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}
