import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gb18030 } from '../../scripts/sample-data/files/gb18030.ts';
import { writeXlsx } from '../../shared/xlsx/writer.ts';
import { parseCsv } from '../support/csv.ts';
import { expect, temporaryFolder, test, type Workbench } from './workbench.ts';

const folder = temporaryFolder();

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const rowsOf = (bench: Workbench) => bench.page.locator('.import-screen tbody tr.ant-table-row');
const problems = (bench: Workbench) => bench.page.locator('.problem-grid .ag-row');
const reported = (bench: Workbench, name: string) => rowsOf(bench).filter({ hasText: name });
const importIt = (bench: Workbench, count: number) =>
  bench.page.getByRole('button', { name: `导入 ${count} 个` }).click();

/** The figures of a line: records, loaded, rejected, skipped, problem values. */
async function figures(bench: Workbench, name: string): Promise<string[]> {
  const cells = await reported(bench, name).locator('td').allTextContents();
  return cells.slice(3, 8);
}

async function pick(bench: Workbench, label: string, option: string): Promise<void> {
  const box = bench.page.getByLabel(label, { exact: true });
  await box.click();
  if (await box.isEditable()) await box.fill(option);
  await bench.page
    .locator('.ant-select-dropdown:visible .ant-select-item-option')
    .filter({ hasText: option })
    .first()
    .click();
}

const MONTHLY = (rows: string) => `岚州省签到月报（虚构）
导出时间：2026-03-31

审核计划编号,组织名称,签到人,首次会议签到时间,末次会议签到时间,偏差,偏差距离
${rows}合计,,,,,,3
制表人：测试
`;
const MARCH = MONTHLY(
  'R0900100001,岚州甲公司,张一,2026-03-05 09:00,2026-03-06 16:30,,0.2\nR0900100002,岚州乙公司,李二,二月三十日,2026-03-07 16:30,,1.5\n\n',
);

test('a GB18030 export with title lines: read, corrected, reconciled, remembered', async ({ workbench }) => {
  const { page } = workbench;

  await test.step('recognised below its title lines, in its encoding', async () => {
    await workbench.chooseFiles([file('签到_202603.csv', gb18030(MARCH))]);
    await expect(reported(workbench, '签到_202603.csv')).toContainText('GB18030');
    await expect(reported(workbench, '签到_202603.csv')).toContainText('签到');
    await expect(page.getByLabel('表头所在行')).toHaveValue('4');
    await expect(page.locator('.raw-rows')).toContainText('岚州省签到月报（虚构）');
    await expect(page.locator('.mapping tr', { hasText: '首次会议签到时间' })).toContainText('50 %');
  });

  await test.step('the end of the file is shown as it is', async () => {
    await page.locator('.raw-rows').getByText('文件末尾').click();
    await expect(page.locator('.raw-rows tr').last()).toContainText('制表人：测试');
  });

  await test.step('a column that was not understood is mapped by hand, and a mapped one let go', async () => {
    await pick(workbench, '字段 偏差', '异常说明');
    await expect(page.locator('.mapping tr', { hasText: '异常说明' })).toBeVisible();
    await pick(workbench, '字段 签到人', '（不使用）');
    await expect(page.locator('.missing')).toContainText('缺少的字段');
  });

  await test.step('a wrong delimiter is seen, and put right', async () => {
    await pick(workbench, '分隔符', '分号');
    await expect(reported(workbench, '签到_202603.csv')).toContainText('未识别');
    await pick(workbench, '分隔符', '逗号');
    await expect(page.getByLabel('表头所在行')).toHaveValue('4');
    await pick(workbench, '字段 偏差', '异常说明');
    await expect(page.locator('.mapping tr', { hasText: '异常说明' })).toBeVisible();
  });

  await test.step('imported: every record accounted for, every odd one listed', async () => {
    await importIt(workbench, 1);
    await expect(reported(workbench, '签到_202603.csv')).toContainText('对平');
    expect(await figures(workbench, '签到_202603.csv')).toEqual(['5', '2', '0', '3', '1']);
    await expect(page.locator('.details')).toContainText('其中空行 1 行');
    await expect(problems(workbench).filter({ hasText: '二月三十日' })).toContainText('不是日期');
    await expect(problems(workbench).filter({ hasText: '合计' })).toHaveCount(1);
    await expect(problems(workbench).filter({ hasText: '制表人' })).toHaveCount(1);
    await expect(page.locator('.details')).toContainText('控制总数');
  });

  await test.step('the list leaves as CSV, without formulas', async () => {
    const path = join(folder, 'problems.csv');
    await workbench.saveTo(path);
    await page.getByRole('button', { name: '导出 CSV' }).click();
    await expect.poll(() => readIfThere(path)).toContain('二月三十日');
    const rows = parseCsv(readFileSync(path, 'utf8').slice(1));
    expect(rows.map((r) => Object.values(r)[2])).toEqual(['6', '8', '9']);
  });

  await test.step('next month goes in with one press, and may replace', async () => {
    const april = MONTHLY(
      'R0900100001,岚州甲公司,张一,2026-03-05 09:10,2026-03-06 16:30,,0.2\nR0900100003,岚州丙公司,王三,2026-04-05 09:00,2026-04-06 16:30,,1.5\n',
    );
    await workbench.chooseFiles([file('签到_202604.csv', gb18030(april))]);
    await expect(page.locator('.details')).toContainText('沿用上次的对应');
    await expect(page.locator('.mapping tr', { hasText: '异常说明' })).toBeVisible();
    await pick(workbench, '导入方式 签到_202604.csv', '替换');
    await expect(page.locator('.replaces')).toContainText('签到_202603.csv');
    await importIt(workbench, 1);
    await expect(reported(workbench, '签到_202604.csv')).toContainText('对平');
    await expect(reported(workbench, '签到_202603.csv')).toHaveCount(0);
    await expect(page.locator('.changes')).toContainText('新增 1 · 消失 1 · 变更 1');
    await expect(page.locator('.status')).toContainText('1 个数据集 · 2 行');
  });

  await test.step('the same bytes again are not loaded twice', async () => {
    await workbench.chooseFiles([join(folder, '签到_202604.csv')]);
    await expect(page.locator('.details')).toContainText('这份数据已导入过');
    await page.getByRole('button', { name: '完成，不导入' }).click();
    await expect(reported(workbench, '签到_202604.csv')).toHaveCount(1);
    await expect(page.locator('.status')).toContainText('1 个数据集 · 2 行');
  });
});

test('an official workbook: each sheet is its dataset, from C8 on', async ({ workbench }) => {
  const { page } = workbench;
  const column = (header: string) => ({ header, type: 'text' as const });
  const at = { startRow: 8, startColumn: 3, preamble: [['管理体系认证信息报告（虚构）']] };
  const bytes = writeXlsx([
    {
      name: '审核计划信息表',
      ...at,
      columns: ['审核计划编号', '组织机构代码', '组织名称', '审核开始日期', '审核结束日期'].map(column),
      rows: [['R0900100001', '91690402W83612688C', '岚州甲公司', '20260305 A', '20260306 P']],
    },
    {
      name: '证书信息表',
      ...at,
      columns: ['认证机构批准号', '认证证书号', '组织名称', '认证项目代码', '颁证日期', '证书截止日期'].map(
        column,
      ),
      rows: [['CNCA-R-2003-9001', '90126Q00001R0M', '岚州甲公司', 'A01', '2026-03-20', '2029-03-19']],
    },
    { name: '填报说明', columns: [column('一、本表为虚构示例。')], rows: [] },
  ]);
  await workbench.chooseFiles([file('信息上报.xlsx', bytes)]);
  await expect(reported(workbench, '审核计划信息表')).toContainText('审核计划');
  await expect(page.getByLabel('表头所在行')).toHaveValue('8');
  await importIt(workbench, 2);
  await expect(reported(workbench, '审核计划信息表')).toContainText('对平');
  await expect(reported(workbench, '证书信息表')).toContainText('对平');
  await expect(reported(workbench, '填报说明')).toContainText('未识别');

  await test.step('the quality of what is loaded', async () => {
    await page.getByText('数据质量').click();
    await page.locator('.quality').getByText('证书', { exact: true }).click();
    await expect(page.locator('.quality')).toContainText('每个主键只有一行');
    await expect(page.locator('.quality')).toContainText('填写率');
    await page.locator('.quality').getByText('审核计划', { exact: true }).click();
    await expect(page.locator('.quality')).toContainText('1 行，来自 1 个文件或工作表');
  });
});

test('an "xls" that is a page of HTML, and a broken zip beside it', async ({ workbench }) => {
  const { page } = workbench;
  const html = `<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><body><table>
<tr><td colspan=4>认证机构名录（虚构）</td></tr>
<tr><th>机构批准号</th><th>机构名称</th><th>机构状态</th><th>批准书有效期至</th></tr>
<tr><td>CNCA-R-2003-9001</td><td>岚州甲认证有限公司</td><td>有效</td><td>2027-01-01</td></tr>
<tr><td>CNCA-R-2003-9002</td><td>岚州乙认证有限公司</td><td>注销</td><td>2024-01-01</td></tr>
</table></body></html>`;
  const zip = writeXlsx([{ name: 'a', columns: [{ header: '证书编号', type: 'text' }], rows: [['1']] }]);
  await workbench.chooseFiles([
    file('名录.xls', gb18030(html)),
    file('损坏.xlsx', zip.slice(0, zip.length - 200)),
  ]);
  await expect(reported(workbench, '名录.xls')).toContainText('认证机构');
  await expect(reported(workbench, '损坏.xlsx')).toContainText('文件已损坏或不完整');
  await importIt(workbench, 1);
  await expect(reported(workbench, '名录.xls')).toContainText('对平');
  expect(await figures(workbench, '名录.xls')).toEqual(['2', '2', '0', '0', '0']);
  await expect(reported(workbench, '损坏.xlsx')).toContainText('文件已损坏或不完整');
  await expect(page.locator('.status')).toContainText('1 个数据集 · 2 行');
  expect(workbench.errors).toEqual([]);
});

test('a workbook that unpacks like a bomb is refused, until the analyst trusts it', async ({ workbench }) => {
  const { page } = workbench;
  const column = (header: string) => ({ header, type: 'text' as const });
  const long = '长'.repeat(2000);
  const bytes = writeXlsx([
    {
      name: '签到',
      columns: ['审核计划编号', '组织名称', '首次会议签到时间', '异常说明'].map(column),
      rows: Array.from({ length: 3000 }, (_, i) => [String(i), '岚州甲公司', '2026-03-05 09:00', long]),
    },
  ]);
  await workbench.chooseFiles([file('签到.xlsx', bytes)]);
  await expect(reported(workbench, '签到.xlsx')).toContainText('可能不安全');
  await page.getByRole('button', { name: '信任此文件，仍然读取' }).click();
  await expect(reported(workbench, '签到.xlsx')).toContainText('4/4 列');
  await importIt(workbench, 1);
  await expect(reported(workbench, '签到.xlsx')).toContainText('对平');
  expect(await figures(workbench, '签到.xlsx')).toEqual(['3,000', '3,000', '0', '0', '0']);
});

test('an import that is cancelled leaves nothing behind, and the program goes on', async ({ workbench }) => {
  const { page } = workbench;
  const header = '审核计划编号,组织名称,签到人,首次会议签到时间,末次会议签到时间,偏差距离';
  const line = (i: number) => `R${i},岚州第${i}号机械制造有限公司,张一,2026-03-05 09:00,2026-03-06 16:30,0.2`;
  const rows = Array.from({ length: 400_000 }, (_, i) => line(i));
  await workbench.chooseFiles([file('大.csv', `${header}\n${rows.join('\n')}\n`)]);
  await importIt(workbench, 1);
  const bar = page.locator('.importing');
  await expect(bar).toContainText('约剩', { timeout: 60_000 });
  await bar.getByRole('button', { name: '取消' }).click();
  await expect(bar).toHaveCount(0);
  await expect(page.locator('.status')).toContainText('尚无数据');
  await page.getByRole('button', { name: '全部移除' }).click();
  await workbench.chooseFiles([file('小.csv', `${header}\n${line(1)}\n`)]);
  await importIt(workbench, 1);
  await expect(reported(workbench, '小.csv')).toContainText('对平');
  await expect(page.locator('.status')).toContainText('1 个数据集 · 1 行');
});

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
