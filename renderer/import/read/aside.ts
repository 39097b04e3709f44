import { normaliseHeader } from '../header-text.ts';
import { type Cells, contentOf, firstContent, hasContent } from './content.ts';

/*
 * What stands among the records of an export and is none: lines of totals, the foot of a form, the header once
 * more. Taking a record for one of these is worse than loading one as a record, which anyone sees: each test asks
 * for the words and for the shape, and a list of one column holds records only.
 */

const TOTAL =
  /^(本(页|月|季|年|期|表)|当(页|月|年)|全(部|年|省|市))?(合计|总计|小计|共计|累计)(数|数量)?$|^(grand|sub)?-?totals?$/i;
/** 12, -3.5, 1,200.00元, 35% */
const NUMERIC = /^[-+¥￥]?\d[\d,]*(\.\d+)?%?(条|家|张|个|项|份|次|人|天|人日|人天|元|万元)?$/;
/** A sign that each of the labels below has: most records have none and need no closer look. */
const HINT = /[计:：页行录数空文束]|total|rows|page|end/i;
/** Remarks run over a line or two, and are no whole page. */
const LONGEST = 2000;
const FOLDED = /[\s\u200b-\u200d\u2060\ufeff]+/g;

const fold = (text: string) => text.normalize('NFKC').replace(FOLDED, '');

/** The first cell with content, folded; empty when it cannot be one of the labels. */
function labelOf(cells: Cells): string {
  const text = cells[firstContent(cells)] ?? '';
  return text.length <= LONGEST && HINT.test(text) ? fold(text) : '';
}

/** Whether a record whose first cell with content this is might be a total line or a footnote. */
export function mayBeAside(text: string): boolean {
  const label = labelOf([text]);
  return label !== '' && (TOTAL.test(label.split(':', 1)[0] ?? '') || isLabel(label));
}

/** `合 计：` in front, and behind it nothing but numbers, or one word more among mostly empty columns. */
export function isTotalLine(cells: Cells, width: number): boolean {
  if (width < 2) return false;
  const [words = '', ...figures] = labelOf(cells).split(':');
  if (!TOTAL.test(words) || !figures.every((figure) => figure === '' || NUMERIC.test(figure))) return false;
  const rest = contentOf(cells).slice(1);
  const texts = rest.filter(({ text }) => !NUMERIC.test(fold(text))).length;
  return texts <= 1 && 2 * (width - 1 - texts) >= width;
}

/** Who made, checked or printed a table, and when: always with a colon. */
const SIGNED =
  /^(制表|填表|填报|审核|复核|审批|审定|编制|统计|经办|报送|上报|报出|导出|打印|制单|查询|更新|单位负责|部门负责|统计负责|负责|主管|联系|校对|抄送|prepared|checked|approved|printed|exported)(人|人员|人签字|人签名|员|单位|部门|机构|机关|日期|时间|条件|电话|方式|by|on|at)?(\((签字|签名|签章|盖章|公章)\))?:/i;
const REMARK =
  /^(注|附注|备注|说明|填表说明|填报说明|编制说明|注意|注意事项|数据来源|资料来源|来源|统计口径|统计范围|数据截止|数据截至|截止日期|截止时间|note|notes|remark|remarks|source)(\d{1,2}|[一二三四五六七八九十])?:/i;
const COUNT =
  /^(共|合计|总共|总计)\d+(条|行|项|家|张|份|个|页|人|笔)(记录|数据|证书|机构|企业|组织|信息)?[。.]?$|^(总)?(记录|数据)(总)?(数|条数):?\d+(条|行)?$|^-*第\d+页.{0,12}$|^共\d+页[,/;]?第\d+页$|^\d+rows?(affected|selected)?\.?$|^page\d+(of\d+)?$/i;
const END =
  /^[-—=*]*(以下空白|此页以下空白|以下无正文|本页以下空白|数据结束|结束|endof(data|report|file|list))[-—=*。]*$/i;

const isLabel = (text: string) =>
  SIGNED.test(text) || REMARK.test(text) || COUNT.test(text) || END.test(text);

/** A few cells, well under the table's width, of which the first is such a label. */
export function isFootnote(cells: Cells, width: number): boolean {
  if (width < 3 || !isLabel(labelOf(cells))) return false;
  const content = contentOf(cells);
  if (content.length * 2 > width) return false;
  // Signatures stand side by side (制表人：… 审核人：… 日期：…), three or four of them.
  const labels = content.filter(({ text }) => /^.{2,8}:/.test(fold(text))).length;
  return content.length <= 3 || labels * 2 >= content.length;
}

/** Title lines and header rows that a page has at most; those further up are of the first page only. */
const HEADING = 6;

/** A row of the heading, normalised. */
class HeadingRow {
  readonly #titles: readonly (string | null)[];
  /** How many cells must agree: of a title line its only one, else two. */
  readonly #least: number;

  constructor(cells: Cells, least: number) {
    this.#titles = cells.map((title) => (hasContent(title) ? normaliseHeader(title as string) : null));
    this.#least = least;
  }

  /** Whether the record says nothing but what stands here, and at its places. */
  isRepeatedBy(cells: Cells, first: number): boolean {
    if (!this.#agrees(cells[first] ?? '', first)) return false;
    const content = contentOf(cells);
    return content.length >= this.#least && content.every(({ text, column }) => this.#agrees(text, column));
  }

  /** Whether a record that begins so might be a repetition. */
  mayBegin(text: string, column: number): boolean {
    return this.#agrees(text, column);
  }

  #agrees(text: string, column: number): boolean {
    const title = this.#titles[column];
    // Numbering and marks add a few signs; longer text need not be looked at.
    return title != null && text.length <= title.length + 12 && normaliseHeader(text) === title;
  }
}

/** The header and the lines above it, by which their repetitions on every page are known. */
export class Heading {
  readonly #width: number;
  readonly #header: HeadingRow;
  readonly #above: HeadingRow[] = [];

  constructor(header: Cells, width: number) {
    this.#width = width;
    this.#header = new HeadingRow(header, 2);
  }

  /** A row above the header. A single short word is no title line: a record might hold it. */
  addAbove(cells: Cells): void {
    const content = contentOf(cells);
    const isTitle = content.length === 1 && this.#width > 2 && (content[0]?.text.trim().length ?? 0) > 3;
    if (content.length < 2 && !isTitle) return;
    this.#above.push(new HeadingRow(cells, Math.min(2, content.length)));
    if (this.#above.length > HEADING) this.#above.shift();
  }

  mayBegin(text: string, column: number): boolean {
    return this.#header.mayBegin(text, column) || this.#above.some((row) => row.mayBegin(text, column));
  }

  isRepeatedBy(cells: Cells): boolean {
    const first = firstContent(cells);
    return (
      this.#header.isRepeatedBy(cells, first) || this.#above.some((row) => row.isRepeatedBy(cells, first))
    );
  }
}
