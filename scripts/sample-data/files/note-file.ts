import { utf8 } from './csv.ts';
import { type Export, notRecognised } from './table.ts';
import type { Target } from './target.ts';

const LINES = [
  '本文件夹内的数据全部为虚构。',
  '“岚州省”及其市县、道路，以及各认证机构、获证组织、审核员均不存在；统一社会信用代码的区划 69xxxx、证件号码的前缀 99、机构批准号的序号 7xxx、80xx 和 9xxx 均未分配。',
  '如与真实名称相同，纯属巧合。',
  'All data in this folder is fictional.',
  '',
];

/** 说明.txt: a note, no dataset. */
export const note = (target: Target): Export => ({
  add: () => undefined,
  finish() {
    target.append('说明.txt', utf8(LINES.join('\r\n')));
    return [notRecognised('说明.txt', null)];
  },
});
