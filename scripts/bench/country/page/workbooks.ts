import { openSession } from '../../../../renderer/engine/session.ts';
import { useImport } from '../../../../renderer/import/import-store.ts';
import { isReconciled } from '../../../../renderer/import/load.ts';
import { chosen, since } from './tools.ts';

/** What became of the chosen files, imported at once as the import screen does it. */
export interface Imported {
  readonly seconds: number;
  readonly rows: number;
}

/** @throws Error when a file was not loaded whole */
export async function importChosen(): Promise<Imported> {
  await openSession();
  const started = performance.now();
  const { offer, importAll } = useImport.getState();
  await offer(chosen());
  const sources = await importAll();
  const seconds = since(started);
  const bad = sources.filter((s) => !isReconciled(s) || s.problems > 0);
  if (bad.length > 0 || sources.length !== chosen().length) throw new Error(JSON.stringify(sources));
  return { seconds, rows: sources.reduce((n, s) => n + s.loaded, 0) };
}
