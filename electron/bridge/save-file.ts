import { writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { BrowserWindow, dialog, type WebContents } from 'electron';
import type { BridgeReply, BridgeRequest } from '../../shared/bridge.ts';

type Save = (request: BridgeRequest<'saveFile'>, sender: WebContents) => Promise<BridgeReply<'saveFile'>>;

/** Asks where to put the file. */
export const saveWhereAsked: Save = async ({ name, bytes }, sender) => {
  const extension = extname(name).slice(1);
  const options = {
    defaultPath: name,
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
  };
  const window = BrowserWindow.fromWebContents(sender);
  const { canceled, filePath } = window
    ? await dialog.showSaveDialog(window, options)
    : await dialog.showSaveDialog(options);
  if (canceled || !filePath) return { saved: false, path: null };
  await writeFile(filePath, bytes);
  return { saved: true, path: filePath };
};

/** Writes into a job's out folder. The name cannot leave it: the contract allows no separators. */
export function saveInto(folder: string): Save {
  return async ({ name, bytes }) => {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return { saved: true, path };
  };
}
