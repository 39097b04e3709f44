import { builtInKind, formatKind, type NumberKind } from './number-format.ts';
import { attributes, tags } from './xml.ts';

/** What the numbers of each cell format (`s=` of a cell) mean, out of styles.xml. */
export function readStyles(xml: string): NumberKind[] {
  const codes = new Map<string, string>();
  const ids: string[] = [];
  // numFmt and xf also occur in lists that cells do not point to (dxfs, cellStyleXfs).
  let list = '';
  for (const tag of tags(xml)) {
    if (tag.name === 'numFmts' || tag.name === 'cellXfs')
      list = tag.closing || tag.selfClosing ? '' : tag.name;
    else if (tag.closing) continue;
    else if (list === 'numFmts' && tag.name === 'numFmt') {
      const format = attributes(tag.source);
      codes.set(format.get('numFmtId') ?? '', format.get('formatCode') ?? '');
    } else if (list === 'cellXfs' && tag.name === 'xf') {
      ids.push(attributes(tag.source).get('numFmtId') ?? '0');
    }
  }
  return ids.map((id) => {
    const code = codes.get(id);
    return code === undefined ? builtInKind(Number(id)) : formatKind(code);
  });
}
