import type { TFunction } from 'i18next';
import { NoRoom, WorkspaceInUse } from '../engine/database-error.ts';

/** What went wrong, as the end of a sentence in the page's language where it has one. */
export function failureText(error: unknown, t: TFunction): string {
  if (error instanceof NoRoom) return t('app.noRoom');
  if (error instanceof WorkspaceInUse) return t('app.inUse');
  return error instanceof Error ? error.message : String(error);
}
