import { PDFDict, PDFDocument, PDFName } from 'pdf-lib';
import { beforeAll, expect, test } from 'vitest';
import { startI18n } from '../../../renderer/i18n/index.ts';
import { signDifference } from '../../../renderer/import/sign.ts';
import { buildExports, EXPORTS, type ExportName } from '../../../renderer/report/index.ts';
import { compactPdf, pageTexts } from '../../../renderer/report/pdf.ts';
import { type BridgeRequest, bridge } from '../../../shared/bridge.ts';
import { bytesOf } from '../../support/pieces.ts';
import { openEmpty, openFilled, rules } from './fixture.ts';

beforeAll(() => startI18n('zh'));

/** A PDF as a printer leaves it: plain objects, tags and an outline. */
async function printed(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  for (let n = 0; n < 3; n++) document.addPage();
  const { context, catalog } = document;
  catalog.set(PDFName.of('MarkInfo'), context.obj({ Marked: true }));
  catalog.set(PDFName.of('StructTreeRoot'), context.register(context.obj({ Type: 'StructTreeRoot', K: [] })));
  catalog.set(PDFName.of('Outlines'), context.register(context.obj({ Type: 'Outlines', Count: 2 })));
  for (let n = 0; n < 500; n++) context.register(context.obj({ Type: 'StructElem', S: 'TD', N: n }));
  return document.save({ useObjectStreams: false });
}

test('a compacted PDF is smaller and keeps its pages, tags and outline', async () => {
  const before = await printed();
  const after = await compactPdf(before, { title: '认证数据疑点线索报告', lang: 'zh' });
  expect(after.length).toBeLessThan(before.length / 2);
  const { catalog, ...document } = await PDFDocument.load(after).then((d) => ({
    catalog: d.catalog,
    pages: d.getPageCount(),
    title: d.getTitle(),
    subject: d.getSubject(),
  }));
  expect(document).toEqual({
    pages: 3,
    title: '认证数据疑点线索报告',
    subject: '本报告列示数据疑点，不构成违法认定',
  });
  expect(catalog.lookup(PDFName.of('StructTreeRoot'))).toBeInstanceOf(PDFDict);
  expect(catalog.lookup(PDFName.of('Outlines'))).toBeInstanceOf(PDFDict);
  expect(String(catalog.get(PDFName.of('Lang')))).toContain('zh-CN');
});

test('every page says that leads are no findings, and which page it is', () => {
  expect(pageTexts('zh', '标题')).toEqual({
    header: '标题',
    footer: { left: '本报告列示数据疑点，不构成违法认定', page: '第 {page} 页 / 共 {pages} 页' },
  });
  expect(pageTexts('zh', '标题', '✗ 注意').footer.left).toBe('✗ 注意 · 本报告列示数据疑点，不构成违法认定');
  expect(pageTexts('en', 't').footer.page).toBe('Page {page} of {pages}');
});

test('the exports have their names, and what is printed passes the bridge', async () => {
  const engine = await openEmpty();
  const exports = buildExports(engine, {
    lang: 'zh',
    workspace: '岚'.repeat(400),
    generatedAt: '2026-03-31 09:20',
    rules,
    app: 'CertScope 0.1.0',
    totalMs: 5,
    print: async (request) => {
      bridge.printPdf.request.parse(request);
      return printed();
    },
  });
  expect(Object.keys(exports).sort()).toEqual([...EXPORTS].sort());
  const begins = async (name: ExportName) =>
    Buffer.from(await bytesOf(exports[name])).toString('latin1', 0, 4);
  expect(await begins('report.pdf')).toBe('%PDF');
  expect(await begins('findings.xlsx')).toBe('PK\x03\x04');
  expect(await begins('findings.csv')).toBe('\xef\xbb\xbfr');
  const summary = new TextDecoder().decode(await bytesOf(exports['summary.json']));
  expect(JSON.parse(summary)).toMatchObject({ totalMs: 5, rules: [] });
  await engine.close();
});

test('every page warns of data that does not add up, until someone has signed for it', async () => {
  const engine = await openFilled();
  const asked: BridgeRequest<'printPdf'>[] = [];
  const exports = buildExports(engine, {
    lang: 'zh',
    workspace: '岚州',
    generatedAt: '2026-03-31 09:20',
    rules,
    app: 'CertScope 0.1.0',
    print: async (request) => {
      asked.push(bridge.printPdf.request.parse(request));
      return printed();
    },
  });
  const print = async () => {
    await bytesOf(exports['report.pdf']);
    return { footer: asked.at(-1)?.footer.left, html: asked.at(-1)?.html };
  };
  const open = await print();
  expect(open.footer).toMatch(/^✗ 1 份数据未对平且未签署 · 本报告/);
  expect(open.html).toContain('✗ 1 份数据未对平且未签署：所列线索可能不全');
  expect(open.html).toContain('✗ 未对平，未签署');

  await signDifference(engine, 3, '王<b>工', '源系统少 1 行');
  const signed = await print();
  expect(signed.footer).toBe('本报告列示数据疑点，不构成违法认定');
  expect(signed.html).not.toContain('未签署');
  expect(signed.html).toMatch(/✗ 未对平，王&lt;b&gt;工 于 [-\d: ]+ 签署：源系统少 1 行/);
  await engine.close();
});
