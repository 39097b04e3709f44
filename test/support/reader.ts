import { csvChunks } from '../../renderer/import/read/chunks.ts';
import type { ReaderClient } from '../../renderer/import/read/client.ts';
import { sha256 } from '../../renderer/import/read/hash.ts';
import { openFile } from '../../renderer/import/read/open.ts';
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
    async open(blob, { peek = 40, dialect, trusted } = {}) {
      const opened = await openFile(blob, blob.name, { dialect, trusted });
      const id = files.push({ blob, opened }) - 1;
      const sheets = [];
      for (const [i, sheet] of opened.sheets.entries()) {
        const head: SourceRow[] = [];
        for await (const batch of opened.rows(i)) {
          head.push(...batch.slice(0, peek - head.length));
          if (head.length >= peek) break;
        }
        sheets.push({ ...sheet, head });
      }
      return { id, kind: opened.kind, encoding: opened.encoding, dialect: opened.dialect, sheets };
    },
    hash: async (id, signal) => at(id).opened.sha256?.() ?? sha256(at(id).blob, signal),
    async tail(id, sheet, count, signal) {
      const rows: SourceRow[] = [];
      for await (const batch of at(id).opened.rows(sheet, signal)) rows.push(...batch);
      return rows.slice(-count);
    },
    async load(id, request, onChunk, signal) {
      const chunks = csvChunks(at(id).opened, request, signal);
      let next = await chunks.next();
      for (; !next.done; next = await chunks.next()) await onChunk(next.value);
      return next.value;
    },
    close: (id) => at(id).opened.close(),
    isIdle: () => true,
    terminate: () => undefined,
  };
}
