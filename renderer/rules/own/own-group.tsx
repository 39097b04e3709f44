import { FolderOpenOutlined, PlusOutlined, ReloadOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOwn } from './own-store.ts';

export interface OwnActions {
  openFolder(): Promise<void>;
  reload(): Promise<void>;
  /** The file of the new rule; null when no code is free. */
  create(): Promise<string | null>;
}

interface Props {
  readonly actions: OwnActions;
  /** File of the broken rule that is shown, or code of another. */
  readonly selected: string | null;
  /** Lines of the own rules that can be used. */
  readonly children: ReactNode;
  onSelect(file: string): void;
}

/** The analyst's own rules: the folder they are in, those that can be used, and the files that are broken. */
export function OwnGroup({ actions, selected, children, onSelect }: Props) {
  const { t } = useTranslation();
  const { broken, folder } = useOwn();
  const [busy, setBusy] = useState<keyof OwnActions | null>(null);
  const buttons = [
    { name: 'create', icon: <PlusOutlined />, title: t('rules.own.createHint') },
    { name: 'reload', icon: <ReloadOutlined />, title: t('rules.own.reload') },
    { name: 'openFolder', icon: <FolderOpenOutlined />, title: t('rules.own.openFolder') },
  ] as const;
  const press = async (name: keyof OwnActions) => {
    setBusy(name);
    const file = await actions[name]().finally(() => setBusy(null));
    if (file) onSelect(file);
  };
  return (
    <section className="own-rules">
      <header>
        <h3>{t('rules.own.title')}</h3>
        {buttons.map(({ name, icon, title }) => (
          <Tooltip key={name} title={name === 'openFolder' ? `${title} · ${folder}` : title}>
            <Button
              type="text"
              size="small"
              icon={icon}
              loading={busy === name}
              aria-label={name === 'create' ? t('rules.own.create') : title}
              onClick={() => void press(name)}
            />
          </Tooltip>
        ))}
      </header>
      {children}
      {broken.map((fault) => (
        <button
          type="button"
          key={fault.file}
          className="rule-line"
          aria-current={selected === fault.file}
          onClick={() => onSelect(fault.file)}
        >
          <span className="rule-title mono">{fault.file}</span>
          <span className="bad">{t('rules.own.broken')}</span>
        </button>
      ))}
    </section>
  );
}
