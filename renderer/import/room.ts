import { bytesLeft } from '../engine/bytes-left.ts';
import type { Candidate } from './candidate.ts';

/**
 * What a file takes in the workspace, per byte of its own, with some to spare: text comes to 0.25 to 0.31, a workbook,
 * which is packed already, to 1.
 */
const SHARE = { text: 0.4, packed: 1.2 } as const;

export interface Room {
  /** Bytes that importing the candidates will take, at most. */
  readonly needed: number;
  /** Bytes that are left for the workspace on its disk. */
  readonly left: number;
}

/** Whether the candidates will fit; each file counts once, however many sheets it has. */
export async function roomFor(candidates: readonly Candidate[]): Promise<Room> {
  const files = new Map<Blob, number>();
  for (const c of candidates)
    if (c.recognition && c.fate !== 'skip')
      files.set(c.blob, c.bytes * (c.kind === 'text' ? SHARE.text : SHARE.packed));
  return { needed: [...files.values()].reduce((a, b) => a + b, 0), left: await bytesLeft() };
}

/** `1.5 GB`, `340 MB`, as disks are labelled. */
export function sizeText(bytes: number): string {
  const megabytes = bytes / 1e6;
  if (megabytes >= 1000) return `${(megabytes / 1000).toFixed(1)} GB`;
  return `${megabytes >= 10 ? Math.round(megabytes) : megabytes.toFixed(1)} MB`;
}
