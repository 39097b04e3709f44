import { App, ConfigProvider, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Write } from '../../../shared/pieces.ts';
import { NoRoom } from '../../engine/database-error.ts';
import type { Lang } from '../../i18n/index.ts';
import { useImport } from '../import-store.ts';
import { CandidatePanel } from './candidate-panel.tsx';
import { FileTable, type Line } from './file-table.tsx';
import { ImportBar } from './import-bar.tsx';
import type { RuleNeeds } from './missing-fields.tsx';
import { QualityPanel } from './quality-panel.tsx';
import { RoomNote } from './room-note.tsx';
import { SourcePanel } from './source-panel.tsx';
import './import.css';

interface Props {
  readonly lang: Lang;
  readonly dark: boolean;
  /** Where the workspace lies. */
  readonly folder: string;
  /** What rules need of the data, to say what a missing column means. */
  readonly rules: readonly RuleNeeds[];
  onSave(name: string, write: Write): void;
}

/** Files offered and imported: what each was taken for, how its records add up, how good the data are. */
export function ImportScreen({ lang, dark, folder, rules, onSave }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { sources, candidates, progress, importAll } = useImport();
  const [selected, setSelected] = useState<string | null>(null);
  const [view, setView] = useState<'files' | 'quality'>('files');

  const known = [...candidates.filter((c) => c.recognition), ...candidates.filter((c) => !c.recognition)];
  const lines: Line[] = [
    ...known.map((candidate) => ({ key: candidate.key, kind: 'candidate' as const, candidate })),
    ...sources.map((source) => ({ key: `s${source.id}`, kind: 'source' as const, source })),
  ];
  const chosen = lines.find((l) => l.key === selected) ?? lines[0];
  const loaded = [...new Set(sources.flatMap((s) => s.dataset ?? []))];

  const start = async () => {
    try {
      const done = await importAll();
      if (done.length > 0) void message.success(t('importing.next'));
    } catch (error) {
      // RoomNote says it, and what can be done.
      if (!(error instanceof NoRoom)) throw error;
    }
  };

  return (
    <div className="screen import-screen">
      <ImportBar onImport={() => void start()}>
        {loaded.length > 0 && (
          <Segmented
            value={view}
            onChange={setView}
            options={[
              { value: 'files', label: t('importing.files') },
              { value: 'quality', label: t('importing.quality') },
            ]}
          />
        )}
      </ImportBar>
      <RoomNote folder={folder} />
      {view === 'quality' && loaded.length > 0 ? (
        <QualityPanel loaded={loaded} lang={lang} dark={dark} />
      ) : (
        // What is changed while an import runs would come too late for it.
        <ConfigProvider componentDisabled={progress !== null}>
          <FileTable lines={lines} chosen={chosen?.key} onChoose={setSelected} lang={lang} />
          <div className="details">
            {chosen?.kind === 'candidate' && (
              <CandidatePanel candidate={chosen.candidate} rules={rules} lang={lang} />
            )}
            {chosen?.kind === 'source' && (
              <SourcePanel key={chosen.source.id} source={chosen.source} lang={lang} onSave={onSave} />
            )}
          </div>
        </ConfigProvider>
      )}
    </div>
  );
}
