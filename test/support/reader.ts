import type { ReaderClient } from '../../renderer/import/read/client.ts';
import { encodeRows } from '../../renderer/import/read/csv-bytes.ts';
import { sha256 } from '../../renderer/import/read/hash.ts';
import { openFile } from '../../renderer/import/read/open.ts';
import { RowSelector } from '../../renderer/import/read/select.ts';
import type { OpenedFile, SourceRow } from '../../renderer/import/read/types.ts';

/** The reader without its worker: the same code in this process. */
export function directReader(): ReaderClient {
  const files: { blob: File; opened: OpenedFile }[] = [];
  const at = (id: number) => {
    const found = files[id];
    if (!found) throw new Error(`no open file ${id}`);
    return found;
  };
  return {
    async open(blob) {
      const opened = await openFile(blob, blob.name);
      const id = files.push({ blob, opened }) - 1;
      const sheets = [];
      for (const [i, sheet] of opened.sheets.entries()) {
        const head: SourceRow[] = [];
        for await (const batch of opened.rows(i)) {
          head.push(...batch.slice(0, 40 - head.length));
          if (head.length >= 40) break;
        }
        sheets.push({ ...sheet, head });
      }
      return { id, kind: opened.kind, encoding: opened.encoding, sheets };
    },
    hash: (id, signal) => sha256(at(id).blob, signal),
    async load(id, request, onChunk, signal) {
      const selector = new RowSelector(request.headerRow, request.width);
      for await (const batch of at(id).opened.rows(request.sheet, signal)) {
        const rows = selector.take(batch);
        if (rows.length > 0) await onChunk(encodeRows(rows, request.columns), rows.length);
      }
      return selector.counts();
    },
    close: (id) => at(id).opened.close(),
    terminate: () => undefined,
  };
}
