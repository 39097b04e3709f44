import type { HeldSheet } from '../held.ts';
import type { Limits } from '../limits.ts';
import { Pauses } from '../pause.ts';
import { tags } from '../xlsx/xml.ts';
import { OdsStyles } from './styles.ts';
import { OdsTables } from './tables.ts';

/**
 * The sheets of an OpenDocument spreadsheet, out of its plain XML: that of its styles and that of its content.
 * @throws UnreadableFile
 */
export async function readOds(
  [stylesXml, contentXml]: readonly [string, string],
  limits: Limits,
  signal?: AbortSignal,
): Promise<HeldSheet[]> {
  const styles = new OdsStyles();
  for (const tag of tags(stylesXml)) styles.tag(tag);
  const tables = new OdsTables(styles, limits);
  const pauses = new Pauses();
  let inStyles = true;
  let at = 0;
  for (const tag of tags(contentXml)) {
    // The styles of its own stand before the body.
    if (tag.name === 'body') inStyles = false;
    if (inStyles) styles.tag(tag);
    tables.tag(tag, contentXml.slice(at, tag.from));
    at = tag.to;
    if (!pauses.stepped()) continue;
    await pauses.pause();
    signal?.throwIfAborted();
  }
  tables.end();
  return tables.sheets;
}
