import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataGrid } from '../components/grid/data-grid.tsx';
import type { Lang } from '../i18n/index.ts';
import { type Lead, leadId } from './lead.ts';
import { leadColumns } from './lead-columns.tsx';
import { leadSource } from './lead-source.ts';

interface Props {
  readonly lang: Lang;
  readonly generation: number;
  onOpen(lead: Lead): void;
}

/** All leads in reading order, the severe and recent first: where the work goes on from the overview. */
export function FirstLeads({ lang, generation, onOpen }: Props) {
  const { t } = useTranslation();
  const source = useMemo(() => leadSource(null, 'lead'), []);
  const columns = useMemo(() => leadColumns(t, lang, false, 'lead'), [t, lang]);
  return (
    <section className="first-leads">
      <h3>{t('findings.first')}</h3>
      <DataGrid<Lead>
        columns={columns}
        source={source}
        revision={generation}
        rowId={leadId}
        lang={lang}
        ariaLabel={t('findings.first')}
        onOpen={onOpen}
        onSelect={(lead) => lead && onOpen(lead)}
      />
    </section>
  );
}
