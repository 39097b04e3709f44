import type { BridgeRequest } from '../../shared/bridge.ts';
import type { Rule } from '../../shared/rule.ts';
import type { Engine } from '../engine/engine.ts';
import { type Lang, textIn } from '../i18n/index.ts';
import { listSources } from '../import/load.ts';
import { type FindingRow, findingRows } from './finding-rows.ts';
import { findingsCsv } from './findings-csv.ts';
import { findingsXlsx } from './findings-xlsx.ts';
import { openSources } from './names.ts';
import { compactPdf, pageTexts } from './pdf.ts';
import { reportHtml } from './report-html.tsx';
import { summary } from './summary.ts';

export interface ExportFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

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
}

/** Everything that can leave the program, for the screen and the command line alike. */
export interface Exports {
  reportPdf(print: Print): Promise<ExportFile>;
  findingsXlsx(): Promise<ExportFile>;
  findingsCsv(): Promise<ExportFile>;
  /** @param totalMs wall-clock time of the whole job */
  summaryJson(totalMs?: number): Promise<ExportFile>;
}

export function buildExports(engine: Engine, request: ExportRequest): Exports {
  const { lang, rules, workspace, generatedAt, author, app, asOf } = request;
  let leads: Promise<FindingRow[]> | undefined;
  const readLeads = () => {
    leads ??= findingRows(engine, lang);
    return leads;
  };
  return {
    async reportPdf(print) {
      const title = textIn(lang)('report.title');
      const html = await reportHtml(engine, { lang, rules, workspace, generatedAt, author });
      const warning = openSources(await listSources(engine), lang);
      const printed = await print({ html, ...pageTexts(lang, `${title} · ${workspace}`, warning) });
      return { name: 'report.pdf', bytes: await compactPdf(printed, { title, lang }) };
    },
    async findingsXlsx() {
      const bytes = await findingsXlsx(engine, { lang, rules, leads: await readLeads() });
      return { name: 'findings.xlsx', bytes };
    },
    async findingsCsv() {
      return { name: 'findings.csv', bytes: findingsCsv(await readLeads(), lang) };
    },
    async summaryJson(totalMs) {
      const content = await summary(engine, { lang, app, asOf, totalMs });
      return {
        name: 'summary.json',
        bytes: new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`),
      };
    },
  };
}
