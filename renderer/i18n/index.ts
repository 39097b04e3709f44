import i18next, { type TFunction } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { app } from './app.ts';
import { components } from './components.ts';
import { findings } from './findings.ts';
import { importing } from './importing.ts';
import { matches } from './matches.ts';
import { report } from './report.ts';
import { rules } from './rules.ts';

export type Lang = 'zh' | 'en';

/** One file per area, both languages side by side; the type below refuses a key that one of them lacks. */
const areas = { app, components, findings, importing, matches, report, rules };

type Area = keyof typeof areas;
export type Texts = { readonly [A in Area]: (typeof areas)[A]['zh'] };

const textsOf = (lang: Lang) =>
  Object.fromEntries(Object.entries(areas).map(([name, area]) => [name, area[lang]]));

export async function startI18n(lang: Lang): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: lang,
    fallbackLng: 'zh',
    resources: { zh: { translation: textsOf('zh') }, en: { translation: textsOf('en') } },
    // React escapes what it shows, and the report is rendered by React too.
    interpolation: { escapeValue: false },
  });
}

/** Texts in one language, whatever the page shows: `textIn('en')('report.title')`. */
export function textIn(lang: Lang): TFunction {
  return i18next.getFixedT(lang);
}

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Texts };
  }
}
