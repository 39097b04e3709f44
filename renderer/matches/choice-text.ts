import type { TFunction } from 'i18next';
import type { PlanChoice } from './choices.ts';

/** What a choice says, in words. */
export function choiceText(choice: Pick<PlanChoice, 'certificate' | 'audited_on'>, t: TFunction): string {
  if (choice.certificate === null) return t('matches.chosenNone');
  return t('matches.chosen', { certificate: choice.certificate, day: choice.audited_on ?? '—' });
}
