import { useRules } from '../rules/rules-store.ts';
import { reloadOwnRules } from './own-rules.ts';
import { appVersion } from './version.ts';

/** Runs all rules, own ones as their files are now. */
export async function startRun(): Promise<void> {
  await reloadOwnRules();
  await useRules.getState().start(appVersion);
}
