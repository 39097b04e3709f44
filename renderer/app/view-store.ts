import i18next from 'i18next';
import { create } from 'zustand';
import { type Lang, startI18n } from '../i18n/index.ts';

export type Screen = 'overview' | 'data' | 'leads' | 'matches' | 'law';
export type Theme = 'light' | 'dark';

interface ViewState {
  readonly screen: Screen;
  readonly lang: Lang;
  readonly theme: Theme;
  /** Where the workspace lies, as the shell says. */
  readonly folder: string;
  go(screen: Screen): void;
  setLang(lang: Lang): Promise<void>;
  setTheme(theme: Theme): void;
}

const LANG = 'certscope.lang';
const THEME = 'certscope.theme';

function systemTheme(): Theme {
  const saved = localStorage.getItem(THEME);
  if (saved === 'light' || saved === 'dark') return saved;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

function show(lang: Lang, theme: Theme): void {
  document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  document.documentElement.dataset.theme = theme;
}

export const useView = create<ViewState>()((set, get) => ({
  screen: 'overview',
  lang: 'zh',
  theme: systemTheme(),
  folder: '',
  go: (screen) => set({ screen }),
  async setLang(lang) {
    localStorage.setItem(LANG, lang);
    await i18next.changeLanguage(lang);
    show(lang, get().theme);
    set({ lang });
  },
  setTheme(theme) {
    localStorage.setItem(THEME, theme);
    show(get().lang, theme);
    set({ theme });
  },
}));

/** The language the user chose, else the system's. */
export async function startView(systemLang: Lang, folder: string): Promise<void> {
  const saved = localStorage.getItem(LANG);
  const lang = saved === 'zh' || saved === 'en' ? saved : systemLang;
  await startI18n(lang);
  useView.setState({ lang, folder });
  show(lang, useView.getState().theme);
}
