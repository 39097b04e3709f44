import { UnreadableFile } from '../types.ts';
import { attributes, tags } from './xml.ts';

export interface Relation {
  /** The last word of its type: worksheet, styles, sharedStrings, officeDocument. */
  readonly type: string;
  readonly part: string;
}

/** A target as a part name: from the root with a leading slash, else from the folder of the part that names it. */
function resolve(target: string, source: string): string {
  const path = target.startsWith('/') ? target : `${source.slice(0, source.lastIndexOf('/') + 1)}${target}`;
  const names: string[] = [];
  for (const name of path.replaceAll('\\', '/').split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return names.join('/');
}

/** The relations of `source`, by id. */
export function readRelations(xml: string, source: string): Map<string, Relation> {
  const relations = new Map<string, Relation>();
  for (const tag of tags(xml)) {
    if (tag.name !== 'Relationship' || tag.closing) continue;
    const written = attributes(tag.source);
    if (written.get('TargetMode') === 'External') continue;
    const type = written.get('Type') ?? '';
    const part = resolve(written.get('Target') ?? '', source);
    relations.set(written.get('Id') ?? '', { type: type.slice(type.lastIndexOf('/') + 1), part });
  }
  return relations;
}

export function relationsPart(part: string): string {
  const slash = part.lastIndexOf('/') + 1;
  return `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`;
}

export interface Workbook {
  readonly date1904: boolean;
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean; readonly relation: string }[];
}

export function readWorkbook(xml: string): Workbook {
  const sheets: { name: string; hidden: boolean; relation: string }[] = [];
  let date1904 = false;
  let root = false;
  for (const tag of tags(xml)) {
    if (tag.closing) continue;
    if (tag.name === 'workbook') root = true;
    if (tag.name === 'workbookPr') date1904 = /^(1|true)$/.test(attributes(tag.source).get('date1904') ?? '');
    if (tag.name !== 'sheet') continue;
    const written = attributes(tag.source);
    const relation = [...written].find(([name]) => name.endsWith(':id'))?.[1] ?? '';
    const state = written.get('state');
    sheets.push({
      name: written.get('name') ?? '',
      hidden: state === 'hidden' || state === 'veryHidden',
      relation,
    });
  }
  if (!root) throw new UnreadableFile('damaged', 'workbook');
  return { date1904, sheets };
}
