import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../renderer/import/read/limits.ts';
import { encodeText } from './support/encode-text.ts';
import { open, read, refusal, rowsOf } from './support/read.ts';

/** The cells of the rows whose HTML is given, without the row numbers. */
const cellsIn = async (rows: string) => (await read(`<table>${rows}</table>`)).map(([, ...cells]) => cells);
const textIn = async (cell: string) => (await cellsIn(`<tr><td>${cell}<td>x`))[0]?.[0];

describe('rows and cells', () => {
  test.each<[string, string, unknown]>([
    ['in order', '<tr><td>a</td><td>b</td></tr><tr><td>c</td></tr>', [['a', 'b'], ['c']]],
    [
      'without end tags',
      '<TR><TD>a<TD>b<TR><TH>c<TH>d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['without a row', '<td>a<td>b', [['a', 'b']]],
    ['in groups', '<thead><tr><th>a</thead><tbody><tr><td>b<tfoot><tr><td>c', [['a'], ['b'], ['c']]],
    ['around a form', '<tr><form action=x><td>a</td><td>b</td></form></tr>', [['a', 'b']]],
    ['empty ones keep their place', '<tr><td/><td></td><td>&nbsp;</td><td>a', [[null, null, '\u00a0', 'a']]],
    [
      'signs in attributes',
      `<tr><td title="a>b" x='<td>'>1<td title=it's>2<td class = "c">3`,
      [['1', '2', '3']],
    ],
    [
      'numbers and dates stay as written',
      '<tr><td>00123<td>2024-3-5<td>1e5<td>TRUE',
      [['00123', '2024-3-5', '1e5', 'TRUE']],
    ],
    [
      'colspan',
      '<tr><td colspan=2>a<td>b<tr><td>c<td>d<td>e',
      [
        ['a', null, 'b'],
        ['c', 'd', 'e'],
      ],
    ],
    [
      'rowspan',
      '<tr><td rowspan=2>a<td>b<tr><td>c',
      [
        ['a', 'b'],
        [null, 'c'],
      ],
    ],
    [
      'both',
      '<tr><td rowspan=2 colspan=2>a<td>b<tr><td>c<tr><td>d',
      [['a', null, 'b'], [null, null, 'c'], ['d']],
    ],
    [
      'between two rowspans',
      '<tr><td rowspan="3">a<td>b<td rowspan="2">c<tr><td>d<tr><td>e<td>f',
      [
        ['a', 'b', 'c'],
        [null, 'd'],
        [null, 'e', 'f'],
      ],
    ],
    ['spans that are none', '<tr><td colspan=0>a<td colspan=x rowspan=-1>b<td colspan=>c', [['a', 'b', 'c']]],
    ['unknown elements', '<colgroup><col width=1></colgroup><tr><o:p></o:p><td><o:p>a</o:p></td>', [['a']]],
  ])('%s', async (_, rows, expected) => {
    expect(await cellsIn(rows)).toEqual(expected);
  });

  test('rows are counted as the table shows them; empty ones are left out', async () => {
    expect(await read('<table><tr><td>a<tr><td> <tr></tr><tr><td>b</table>')).toEqual([
      [1, 'a'],
      [4, 'b'],
    ]);
  });

  test('hidden rows are read, and told', async () => {
    const file = await open(
      `<table><tr><td>a<tr style='height:0;DISPLAY: none'><td>b<tr hidden><td>c<tr style="display:table-row"><td>d</table>`,
    );
    expect((await rowsOf(file)).map(({ hidden }) => hidden ?? false)).toEqual([false, true, true, false]);
  });

  test('what spans rows is merged, never beyond the last row', async () => {
    const file = await open(
      '<table><tr><td rowspan=2>a<td>b<td rowspan=99>c<td rowspan=0>d<tr><td>e<tr><td>f</table>',
    );
    expect(file.merges(0)).toEqual([
      { column: 0, first: 1, last: 2 },
      { column: 2, first: 1, last: 3 },
      { column: 3, first: 1, last: 3 },
    ]);
  });
});

describe('the text of a cell', () => {
  test.each([
    [' a \n\t b ', 'a b'],
    ['a<br>b<br/>c', 'a\nb\nc'],
    ['<p>a</p>\n<p>b</p>', 'a\nb'],
    ['<div>a<br></div><div>b</div>', 'a\nb'],
    ['<font color=red>合</font><b>肥</b>', '合肥'],
    ['a <b> b </b> c', 'a b c'],
    ['<br>', null],
    ['a &amp; b &lt;c&gt; &amp;lt;', 'a & b <c> &lt;'],
    ['&#35777;&#x4E66;&ldquo;x&rdquo;&times;&middot;', '证书“x”×·'],
    ['&unknown; &nbsp &', '&unknown; &nbsp &'],
    ['1 < 2 <3', '1 < 2 <3'],
    ['a<!-- <td>no</td> -->b<![if x]>c<![endif]>', 'abc'],
    ['a<script>if (1<2) document.write("<td>")</script>b<style>td{}</style>', 'ab'],
    ['a&#10;b', 'a\nb'],
    ['<textarea rows=2>1 <b> 2</textarea>', '1 <b> 2'],
  ])('%j is %j', async (written, expected) => {
    expect(await textIn(written)).toBe(expected);
  });
});

describe('tables', () => {
  const sheetsOf = async (page: string) => {
    const file = await open(page);
    const rows = await Promise.all(file.sheets.map((_, i) => rowsOf(file, i)));
    return file.sheets.map(({ sheet }, i) => [sheet, ...(rows[i] ?? []).map(({ cells }) => cells.join('|'))]);
  };

  test('each with content is a sheet, in order', async () => {
    expect(
      await sheetsOf(
        '<p>x<table><tr><td>a</table><table></table><table><tr><td> </table><table><tr><td>b<td>c</table>',
      ),
    ).toEqual([
      ['表1', 'a'],
      ['表4', 'b|c'],
    ]);
  });

  test('one in a cell of another is its own, and the other keeps the rest', async () => {
    expect(await sheetsOf('<table><tr><td>标题 <table><tr><td>a<td>b</table></td><td>c</table>')).toEqual([
      ['表1', '标题|c'],
      ['表2', 'a|b'],
    ]);
  });

  test('one that begins before the last one was closed', async () => {
    expect(await sheetsOf('<table><tr><td>a</td></tr><table><tr><td>b</td></tr></table>')).toEqual([
      ['表1', 'a'],
      ['表2', 'b'],
    ]);
  });

  test('those of scripts and comments are none', async () => {
    expect(
      await sheetsOf(
        '<html><!-- <table><tr><td>no</table> --><script>"<table><tr><td>no"</script><title><table></title><table><tr><td>a</table>',
      ),
    ).toEqual([['表1', 'a']]);
  });

  test('one without any content is an empty sheet', async () => {
    expect(await sheetsOf('<table><tr><td></td></tr></table>')).toEqual([['表1']]);
  });
});

describe('encodings', () => {
  const page = (charset: string, text = '联通') =>
    `<html><head><meta http-equiv="Content-Type" content="text/html; charset=${charset}"></head><table><tr><td>${text}</table>`;
  const known = async (content: Parameters<typeof open>[0]) => {
    const file = await open(content);
    return [file.encoding, (await rowsOf(file))[0]?.cells[0]];
  };

  test.each(['gb2312', 'GBK', 'gb18030', 'x-gbk'])(
    '%s is what it says, though it could be UTF-8',
    async (charset) => {
      expect(await known(encodeText(page(charset), 'GB18030'))).toEqual(['GB18030', '联通']);
    },
  );

  test.each<[string, Parameters<typeof encodeText>[1], string]>([
    ['gb2312', 'UTF-8 BOM', 'UTF-8 BOM'],
    ['utf-8', 'GB18030', 'GB18030'],
    ['iso-8859-1', 'GB18030', 'GB18030'],
    ['utf-8', 'UTF-8', 'UTF-8'],
    ['unicode', 'UTF-16LE BOM', 'UTF-16LE'],
    ['unicode', 'UTF-16BE', 'UTF-16BE'],
    ['big5', 'UTF-8', 'UTF-8'],
  ])('one that says %s and is %s', async (charset, encoding, expected) => {
    expect(await known(encodeText(page(charset, '中文编号组织名称'), encoding))).toEqual([
      expected,
      '中文编号组织名称',
    ]);
  });

  test('what GB18030 would read wrongly is refused', async () => {
    expect(await refusal(encodeText(page('big5'), 'GB18030'))).toBe('encoding: big5');
    expect(await refusal(encodeText(page('Shift_JIS', '組織'), 'GB18030'))).toBe('encoding: shift_jis');
  });

  test('what the analyst says goes before it', async () => {
    const bytes = encodeText(page('utf-8', '漢字'), 'GB18030');
    const file = await open(bytes, { dialect: { encoding: 'GB18030' } });
    expect((await rowsOf(file))[0]?.cells).toEqual(['漢字']);
  });
});

describe('refusals', () => {
  test.each([
    ['ends in a tag', '<table><tr><td>a</td></tr><tr', 'damaged: HTML'],
    ['ends in an attribute', '<table><tr><td>a</td></tr></table><p class="', 'damaged: HTML'],
    ['ends in a comment', '<table><tr><td>a</td></tr></table><!-- ', 'damaged: HTML'],
    ['ends in a style', '<style>td {}', 'damaged: HTML'],
    ['ends behind a row', '<table><tr><td>a</td></tr>', 'damaged: table'],
    ['ends in a cell', '<table><tr><td>a', 'damaged: table'],
    ['ends in a table within a table', '<table><tr><td><table><tr><td>a</table>', 'damaged: table'],
    ['has no table', '<html><body>错误：请重新登录</body></html>', 'not-a-table: HTML'],
    ['too many columns', `<table><tr>${'<td colspan=1000>'.repeat(17)}<td>x</table>`, 'too-large: row 1'],
  ])('%s', async (_, page, expected) => {
    expect(await refusal(page)).toBe(expected);
  });

  test('limits of what is held whole', async () => {
    const page = '<table><tr><td>a<td>b<tr><td>c</table>';
    expect(await refusal(page, { limits: { ...DEFAULT_LIMITS, wholeFile: 20 } })).toBe('too-large');
    expect(await refusal(page, { limits: { ...DEFAULT_LIMITS, wholeCells: 2 } })).toBe('too-large: cells');
    const merged = '<table><tr><td rowspan=2>a<td rowspan=2>b<tr><td>c</table>';
    expect(await refusal(merged, { limits: { ...DEFAULT_LIMITS, merges: 1 } })).toBe('too-large: merges');
  });

  test.each([
    ['signs', `<table><tr><td>${'<'.repeat(500_000)}</table>`],
    ['spans', `<table>${'<tr>'.concat('<td rowspan=65534 colspan=9>a'.repeat(100)).repeat(50)}</table>`],
    ['quotes', `<table><tr><td ${'"'.repeat(300_000)}>a</table>`],
    ['equals signs', `<table><tr><td ${'= '.repeat(300_000)}>a</table>`],
    ['blanks', `<table><tr><td>a${' \n'.repeat(500_000)}b</table>`],
    ['borders', `<table><tr><td>a${'<p> '.repeat(200_000)}b</table>`],
    ['tables in tables', `${'<table><tr><td>'.repeat(20_000)}a${'</table>'.repeat(20_000)}`],
    ['comments', `<table>${'<!---->'.repeat(200_000)}<tr><td>a</table>`],
  ])('%s without end are read in time', async (_, page) => {
    const started = performance.now();
    expect(await refusal(page)).toMatch(/^(read|too-large)/);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
