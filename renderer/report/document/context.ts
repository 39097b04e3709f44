import type { TFunction } from 'i18next';
import { createContext, useContext } from 'react';
import type { Lang } from '../../i18n/index.ts';

/** The language of the document; independent of the one the page shows. */
export interface Language {
  readonly lang: Lang;
  readonly t: TFunction;
}

export const LanguageContext = createContext<Language | null>(null);

export function useLanguage(): Language {
  const language = useContext(LanguageContext);
  if (!language) throw new Error('no language for the document');
  return language;
}
