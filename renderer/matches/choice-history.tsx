import { Button, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { undoer } from '../engine/author.ts';
import { openSession } from '../engine/session.ts';
import { useRead } from '../engine/use-read.ts';
import { choiceText } from './choice-text.ts';
import { type PlanChoice, readChoices, undoChoice } from './choices.ts';

interface Props {
  readonly changes: number;
  onChange(): void;
}

/** Everything that was ever settled: which plan, what, why, by whom; what counts can be undone and stays listed. */
export function ChoiceHistory({ changes, onChange }: Props) {
  const { t } = useTranslation();
  const choices = useRead<readonly PlanChoice[]>([], readChoices, [changes]);
  const undo = async (choice: PlanChoice) => {
    const engine = await openSession();
    await undoChoice(engine, choice, await undoer(engine, choice));
    onChange();
  };
  return (
    <div className="choice-history">
      <Table<PlanChoice>
        size="small"
        rowKey="id"
        dataSource={[...choices]}
        pagination={choices.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
        locale={{ emptyText: t('matches.noChoices') }}
        columns={[
          { title: t('matches.at'), width: 150, render: (_, c) => c.chosen_at.slice(0, 16) },
          { title: t('matches.author'), width: 100, dataIndex: 'author' },
          {
            title: t('matches.plan'),
            width: 240,
            render: (_, c) => (
              <>
                <span className="mono">{c.plan}</span> <span className="soft">{c.scheme}</span>
              </>
            ),
          },
          { title: t('matches.what'), render: (_, c) => choiceText(c, t) },
          { title: t('matches.reason'), dataIndex: 'reason' },
          {
            width: 200,
            render: (_, c) =>
              c.undone_at === null ? (
                <Button type="link" size="small" onClick={() => void undo(c)}>
                  {t('matches.undo')}
                </Button>
              ) : (
                <span className="soft">
                  {t('matches.undone', { by: c.undone_by ?? '', at: c.undone_at.slice(0, 16) })}
                </span>
              ),
          },
        ]}
      />
    </div>
  );
}
