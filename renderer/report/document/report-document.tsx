import { type Lang, textIn } from '../../i18n/index.ts';
import type { ReportData } from '../report-data.ts';
import { Appendix } from './appendix.tsx';
import { LanguageContext } from './context.ts';
import { Cover, type CoverFacts } from './cover.tsx';
import { DataPart } from './data-part.tsx';
import { LeadsPart } from './leads-part.tsx';
import { RulesPart } from './rules-part.tsx';
import { SheetsPart } from './sheets-part.tsx';
import { STYLE } from './style.ts';

interface Props {
  readonly data: ReportData;
  readonly facts: CoverFacts;
  readonly lang: Lang;
}

/** The whole printed report. */
export function ReportDocument({ data, facts, lang }: Props) {
  const t = textIn(lang);
  return (
    <html lang={lang === 'zh' ? 'zh-CN' : 'en'}>
      <head>
        <meta charSet="utf-8" />
        <title>{t('report.title')}</title>
        <style>{STYLE}</style>
      </head>
      <body>
        <LanguageContext value={{ lang, t }}>
          <Cover data={data} facts={facts} />
          <DataPart data={data} />
          <RulesPart data={data} />
          <LeadsPart data={data} />
          <SheetsPart data={data} />
          <Appendix data={data} />
        </LanguageContext>
      </body>
    </html>
  );
}
