import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OwnActions } from '../rules/own/own-group.tsx';
import { useOwn } from '../rules/own/own-store.ts';
import { createOwnRule, openRulesFolder, reloadOwnRules } from './own-rules.ts';

/** What an analyst can do with the rules folder, with a word about each; undefined where there is none. */
export function useOwnActions(): OwnActions | undefined {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const folder = useOwn((s) => s.folder);
  if (folder === null) return undefined;
  return {
    openFolder: openRulesFolder,
    reload: reloadOwnRules,
    async create() {
      const file = await createOwnRule();
      if (file) void message.success(t('rules.own.created', { file }), 6);
      else void message.warning(t('rules.own.allUsed'), 6);
      return file;
    },
  };
}
