import { renderToStaticMarkup } from 'react-dom/server';
import type { Rule } from '../../shared/rule.ts';
import type { Engine } from '../engine/engine.ts';
import type { Lang } from '../i18n/index.ts';
import type { CoverFacts } from './document/cover.tsx';
import { ReportDocument } from './document/report-document.tsx';
import { type Caps, readReport } from './report-data.ts';

export interface ReportRequest extends CoverFacts {
  readonly lang: Lang;
  /** Rule files the program has; the report says which of them did not run. */
  readonly rules: readonly Rule[];
  readonly caps?: Caps;
}

/** The report as one complete HTML document: no scripts, nothing remote. */
export async function reportHtml(engine: Engine, request: ReportRequest): Promise<string> {
  const { lang, rules, caps, ...facts } = request;
  const data = await readReport(engine, lang, rules, caps);
  return `<!DOCTYPE html>${renderToStaticMarkup(<ReportDocument data={data} facts={facts} lang={lang} />)}`;
}
