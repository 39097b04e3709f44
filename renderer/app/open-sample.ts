import { useImport } from '../import/import-store.ts';
import { SAMPLE_AS_OF, sampleFiles } from '../import/sample.ts';
import { useRules } from '../rules/rules-store.ts';
import { startRun } from './start-run.ts';
import { useView } from './view-store.ts';

/** Imports the bundled sample and judges it, so that a new user sees leads and not an empty shell. */
export async function openSample(): Promise<void> {
  useView.getState().go('data');
  await useImport.getState().offer(await sampleFiles());
  await useImport.getState().importAll();
  useRules.getState().setAsOf(SAMPLE_AS_OF);
  await startRun();
  useView.getState().go('overview');
}
