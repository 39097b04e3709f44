import { create } from 'zustand';
import { openSession } from '../engine/session.ts';
import { type Candidate, inspectFile } from './inspect.ts';
import { listSources, loadSheet, recordUnread, removeSource, type Source } from './load.ts';
import { type ReaderClient, startReader } from './read/client.ts';

export interface ImportProgress {
  readonly file: string;
  readonly sheet: string | null;
  /** Position among the sheets of this import, from 1. */
  readonly index: number;
  readonly count: number;
  /** 0–1 of the present sheet. */
  readonly share: number;
}

interface ImportState {
  readonly sources: readonly Source[];
  /** Offered and looked at, waiting for Import. */
  readonly candidates: readonly Candidate[];
  readonly inspecting: boolean;
  readonly progress: ImportProgress | null;
  /** What was loaded or refused in this window, newest import last. */
  refresh(): Promise<void>;
  offer(files: readonly File[]): Promise<void>;
  /** Loads every recognised candidate and lists the others with their reason. */
  importAll(onSheet?: (source: Source) => void): Promise<readonly Source[]>;
  cancel(): void;
  discard(): Promise<void>;
  remove(source: Source): Promise<void>;
}

let reader: ReaderClient | null = null;
let running: AbortController | null = null;

const theReader = (): ReaderClient => {
  reader ??= startReader();
  return reader;
};

async function closeFiles(candidates: readonly Candidate[]): Promise<void> {
  for (const id of new Set(candidates.map((c) => c.fileId))) if (id >= 0) await theReader().close(id);
}

export const useImport = create<ImportState>()((set, get) => ({
  sources: [],
  candidates: [],
  inspecting: false,
  progress: null,

  async refresh() {
    set({ sources: await listSources(await openSession()) });
  },

  async offer(files) {
    set({ inspecting: true });
    try {
      for (const file of files) {
        const found = await inspectFile(theReader(), file);
        set({ candidates: [...get().candidates, ...found] });
      }
    } finally {
      set({ inspecting: false });
    }
  },

  async importAll(onSheet) {
    const engine = await openSession();
    const { candidates } = get();
    running = new AbortController();
    const { signal } = running;
    const done: Source[] = [];
    try {
      for (const [i, candidate] of candidates.entries()) {
        const { file, sheet, recognition } = candidate;
        const at = { file, sheet, index: i + 1, count: candidates.length };
        set({ progress: { ...at, share: 0 } });
        const failed = async (reason: string) => {
          const sha256 = candidate.fileId >= 0 ? await theReader().hash(candidate.fileId, signal) : null;
          return recordUnread(engine, {
            file,
            sheet,
            bytes: candidate.bytes,
            encoding: candidate.encoding,
            sha256,
            reason,
          });
        };
        if (recognition) {
          const onProgress = (part: number, whole: number) =>
            set({ progress: { ...at, share: whole > 0 ? Math.min(1, part / whole) : 0 } });
          try {
            const options = { signal, onProgress };
            const source = await loadSheet(engine, theReader(), { ...candidate, recognition }, options);
            done.push(source);
            onSheet?.(source);
          } catch (error) {
            if (signal.aborted) throw error;
            await failed(`failed|${error instanceof Error ? error.message : error}`);
          }
        } else {
          await failed(candidate.reason ?? 'not-recognised');
        }
        set({ candidates: get().candidates.filter((c) => c !== candidate) });
        await get().refresh();
      }
      await closeFiles(candidates);
      return done;
    } catch (error) {
      if (signal.aborted) return done;
      throw error;
    } finally {
      running = null;
      set({ progress: null });
      await get().refresh();
    }
  },

  cancel: () => running?.abort(new DOMException('cancelled', 'AbortError')),

  async discard() {
    await closeFiles(get().candidates);
    set({ candidates: [] });
  },

  async remove(source) {
    await removeSource(await openSession(), source);
    await get().refresh();
  },
}));
