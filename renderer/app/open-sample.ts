import { useImport } from '../import/import-store.ts';
import { sampleFiles } from '../import/sample.ts';
import { startRun } from './start-run.ts';
import { useView } from './view-store.ts';

/** Imports the bundled sample and judges it, so that a new user sees leads and not an empty shell. */
export async function openSample(): Promise<void> {
  useView.getState().go('data');
  await useImport.getState().offer(await sampleFiles());
  await useImport.getState().importAll();
  await startRun();
  useView.getState().go('overview');
}
