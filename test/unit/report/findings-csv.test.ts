import { beforeAll, expect, test } from 'vitest';
import { startI18n } from '../../../renderer/i18n/index.ts';
import type { FindingRow } from '../../../renderer/report/finding-rows.ts';
import { findingsCsv } from '../../../renderer/report/findings-csv.ts';
import { bytesOf, inPortions } from '../../support/pieces.ts';

beforeAll(() => startI18n('zh'));

const csv = (rows: readonly FindingRow[], lang: 'zh' | 'en' = 'zh') =>
  bytesOf(findingsCsv(inPortions(rows), lang));

const row: FindingRow = {
  rule_code: 'D01',
  rule_id: 'cert_issued_before_decision',
  severity: '高',
  evidence_grade: 'E1',
  finding_id: '0123456789abcdef',
  cb_approval_no: 'CNCA-R-2003-021',
  cb_name: '岚州"甲"认证, 有限公司',
  org_uscc: '911100000000000000',
  org_name: null,
  cert_no: '00050023',
  plan_no: null,
  auditor_id: null,
  occurred_on: '2026-03-01',
  measured: '-4',
  expected: '≥ 0',
  message: '=证书早 4 天',
  source_refs: '月报.xlsx#证书信息表:17; b.csv:2',
};

test('findings.csv has the agreed columns, byte for byte', async () => {
  const header =
    'rule_code,rule_id,severity,evidence_grade,finding_id,cb_approval_no,cb_name,org_uscc,org_name,cert_no,plan_no,auditor_id,occurred_on,measured,expected,message,source_refs';
  const line =
    'D01,cert_issued_before_decision,高,E1,0123456789abcdef,CNCA-R-2003-021,"岚州""甲""认证, 有限公司",911100000000000000,,00050023,,,2026-03-01,-4,≥ 0,\'=证书早 4 天,月报.xlsx#证书信息表:17; b.csv:2';
  const bytes = await csv([row]);
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(new TextDecoder().decode(bytes)).toBe(`${header}\r\n${line}\r\n`);
  expect(new TextDecoder().decode(await csv([]))).toBe(`${header}\r\n`);
});

test('severity is a word of the language', async () => {
  const rows = (['高', '中', '低'] as const).map((severity) => ({ ...row, severity }));
  const words = async (lang: 'zh' | 'en') =>
    new TextDecoder()
      .decode(await csv(rows, lang))
      .split('\r\n')
      .slice(1, 4)
      .map((line) => line.split(',')[2]);
  expect(await words('zh')).toEqual(['高', '中', '低']);
  expect(await words('en')).toEqual(['high', 'medium', 'low']);
});
