import { create } from 'zustand';
import { NoRoom } from '../engine/database-error.ts';
import { openSession } from '../engine/session.ts';
import { type Candidate, type Fate, givingWay, mapColumn, readAs } from './candidate.ts';
import { type Choice, inspectFile, type Listeners, reasonOf } from './inspect.ts';
import { listSources, loadSheet, recordUnread, removeSource, type Source } from './load.ts';
import { type ReaderClient, startReader } from './read/client.ts';
import type { SourceRow } from './read/types.ts';
import { recall, reconsider, remember } from './recall.ts';

export interface ImportProgress {
  readonly file: string;
  readonly sheet: string | null;
  /** Position among the sheets of this import, from 1. */
  readonly index: number;
  readonly count: number;
  /** 0–1 of the whole import, by bytes. */
  readonly share: number;
  /** When the import began, in milliseconds. */
  readonly startedAt: number;
}

interface ImportState {
  readonly sources: readonly Source[];
  /** Offered and looked at, waiting for Import. */
  readonly candidates: readonly Candidate[];
  /** The file that is being looked at. */
  readonly inspecting: ImportProgress | null;
  readonly progress: ImportProgress | null;
  /** The file for which there was no room on the disk; it waits, and so do those behind it. */
  readonly stopped: string | null;
  refresh(): Promise<void>;
  offer(files: readonly File[]): Promise<void>;
  /** Opens the candidate's file again, cut or decoded as the analyst says. */
  reopen(c: Candidate, choice: Choice): Promise<void>;
  /** Takes the sheet for another dataset, or another row for its header. */
  readAs(c: Candidate, choice: { dataset?: string; headerRow?: number }): Promise<void>;
  mapColumn(c: Candidate, position: number, field: string | null): Promise<void>;
  setDataRow(c: Candidate, dataRow: number | undefined): Promise<void>;
  setFate(c: Candidate, fate: Fate): void;
  setReplaces(c: Candidate, replaces: readonly number[]): void;
  /** The last rows of a candidate's sheet, as they are. */
  tail(c: Candidate, count: number): Promise<readonly SourceRow[]>;
  /**
   * Loads every recognised candidate that is not to be skipped, and lists the others with their reason.
   * @throws NoRoom
   */
  importAll(onSheet?: (source: Source) => void): Promise<readonly Source[]>;
  cancel(): void;
  discard(): Promise<void>;
  remove(source: Source): Promise<void>;
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

let reader: ReaderClient | null = null;
let running: AbortController | null = null;

const theReader = (): ReaderClient => {
  reader ??= startReader();
  return reader;
};

async function closeFiles(candidates: readonly Candidate[]): Promise<void> {
  for (const id of new Set(candidates.map((c) => c.fileId))) if (id >= 0) await theReader().close(id);
}

async function noteUnread(c: Candidate, reason: string, signal: AbortSignal): Promise<void> {
  const sha256 = c.fileId >= 0 ? await theReader().hash(c.fileId, signal) : null;
  const { file, sheet, bytes, encoding } = c;
  await recordUnread(await openSession(), { file, sheet, bytes, encoding, sha256, reason });
}

export const useImport = create<ImportState>()((set, get) => {
  const replace = (old: readonly Candidate[], fresh: readonly Candidate[]) => {
    const { candidates } = get();
    const at = candidates.findIndex((c) => c.key === old[0]?.key);
    // Imported or removed in the meantime: what was found out about it comes too late.
    if (at < 0) return;
    const gone = new Set(old.map((c) => c.key));
    const rest = candidates.filter((c) => !gone.has(c.key));
    set({ candidates: [...rest.slice(0, at), ...fresh, ...rest.slice(at)] });
  };
  const put = async (changed: Candidate) => {
    replace([changed], [changed]);
    replace([changed], [await reconsider(await openSession(), theReader(), changed)]);
  };
  /** A file is read twice before import: to know its encoding, and to know it again by its hash. */
  const look = async (file: File, choice: Choice, { signal, onProgress }: Required<Listeners>) => {
    const engine = await openSession();
    const reading = { signal, onProgress: (done: number, total: number) => onProgress(done / 2, total) };
    const hashing = {
      signal,
      onProgress: (done: number, total: number) => onProgress((total + done) / 2, total),
    };
    const found: Candidate[] = [];
    for (const c of await inspectFile(theReader(), file, choice, reading))
      found.push(await recall(engine, theReader(), c, hashing));
    return found;
  };
  /** Ends the reader when no file is open in it: its thread would keep what it took for the last ones. */
  const restReader = () => {
    const { candidates, inspecting, progress } = get();
    if (inspecting || progress || candidates.some((c) => c.fileId >= 0) || !reader?.isIdle()) return;
    reader.terminate();
    reader = null;
  };
  /** Looks at files one by one; what was seen before a cancel stays. */
  const lookAt = async (
    files: readonly File[],
    each: (file: File, listeners: Required<Listeners>) => Promise<void>,
  ) => {
    const stop = new AbortController();
    running = stop;
    const startedAt = Date.now();
    const total = Math.max(1, sum(files.map((f) => f.size)));
    let before = 0;
    try {
      for (const [i, file] of files.entries()) {
        const at = { file: file.name, sheet: null, index: i + 1, count: files.length, startedAt };
        const onProgress = (done: number) => set({ inspecting: { ...at, share: (before + done) / total } });
        onProgress(0);
        await each(file, { signal: stop.signal, onProgress });
        before += file.size;
      }
    } catch (error) {
      if (!stop.signal.aborted) throw error;
    } finally {
      running = null;
      set({ inspecting: null });
    }
  };

  /** Sheets that turned out to pass the limits while they were loaded. */
  let refused: Candidate[] = [];
  /** Loads one candidate; null when nothing came of it. */
  const load = async (c: Candidate, signal: AbortSignal, onProgress: (share: number) => void) => {
    const engine = await openSession();
    if (!c.recognition) {
      await noteUnread(c, c.reason ?? 'not-recognised', signal);
      return null;
    }
    try {
      const source = await loadSheet(
        engine,
        theReader(),
        { ...c, recognition: c.recognition },
        {
          signal,
          onProgress: (part, whole) => onProgress(whole > 0 ? Math.min(1, part / whole) : 0),
          replace: givingWay(c),
        },
      );
      await remember(engine, c);
      return source;
    } catch (error) {
      if (signal.aborted || error instanceof NoRoom) throw error;
      const reason = reasonOf(error);
      await noteUnread(c, reason, signal);
      // The analyst may know better, and can still say so. Its file is closed with the others.
      if (reason.startsWith('too-large') && !c.trusted)
        refused.push({ ...c, fileId: -1, head: [], recognition: null, reason });
      return null;
    }
  };

  return {
    sources: [],
    candidates: [],
    inspecting: null,
    progress: null,
    stopped: null,

    async refresh() {
      set({ sources: await listSources(await openSession()) });
    },

    offer: (files) =>
      lookAt(files, async (file, listeners) => {
        const found = await look(file, {}, listeners);
        set({ candidates: [...get().candidates, ...found] });
      }),

    reopen: (c, { dialect, trusted = c.trusted }) =>
      lookAt([c.blob], async (file, listeners) => {
        const old = get().candidates.filter((other) => other.blob === c.blob);
        const fresh = await look(file, { dialect: { ...c.chosen, ...dialect }, trusted }, listeners);
        await closeFiles(old);
        replace(old, fresh);
      }),

    readAs: (c, choice) => put(readAs(c, choice)),
    mapColumn: (c, position, field) => put(mapColumn(c, position, field)),
    setDataRow: (c, dataRow) => put({ ...c, dataRow }),
    setFate: (c, fate) => replace([c], [{ ...c, fate }]),
    setReplaces: (c, replaces) => replace([c], [{ ...c, replaces }]),
    tail: (c, count) => theReader().tail(c.fileId, c.sheetIndex, count),

    async importAll(onSheet) {
      const { candidates } = get();
      running = new AbortController();
      const { signal } = running;
      const startedAt = Date.now();
      refused = [];
      set({ stopped: null });
      const total = Math.max(1, sum(candidates.map((c) => c.bytes)));
      let before = 0;
      const done: Source[] = [];
      try {
        for (const [i, c] of candidates.entries()) {
          const at = { file: c.file, sheet: c.sheet, index: i + 1, count: candidates.length, startedAt };
          const progress = (share: number) =>
            set({ progress: { ...at, share: (before + share * c.bytes) / total } });
          progress(0);
          if (c.fate !== 'skip') {
            const source = await load(c, signal, progress);
            if (source) {
              done.push(source);
              onSheet?.(source);
            }
          }
          before += c.bytes;
          set({ candidates: get().candidates.filter((other) => other.key !== c.key) });
          await get().refresh();
        }
        await closeFiles(candidates);
        set({ candidates: refused });
        return done;
      } catch (error) {
        if (signal.aborted) return done;
        if (error instanceof NoRoom) set({ stopped: get().progress?.file ?? null });
        throw error;
      } finally {
        running = null;
        set({ progress: null });
        restReader();
        await get().refresh();
      }
    },

    cancel: () => running?.abort(new DOMException('cancelled', 'AbortError')),

    async discard() {
      await closeFiles(get().candidates);
      set({ candidates: [], stopped: null });
      restReader();
    },

    async remove(source) {
      await removeSource(await openSession(), source);
      await get().refresh();
    },
  };
});
