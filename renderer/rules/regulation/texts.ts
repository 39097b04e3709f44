import type { TFunction } from 'i18next';

/** A value as people read it; an empty one is a slot for a text that nobody has read yet. */
export function valueText(value: string | null, t: TFunction): string {
  if (value === null) return t('rules.law.slot');
  return value === 'required' ? t('rules.law.required') : value;
}
