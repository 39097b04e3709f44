import { useTranslation } from 'react-i18next';
import { dataset } from '../../../shared/datasets/index.ts';
import type { Write } from '../../../shared/pieces.ts';
import { useRead } from '../../engine/use-read.ts';
import type { Lang } from '../../i18n/index.ts';
import type { Source } from '../load.ts';
import { readSourceFields, type SourceField } from '../problems.ts';
import { MappingTable } from './mapping-table.tsx';
import { ProblemGrid } from './problem-grid.tsx';
import { SourceBooks } from './source-books.tsx';
import { SourceFacts } from './source-facts.tsx';

interface Props {
  readonly source: Source;
  readonly lang: Lang;
  onSave(name: string, write: Write): void;
}

/** An imported sheet: where it came from, how it adds up, what could not be read, what changed. */
export function SourcePanel({ source, lang, onSave }: Props) {
  const { t } = useTranslation();
  const fields = useRead<readonly SourceField[]>([], (engine) => readSourceFields(engine, source.id), [
    source.id,
  ]);
  return (
    <div className="panels">
      <SourceFacts source={source} lang={lang} />
      {source.dataset && (
        <>
          <ProblemGrid source={source} lang={lang} onSave={onSave} />
          <SourceBooks source={source} lang={lang} />
          <section>
            <h3>{t('importing.mapping')}</h3>
            <MappingTable d={dataset(source.dataset)} columns={fields} lang={lang} />
          </section>
        </>
      )}
    </div>
  );
}
