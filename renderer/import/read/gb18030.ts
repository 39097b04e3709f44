interface Table {
  /** By lead and trail byte. */
  readonly two: Uint16Array;
  /** By place in the order of the four-byte codes. */
  readonly four: Uint16Array;
}

/** Four-byte codes of the basic plane, and the places of those beyond it. */
const BASIC = 39_420;
const BEYOND = 189_000;
const LAST = BEYOND + 0xfffff;

let table: Table | null = null;

/** The characters of codes of one length as the platform's decoder reads them; 0 for what is none to it. */
function charactersOf(codes: readonly number[][]): Uint16Array {
  // No code, not even a broken one, takes the line end behind it along.
  const texts = new TextDecoder('gb18030').decode(Uint8Array.from(codes.flat())).split('\n');
  return Uint16Array.from(codes, (_, i) => {
    const text = texts[i] ?? '';
    return text.length === 1 && text !== '\ufffd' ? text.charCodeAt(0) : 0;
  });
}

/** Asked of the platform's decoder, so that what is read there and what is read here is the same. */
function readTable(): Table {
  const pairs = Array.from({ length: 126 * 191 }, (_, at) => [
    0x81 + Math.floor(at / 191),
    0x40 + (at % 191),
    10,
  ]);
  const two = new Uint16Array(0x10000);
  for (const [i, char] of charactersOf(pairs).entries()) {
    const [lead = 0, trail = 0] = pairs[i] ?? [];
    two[(lead << 8) | trail] = char;
  }
  const fours = Array.from({ length: BASIC }, (_, at) => [
    0x81 + Math.floor(at / 12_600),
    0x30 + (Math.floor(at / 1260) % 10),
    0x81 + (Math.floor(at / 10) % 126),
    0x30 + (at % 10),
    10,
  ]);
  return { two, four: charactersOf(fours) };
}

/** The character of the four bytes at `at`; 0 when there is none. */
function characterOfFour(bytes: Uint8Array, at: number, four: Uint16Array): number {
  const lead = (bytes[at] as number) - 0x81;
  const second = (bytes[at + 1] as number) - 0x30;
  const third = (bytes[at + 2] as number) - 0x81;
  const fourth = (bytes[at + 3] as number) - 0x30;
  if (lead < 0 || lead > 125 || third < 0 || third > 125) return 0;
  if (second < 0 || second > 9 || fourth < 0 || fourth > 9) return 0;
  const place = ((lead * 10 + second) * 126 + third) * 10 + fourth;
  if (place < BASIC) return four[place] as number;
  return place >= BEYOND && place <= LAST ? place - BEYOND + 0x10000 : 0;
}

/**
 * GB18030 as UTF-8 without a text in between, which takes a third of the time of a decoder and an encoder. Ends before
 * the first character that is not whole or not known here: a wrong byte, U+FFFD itself, the euro sign that is 80 alone.
 */
export function gb18030ToUtf8(bytes: Uint8Array): { readonly utf8: Uint8Array; readonly read: number } {
  table ??= readTable();
  const { two, four } = table;
  const { length } = bytes;
  // Two bytes become three at the most.
  const utf8 = new Uint8Array(length + (length >> 1));
  let to = 0;
  let at = 0;
  while (at < length) {
    const lead = bytes[at] as number;
    if (lead < 0x80) {
      utf8[to++] = lead;
      at++;
      continue;
    }
    if (at + 1 >= length) break;
    let char = two[(lead << 8) | (bytes[at + 1] as number)] as number;
    if (char === 0) {
      char = at + 3 < length ? characterOfFour(bytes, at, four) : 0;
      if (char === 0) break;
      at += 2;
    }
    at += 2;
    if (char < 0x800) utf8[to++] = 0xc0 | (char >> 6);
    else {
      if (char < 0x10000) utf8[to++] = 0xe0 | (char >> 12);
      else {
        utf8[to++] = 0xf0 | (char >> 18);
        utf8[to++] = 0x80 | ((char >> 12) & 0x3f);
      }
      utf8[to++] = 0x80 | ((char >> 6) & 0x3f);
    }
    utf8[to++] = 0x80 | (char & 0x3f);
  }
  return { utf8: utf8.subarray(0, to), read: at };
}
