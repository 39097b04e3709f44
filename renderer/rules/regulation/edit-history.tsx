import { Button, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { parameterTitle } from '../../../shared/reference/regulation-parameters.ts';
import { undoer } from '../../engine/author.ts';
import { openSession } from '../../engine/session.ts';
import type { Lang } from '../../i18n/index.ts';
import { inWords, type RegulationEdit, undoEdit } from './edits.ts';

interface Props {
  readonly edits: readonly RegulationEdit[];
  readonly lang: Lang;
  onChange(): void;
}

/** Every change there ever was: what, from, to, why, by whom; each can be undone and stays listed. */
export function EditHistory({ edits, lang, onChange }: Props) {
  const { t } = useTranslation();
  const undo = async (edit: RegulationEdit) => {
    const engine = await openSession();
    await undoEdit(engine, edit.id, await undoer(engine, edit));
    onChange();
  };
  return (
    <Table<RegulationEdit>
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={[...edits]}
      locale={{ emptyText: t('rules.law.noEdits') }}
      columns={[
        { title: t('rules.law.at'), width: 150, render: (_, e) => e.edited_at.slice(0, 16) },
        { title: t('rules.law.author'), width: 90, dataIndex: 'author' },
        {
          title: t('rules.law.parameter'),
          render: (_, e) =>
            `${parameterTitle(e.parameter, lang)} · ${e.scheme === '*' ? t('rules.law.every') : e.scheme}`,
        },
        {
          title: t('rules.law.before'),
          width: 190,
          render: (_, e) => <span className="mono">{e.before ?? '—'}</span>,
        },
        {
          title: t('rules.law.after'),
          width: 190,
          render: (_, e) => <span className="mono">{inWords(e)}</span>,
        },
        { title: t('rules.law.reason'), dataIndex: 'reason' },
        {
          width: 150,
          render: (_, e) =>
            e.undone_at === null ? (
              <Button type="link" size="small" onClick={() => void undo(e)}>
                {t('rules.law.undo')}
              </Button>
            ) : (
              <span className="soft">
                {t('rules.law.undone', { by: e.undone_by ?? '', at: e.undone_at.slice(0, 10) })}
              </span>
            ),
        },
      ]}
    />
  );
}
