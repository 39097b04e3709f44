import { localNow } from '../../shared/clock.ts';
import { openSession } from '../engine/session.ts';
import type { Lang } from '../i18n/index.ts';
import { textIn } from '../i18n/index.ts';
import { buildExports } from '../report/index.ts';
import { reportedRules } from '../rules/own/own-store.ts';
import { useRules } from '../rules/rules-store.ts';
import { ask } from './shell.ts';
import { appVersion } from './version.ts';

export const EXPORTS = ['report.pdf', 'findings.xlsx', 'findings.csv', 'summary.json'] as const;
export type ExportName = (typeof EXPORTS)[number];

/**
 * The bytes of an export, the same from the menu and from the command line.
 * @param totalMs wall-clock time of a whole job, for the summary
 */
export async function makeExport(name: ExportName, lang: Lang, totalMs?: number): Promise<Uint8Array> {
  const exports = buildExports(await openSession(), {
    lang,
    rules: reportedRules(),
    workspace: textIn(lang)('app.workspace'),
    generatedAt: localNow().slice(0, 16).replace('T', ' '),
    app: appVersion,
    asOf: useRules.getState().asOf,
  });
  switch (name) {
    case 'report.pdf':
      return (await exports.reportPdf((request) => ask('printPdf', request))).bytes;
    case 'findings.xlsx':
      return (await exports.findingsXlsx()).bytes;
    case 'findings.csv':
      return (await exports.findingsCsv()).bytes;
    case 'summary.json':
      return (await exports.summaryJson(totalMs)).bytes;
  }
}
