import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { antTheme } from '../../../renderer/components/ant-theme.ts';
import { Severity } from '../../../renderer/components/severity.tsx';
import { sqlTokens } from '../../../renderer/components/sql-tokens.ts';

describe('SQL in pieces', () => {
  test('nothing is lost, whatever the text', () => {
    const texts = [
      "SELECT 'it''s' -- why\nFROM \"a b\" WHERE x = $y /* z */",
      "'open",
      '',
      '-- only',
      '选择 from x',
    ];
    for (const sql of texts)
      expect(
        sqlTokens(sql)
          .map((t) => t.text)
          .join(''),
      ).toBe(sql);
  });

  test('keywords inside values and comments are left alone', () => {
    const kinds = sqlTokens(`select "from" from t where a = 'and' and b = $b -- or`).filter(
      (t) => t.kind !== 'plain',
    );
    expect(kinds.map((t) => [t.kind, t.text])).toEqual([
      ['keyword', 'select'],
      ['keyword', 'from'],
      ['keyword', 'where'],
      ['text', "'and'"],
      ['keyword', 'and'],
      ['parameter', '$b'],
      ['comment', '-- or'],
    ]);
  });
});

test('severity is told by shape, word and colour', () => {
  const html = (['high', 'medium', 'low'] as const).map((level, i) =>
    renderToStaticMarkup(createElement(Severity, { level, text: '高中低'[i] ?? '' })),
  );
  expect(html.join('')).toMatch(/severity-high.*●.*高.*severity-medium.*◆.*中.*severity-low.*○.*低/);
});

test('Ant Design gets the same colours as the page', async () => {
  const { readFileSync } = await import('node:fs');
  const css = readFileSync(new URL('../../../renderer/components/tokens.css', import.meta.url), 'utf8');
  for (const dark of [false, true]) {
    const start = css.indexOf(`[data-theme="${dark ? 'dark' : 'light'}"] {`);
    const block = css.slice(start, css.indexOf('\n}', start));
    const { token } = antTheme(dark);
    expect(block).toContain(`--accent: ${token?.colorPrimary};`);
    expect(block).toContain(`--text: ${token?.colorTextBase};`);
    expect(block).toContain(`--surface: ${token?.colorBgBase};`);
    expect(block).toContain(`--severity-high: ${token?.colorError};`);
  }
});
