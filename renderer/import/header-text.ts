/** `38.认证决定日期 *` → `认证决定日期`: a header without numbering, white space, marks, width and case. */
export function normaliseHeader(header: string): string {
  return header
    .replace(/^\s*[①-⑳]/, '')
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200d\u2060\ufeff]+/g, '')
    .replace(/^\*+/, '')
    .replace(/^(\d{1,3}[.、,:)]|\(\d{1,3}\))/, '')
    .replace(/^\*+|[*:]+$/g, '')
    .toUpperCase();
}
