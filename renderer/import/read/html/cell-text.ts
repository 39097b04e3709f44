import { decodeEntities } from '../xlsx/entities.ts';

/** Stands for the border of a paragraph, which makes one line end however many of them meet. */
const BORDER = '\v';
const BLOCKS = new Set(
  'p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 pre hr blockquote center form table section article header footer'.split(
    ' ',
  ),
);

// Those that exports of offices hold; a name that is not here stays as written, so nothing is lost.
const NAMED = new Map<string, number>(
  Object.entries({
    ...{ amp: 38, lt: 60, gt: 62, quot: 34, apos: 39, nbsp: 160, ensp: 8194, emsp: 8195, thinsp: 8201 },
    ...{ zwnj: 8204, zwj: 8205, shy: 173, copy: 169, reg: 174, trade: 8482, deg: 176, plusmn: 177 },
    ...{ micro: 181, middot: 183, times: 215, divide: 247, sup1: 185, sup2: 178, sup3: 179, ordm: 186 },
    ...{ frac14: 188, frac12: 189, frac34: 190, laquo: 171, raquo: 187, iexcl: 161, iquest: 191 },
    ...{ cent: 162, pound: 163, curren: 164, yen: 165, euro: 8364, sect: 167, para: 182, brvbar: 166 },
    ...{ ndash: 8211, mdash: 8212, lsquo: 8216, rsquo: 8217, sbquo: 8218, ldquo: 8220, rdquo: 8221 },
    ...{ bdquo: 8222, bull: 8226, hellip: 8230, permil: 8240, prime: 8242, Prime: 8243, lsaquo: 8249 },
    ...{ rsaquo: 8250, larr: 8592, uarr: 8593, rarr: 8594, darr: 8595, harr: 8596, minus: 8722 },
    ...{ ne: 8800, le: 8804, ge: 8805, asymp: 8776, equiv: 8801, infin: 8734, radic: 8730, sum: 8721 },
    ...{ alpha: 945, beta: 946, gamma: 947, delta: 948, lambda: 955, mu: 956, pi: 960, sigma: 963 },
    ...{ Omega: 937, omega: 969, Delta: 916, Sigma: 931, phi: 966, theta: 952, loz: 9674 },
    ...{ spades: 9824, clubs: 9827, hearts: 9829, diams: 9830 },
  }),
);

/** What a tag within a cell adds to its text: a line end, the border of a paragraph, or nothing. */
export function tagText(name: string): string {
  if (name === 'br') return '\n';
  return BLOCKS.has(name) ? BORDER : '';
}

/** White space of the file is one space, as a browser shows it. */
export function writtenText(text: string): string {
  return text.replace(/[ \t\n\r\f\v]+/g, ' ');
}

/** The text that a browser shows for a cell, from its written text and what its tags add. */
export function shownText(written: string): string {
  const lines = written
    .replace(/ *\n? *\v[ \v]*/g, '\n')
    .replace(/ *\n */g, '\n')
    .replace(/ {2,}/g, ' ')
    .replace(/^[ \n]+|[ \n]+$/g, '');
  return decodeEntities(lines, NAMED);
}
