import { localNow } from '../../shared/clock.ts';
import type { Write } from '../../shared/pieces.ts';
import { openSession } from '../engine/session.ts';
import type { Lang } from '../i18n/index.ts';
import { textIn } from '../i18n/index.ts';
import { buildExports, type ExportName } from '../report/index.ts';
import { reportedRules } from '../rules/own/own-store.ts';
import { useRules } from '../rules/rules-store.ts';
import { ask } from './shell.ts';
import { appVersion } from './version.ts';

/**
 * Writes an export, the same from the menu and from the command line.
 * @param options.told hears how many rows have been written
 * @param options.totalMs wall-clock time of a whole job, for the summary
 */
export function exportWriter(
  name: ExportName,
  lang: Lang,
  options: { readonly told?: (rows: number) => void; readonly totalMs?: number } = {},
): Write {
  return async (append) => {
    const exports = buildExports(await openSession(), {
      lang,
      rules: reportedRules(),
      workspace: textIn(lang)('app.workspace'),
      generatedAt: localNow().slice(0, 16).replace('T', ' '),
      app: appVersion,
      asOf: useRules.getState().asOf,
      told: options.told,
      totalMs: options.totalMs,
      print: (request) => ask('printPdf', request),
    });
    await exports[name](append);
  };
}
