import {
  type BridgeApi,
  type BridgeCall,
  type BridgeReply,
  type BridgeRequest,
  SAVE_PIECE,
} from '../../shared/bridge.ts';
import type { Write } from '../../shared/pieces.ts';

declare global {
  interface Window {
    readonly certscope?: BridgeApi;
  }
}

/** True in the desktop program; false when the same page is open in a plain browser. */
export const hasShell = (): boolean => window.certscope !== undefined;

/**
 * Asks the shell.
 * @throws Error with the shell's sentence when it refuses or fails.
 */
export async function ask<C extends BridgeCall>(call: C, request: BridgeRequest<C>): Promise<BridgeReply<C>> {
  if (!window.certscope) throw new Error(`${call}: no shell`);
  const result = await window.certscope[call](request);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

/** A file that is being saved. */
interface Saving {
  append(bytes: Uint8Array): Promise<void>;
  /** Where the file is now; without `keep` nothing of it stays. */
  close(keep: boolean): Promise<string | null>;
}

/** Where the user says; null when the user says nothing. */
async function inShell(name: string): Promise<Saving | null> {
  const { id } = await ask('openSave', { name });
  if (id === null) return null;
  return {
    async append(bytes) {
      for (let at = 0; at < bytes.length; at += SAVE_PIECE)
        // A copy, because a part of a buffer would cross with the whole of it.
        await ask('appendSave', { id, bytes: bytes.slice(at, at + SAVE_PIECE) });
    },
    close: async (keep) => (await ask('closeSave', { id, keep })).path,
  };
}

/** A browser's own download; its blobs may lie on the disk. */
function asDownload(name: string): Saving {
  const pieces: Blob[] = [];
  return {
    append: async (bytes) => void pieces.push(new Blob([bytes as BlobPart])),
    async close(keep) {
      if (!keep) return null;
      const url = URL.createObjectURL(new Blob(pieces));
      const link = Object.assign(document.createElement('a'), { href: url, download: name });
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
      return name;
    },
  };
}

/**
 * Saves a file where the user says, piece by piece. When it fails or the signal fires, nothing of it stays.
 * @returns its path; null when the user chose no place
 * @throws Error with what went wrong; the signal's reason
 */
export async function saveFile(name: string, write: Write, signal?: AbortSignal): Promise<string | null> {
  const file = hasShell() ? await inShell(name) : asDownload(name);
  if (!file) return null;
  try {
    await write(async (piece) => {
      signal?.throwIfAborted();
      await file.append(piece);
    });
    signal?.throwIfAborted();
  } catch (error) {
    await file.close(false).catch(() => undefined);
    throw error;
  }
  return file.close(true);
}
