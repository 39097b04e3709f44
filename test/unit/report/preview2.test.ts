import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { startI18n } from '../../../renderer/i18n/index.ts';
import { inspectFile } from '../../../renderer/import/inspect.ts';
import { loadSheet, recordUnread } from '../../../renderer/import/load.ts';
import { buildExports } from '../../../renderer/report/index.ts';
import { reportHtml } from '../../../renderer/report/report-html.tsx';
import { runRules } from '../../../renderer/rules/run.ts';
import { generate } from '../../../scripts/sample-data/index.ts';
import { parseRule } from '../../../shared/rule.ts';
import { openTestEngine } from '../../support/engine.ts';
import { directReader } from '../../support/reader.ts';

test('preview real', async () => {
  await startI18n('zh');
  const engine = await openTestEngine();
  const reader = directReader();
  for (const [name, bytes] of generate()) {
    if (name === 'truth.json') continue;
    for (const c of await inspectFile(reader, new File([bytes as BlobPart], name))) {
      if (c.recognition) await loadSheet(engine, reader, { ...c, recognition: c.recognition });
      else
        await recordUnread(engine, {
          file: name,
          sheet: c.sheet,
          bytes: bytes.length,
          sha256: null,
          encoding: null,
          reason: c.reason ?? 'failed',
        });
    }
  }
  const rules = readdirSync('shared/rules')
    .filter((f) => f.endsWith('.sql'))
    .map((f) => parseRule(readFileSync(`shared/rules/${f}`, 'utf8'), f));
  const js = await runRules(engine, { asOf: '2026-03-31', rules, values: {}, app: 'CertScope 0.1.0' });
  console.log(
    js.map((j) => `${j.code} ${j.status} ${j.findings} ${j.undetermined} ${j.error ?? ''}`).join('\n'),
  );
  for (const lang of ['zh', 'en'] as const) {
    const t0 = performance.now();
    writeFileSync(
      `/tmp/rep-real-${lang}.html`,
      await reportHtml(engine, { lang, rules, workspace: '岚州 2026-03', generatedAt: '2026-03-31 09:20' }),
    );
    console.log('html ms', performance.now() - t0);
    const x = buildExports(engine, { lang, rules, workspace: 'w', generatedAt: 'g', app: 'a' });
    writeFileSync(`/tmp/rep-real-${lang}.csv`, (await x.findingsCsv()).bytes);
    writeFileSync(`/tmp/rep-real-${lang}.xlsx`, (await x.findingsXlsx()).bytes);
    writeFileSync(`/tmp/rep-real-${lang}.json`, (await x.summaryJson()).bytes);
  }
}, 300000);
