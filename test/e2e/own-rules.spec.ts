import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCsv } from '../support/csv.ts';
import { expect, root, sampleFolder, temporaryFolder, test, Workbench } from './workbench.ts';

const template = readFileSync(join(root, 'shared/own-rule-template.sql'), 'utf8');
const rule = (code: string, id: string) =>
  template.replace('code: X01', `code: ${code}`).replace('id: my_rule', `id: ${id}`);
/** How many rules the house has. */
const house = readdirSync(join(root, 'shared/rules')).length;
/** Certificates that the sample has for sure: all of them, whatever the day of the test. */
const anyDay = (text: string) =>
  text.replace('BETWEEN $as_of + 1 AND $as_of + $days', '> $as_of - 20 * $days');

test('an analyst puts rules into the folder: the good one gives leads, the broken one says where it is wrong', async () => {
  const profile = temporaryFolder();
  const folder = join(profile, 'rules');
  mkdirSync(folder);
  writeFileSync(join(folder, 'X01-soon.sql'), anyDay(rule('X01', 'soon')));
  const wrong = anyDay(rule('X02', 'wrong')).replace(
    'cert_no,\n  expiry_date AS',
    'cert_no, 证书编号,\n  expiry_date AS',
  );
  writeFileSync(join(folder, 'X02-wrong.sql'), wrong);
  const bench = await Workbench.open(profile);
  const { page } = bench;
  const list = page.getByRole('navigation', { name: '规则' });

  await test.step('own rules run with those of the house', async () => {
    // One file: most rules of the house lack data then, and a run is quick.
    await bench.chooseFiles([join(sampleFolder, '月报_2025.csv')]);
    await page.getByRole('button', { name: '导入 1 个' }).click();
    await page.getByRole('button', { name: '运行规则' }).click();
    await expect(page.locator('.status')).toContainText(`/${house + 1} 可运行`, { timeout: 120_000 });
    await bench.go('线索');
    await expect(list.getByRole('button', { name: /D01.*发证早于认证决定.*[1-9]/ })).toBeVisible();
  });

  await test.step('the good one has leads, each with its row', async () => {
    await list.getByRole('button', { name: 'X01' }).click();
    const first = page.locator('.lead-grid .ag-row').first();
    await expect(first).toContainText(/证书 .+ 将于 \d{4}-\d\d-\d\d 到期/);
    await first.click();
    const drawer = page.getByRole('complementary', { name: '线索' });
    await expect(drawer.locator('.record.proves .place').first()).toHaveText(/\.(csv|xlsx)(#.+)?:\d+$/);
  });

  await test.step('the broken one says what is wrong, with line, column and the line itself', async () => {
    const lines = wrong.split('\n');
    const at = lines.findIndex((line) => line.includes('证书编号')) + 1;
    const column = (lines[at - 1] ?? '').indexOf('证书编号') + 1;
    await list.getByRole('button', { name: 'X02-wrong.sql 有误' }).click();
    const stage = page.getByRole('region', { name: 'X02-wrong.sql' });
    await expect(stage).toContainText(`第 ${at} 行第 ${column} 列：DuckDB 不接受这条语句：`);
    await expect(stage).toContainText('"证书编号" not found');
    await expect(stage.locator('mark')).toHaveText('证书编号');
  });

  await test.step('mended, it is a rule; previewed, it shows rows and keeps none', async () => {
    writeFileSync(join(folder, 'X02-wrong.sql'), anyDay(rule('X02', 'wrong')));
    await page.getByRole('button', { name: '重新读取' }).last().click();
    await expect(list.getByRole('button', { name: /X02.*未运行/ })).toBeVisible();
    await page.getByText('试运行', { exact: true }).click();
    const preview = page.getByRole('region', { name: '试运行' }).first();
    await expect(preview.getByRole('status')).toContainText('前 200 行（还有更多）');
    await expect(preview.locator('.ag-row').first()).toContainText('lead');
    await expect(list.getByRole('button', { name: /X02.*未运行/ })).toBeVisible();
  });

  await test.step('a preview that would never end is cancelled at once, and nothing else waits for it', async () => {
    writeFileSync(
      join(folder, 'X03-endless.sql'),
      rule('X03', 'endless').replace(
        'WHERE ',
        'WHERE (SELECT count(*) FROM range(10000000) AS a, range(10000000) AS b WHERE (a.range + b.range) % 7 = 3) > 0 AND ',
      ),
    );
    await list.getByRole('button', { name: '重新读取' }).click();
    await list.getByRole('button', { name: 'X03' }).click();
    await page.getByText('试运行', { exact: true }).click();
    const preview = page.getByRole('region', { name: '试运行' });
    await expect(preview.getByRole('status')).toHaveText('正在试运行…');
    const leads = parseCsv((await bench.export('线索清单（CSV）', 'findings.csv')).toString('utf8').slice(1));
    expect(new Set(leads.map((lead) => lead.rule_code))).toContain('D01');
    await expect(preview.getByRole('status')).toHaveText('正在试运行…');
    const started = Date.now();
    await preview.getByRole('button', { name: '取消' }).click();
    await expect(preview.getByRole('status')).toHaveText('已取消，没有保留任何结果。');
    expect(Date.now() - started).toBeLessThan(2000);
  });

  await test.step('a run with it is cancelled just so, and the former one stands', async () => {
    const status = page.locator('.status');
    const last = (await status.textContent())?.match(/上次 .+ s/)?.[0] ?? 'no run';
    await page.getByRole('button', { name: '重新运行' }).click();
    await expect(status).toContainText(`正在运行 X03（${house + 2}/${house + 3}）`, { timeout: 120_000 });
    const started = Date.now();
    await status.getByRole('button', { name: '取消' }).click();
    await expect(status).not.toContainText('正在运行');
    await expect(status).toContainText(last);
    expect(Date.now() - started).toBeLessThan(5000);
    rmSync(join(folder, 'X03-endless.sql'));
  });

  await test.step('a new rule comes from the template, and the folder is opened', async () => {
    await bench.app.evaluate(({ shell }) => {
      shell.openPath = async (path) => {
        Object.assign(globalThis, { opened: path });
        return '';
      };
    });
    await list.getByRole('button', { name: '新建' }).click();
    await expect(page.getByText('已新建 X03-my_rule_3.sql')).toBeVisible();
    expect(readdirSync(folder)).toEqual(['X01-soon.sql', 'X02-wrong.sql', 'X03-my_rule_3.sql']);
    await expect(list.getByRole('button', { name: /X03.*证书即将到期/ })).toHaveAttribute(
      'aria-current',
      'true',
    );
    expect(await bench.app.evaluate(() => (globalThis as { opened?: string }).opened)).toBe(folder);
  });

  await test.step('two with the same code are refused, each naming the other; the others run', async () => {
    writeFileSync(join(folder, 'X03-my_rule_3.sql'), rule('X02', 'other'));
    await page.getByRole('button', { name: '重新运行' }).click();
    await expect(page.locator('.status')).toContainText(`/${house + 1} 可运行`, { timeout: 120_000 });
    await list.getByRole('button', { name: 'X02-wrong.sql 有误' }).click();
    await expect(page.getByRole('region', { name: 'X02-wrong.sql' })).toContainText(
      '代码 X02 与文件 X03-my_rule_3.sql 重复',
    );
  });

  await test.step('its leads are in the exports, also when the file is gone', async () => {
    rmSync(join(folder, 'X01-soon.sql'));
    await list.getByRole('button', { name: '重新读取' }).click();
    await list.getByRole('button', { name: 'X01' }).click();
    await expect(page.getByText('下面的线索出自上次运行时的规则')).toBeVisible();
    const text = (await bench.export('线索清单（CSV）', 'findings.csv')).toString('utf8').slice(1);
    const found = parseCsv(text).filter((row) => row.rule_code === 'X01');
    expect(found.length).toBeGreaterThan(20);
    for (const row of found) expect(row.source_refs).toMatch(/\.(csv|xlsx)(#.+)?:\d+/);
    expect((await bench.export('报告（PDF）', 'report.pdf')).length).toBeGreaterThan(10_000);
  });

  expect(bench.errors).toEqual([]);
  expect(bench.requests.filter((url) => !/^(app|data|blob):/.test(url))).toEqual([]);
  await bench.close();
});
