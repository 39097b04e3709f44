import type { BridgeRequest } from '../../shared/bridge.ts';
import type { Write } from '../../shared/pieces.ts';
import type { Rule } from '../../shared/rule.ts';
import type { Engine } from '../engine/engine.ts';
import { type Lang, textIn } from '../i18n/index.ts';
import { listSources } from '../import/load.ts';
import { counted } from './counted.ts';
import { findingPortions } from './finding-rows.ts';
import { findingsCsv } from './findings-csv.ts';
import { writeFindingsXlsx } from './findings-xlsx.ts';
import { openSources } from './names.ts';
import { compactPdf, pageTexts } from './pdf.ts';
import { reportHtml } from './report-html.tsx';
import { summary } from './summary.ts';

export type Print = (request: BridgeRequest<'printPdf'>) => Promise<Uint8Array>;

export interface ExportRequest {
  readonly lang: Lang;
  readonly workspace: string;
  /** Local time, as it is to be printed. */
  readonly generatedAt: string;
  readonly rules: readonly Rule[];
  /** Program and version. */
  readonly app: string;
  readonly author?: string;
  /** As-of date of the job, for the case that no rule could be run. */
  readonly asOf?: string;
  /** Wall-clock time of the whole job, for the summary. */
  readonly totalMs?: number;
  readonly print: Print;
  /** Hears how many rows have been written. */
  readonly told?: (rows: number) => void;
}

/** Everything that can leave the program, by its name. */
export const EXPORTS = ['report.pdf', 'findings.xlsx', 'findings.csv', 'summary.json'] as const;
export type ExportName = (typeof EXPORTS)[number];

/** How each export is written, for the screen and the command line alike. */
export function buildExports(engine: Engine, request: ExportRequest): Readonly<Record<ExportName, Write>> {
  const { lang, rules, workspace, generatedAt, author, app, asOf, totalMs, told } = request;
  return {
    async 'report.pdf'(append) {
      const title = textIn(lang)('report.title');
      const html = await reportHtml(engine, { lang, rules, workspace, generatedAt, author });
      const warning = openSources(await listSources(engine), lang);
      const printed = await request.print({ html, ...pageTexts(lang, `${title} · ${workspace}`, warning) });
      await append(await compactPdf(printed, { title, lang }));
    },
    'findings.xlsx': (append) => writeFindingsXlsx(engine, { lang, rules, told }, append),
    'findings.csv': (append) =>
      engine.snapshot(async (reader) => {
        let rows = 0;
        const leads = counted(findingPortions(reader, lang, 'lead'), (more) => {
          rows += more;
          told?.(rows);
        });
        for await (const piece of findingsCsv(leads, lang)) await append(piece);
      }),
    async 'summary.json'(append) {
      const content = await summary(engine, { lang, app, asOf, totalMs });
      await append(new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`));
    },
  };
}
