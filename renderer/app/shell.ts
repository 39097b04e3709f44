import type { BridgeApi, BridgeCall, BridgeReply, BridgeRequest } from '../../shared/bridge.ts';

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

/** Saves bytes where the user says. In a plain browser that is its own download. */
export async function saveFile(name: string, bytes: Uint8Array): Promise<boolean> {
  if (hasShell()) return (await ask('saveFile', { name, bytes: new Uint8Array(bytes) })).saved;
  const url = URL.createObjectURL(new Blob([bytes as BlobPart]));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  return true;
}
