import { writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { startI18n } from '../../../renderer/i18n/index.ts';
import { findingsXlsx } from '../../../renderer/report/findings-xlsx.ts';
import { reportHtml } from '../../../renderer/report/report-html.tsx';
import { openEmpty, openFilled, rules } from './fixture.ts';

test('preview', async () => {
  await startI18n('zh');
  const filled = await openFilled();
  const facts = { workspace: '岚州 2026-03', generatedAt: '2026-03-31 09:20', rules };
  for (const lang of ['zh', 'en'] as const) {
    writeFileSync(`/tmp/rep-${lang}.html`, await reportHtml(filled, { ...facts, lang }));
    writeFileSync(`/tmp/rep-${lang}.xlsx`, await findingsXlsx(filled, { rules, lang }));
  }
  const empty = await openEmpty();
  for (const lang of ['zh', 'en'] as const)
    writeFileSync(`/tmp/rep-empty-${lang}.html`, await reportHtml(empty, { ...facts, lang }));
});
