import { type ThemeConfig, theme } from 'antd';

/** Ant Design in the house style. Its palette is computed, so it needs colours rather than variables. */
const COLOURS = {
  light: {
    accent: '#0b5a78',
    text: '#1a2127',
    surface: '#ffffff',
    raised: '#ffffff',
    line: '#e4e7ea',
    error: '#b3261e',
  },
  dark: {
    accent: '#66bcdc',
    text: '#e3e8eb',
    surface: '#161b1f',
    raised: '#1f262b',
    line: '#2a3238',
    error: '#ff8f84',
  },
} as const;

export function antTheme(dark: boolean): ThemeConfig {
  const colour = COLOURS[dark ? 'dark' : 'light'];
  return {
    components: { Table: { cellPaddingBlockSM: 5 } },
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: colour.accent,
      colorInfo: colour.accent,
      colorLink: colour.accent,
      colorError: colour.error,
      colorTextBase: colour.text,
      colorBgBase: colour.surface,
      colorBgContainer: colour.surface,
      colorBgElevated: colour.raised,
      colorBorderSecondary: colour.line,
      borderRadius: 4,
      fontSize: 13,
      controlHeight: 30,
      fontFamily: 'var(--font)',
      fontFamilyCode: 'var(--font-mono)',
      wireframe: false,
    },
  };
}
