import { beforeAll, describe, expect, test } from 'vitest';
import { startI18n } from '../../../renderer/i18n/index.ts';
import { csvBytes, guardFormula } from '../../../renderer/report/csv.ts';
import type { FindingRow } from '../../../renderer/report/finding-rows.ts';
import { findingsCsv } from '../../../renderer/report/findings-csv.ts';

beforeAll(() => startI18n('zh'));

describe('text that a spreadsheet program would evaluate', () => {
  test.each([
    '=1+1',
    '=HYPERLINK("http://x")',
    '+1+1',
    '-2+3',
    '-4 天',
    '@SUM(A1)',
    ' =1+1',
    '\u00a0=1+1',
    '\u3000=1+1',
    '\ufeff=1+1',
    '＝1+1',
    '＋1',
    '－1',
    '＠SUM(A1)',
    '\t=1+1',
    '\ttext',
    '\rtext',
    '\ntext',
    '\0=1+1',
    '-1,000',
    '+1e5',
    "-2.5=cmd|'/c calc'!A0",
  ])('%j gets an apostrophe', (text) => expect(guardFormula(text)).toBe(`'${text}`));

  test.each([
    '',
    '0',
    '-2.5',
    '+3',
    '-0',
    '2026-03-01',
    '≥ 2026-03-05',
    'a=b',
    '1-2',
    '50023Q0001',
    "'=1",
    '≠1',
  ])('%j stays', (text) => expect(guardFormula(text)).toBe(text));
});

test('fields are quoted only where RFC 4180 asks for it', () => {
  const bytes = csvBytes([['a', 'b,c', 'd"e', 'f\ng', null, '', -2, '=x,y']]);
  expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)).toBe(
    '\ufeffa,"b,c","d""e","f\ng",,,-2,"\'=x,y"\r\n',
  );
});

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

test('findings.csv has the agreed columns, byte for byte', () => {
  const header =
    'rule_code,rule_id,severity,evidence_grade,finding_id,cb_approval_no,cb_name,org_uscc,org_name,cert_no,plan_no,auditor_id,occurred_on,measured,expected,message,source_refs';
  const line =
    'D01,cert_issued_before_decision,高,E1,0123456789abcdef,CNCA-R-2003-021,"岚州""甲""认证, 有限公司",911100000000000000,,00050023,,,2026-03-01,-4,≥ 0,\'=证书早 4 天,月报.xlsx#证书信息表:17; b.csv:2';
  const bytes = findingsCsv([row], 'zh');
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(new TextDecoder().decode(bytes)).toBe(`${header}\r\n${line}\r\n`);
  expect(new TextDecoder().decode(findingsCsv([], 'zh'))).toBe(`${header}\r\n`);
});

test('severity is a word of the language', () => {
  const words = (lang: 'zh' | 'en') =>
    (['高', '中', '低'] as const).map(
      (severity) =>
        new TextDecoder()
          .decode(findingsCsv([{ ...row, severity }], lang))
          .split('\r\n')[1]
          ?.split(',')[2],
    );
  expect(words('zh')).toEqual(['高', '中', '低']);
  expect(words('en')).toEqual(['high', 'medium', 'low']);
});
