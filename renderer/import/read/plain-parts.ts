import { joined } from './byte-chunks.ts';
import { CsvScanner, type Cut } from './csv.ts';
import type { Limits } from './limits.ts';
import { CR, LF, QUOTE } from './plain-cells.ts';
import { type PlainForm, PlainRecords } from './plain-records.ts';
import type { Part, SourceRow } from './types.ts';

/** Bytes of the first stretch, for which DuckDB waits, and of the largest, which it reads while the next is found. */
const FIRST = 4 * 1024 * 1024;
const LARGEST = 24 * 1024 * 1024;
/** Lines left out in one stretch: each is a branch of its row number. */
const GAPS = 32;
/** When more than one record in twenty is odd, every one of the rest is looked at. */
const TOO_ODD = 20;
const ENOUGH = 1000;

/** Whether text cut like this has records that DuckDB's parser reads alike. */
export const canBePlain = ({ delimiter, quote = '"', escape: sign }: Cut): boolean =>
  quote === '"' && sign !== '\\' && /^[!-~\t]$/.test(delimiter) && delimiter !== quote;

/** Index behind so many line ends; -1 when there are not so many, or a quote or lone \r might hide one. */
function behindLines(bytes: Uint8Array, lines: number): number {
  let at = 0;
  for (let line = 0; line < lines; at++) {
    const byte = bytes[at];
    if (byte === undefined || byte === QUOTE || (byte === CR && bytes[at + 1] !== LF)) return -1;
    if (byte === LF) line++;
  }
  return at;
}

/**
 * The records of UTF-8 text, those behind line `behind` in plain stretches as far as they are plain, the others one by
 * one as CsvScanner reads them. The order of what is odd and of the stretch around it is not kept, the lines are.
 */
export async function* plainParts(
  pieces: AsyncIterable<Uint8Array>,
  cut: Cut,
  limits: Limits,
  behind: number,
  form: Omit<PlainForm, 'delimiter'>,
): AsyncGenerator<Part> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const records = new PlainRecords({ ...form, delimiter: cut.delimiter }, behind + 1);
  /** From here on everything is read with care. */
  let careful: CsvScanner | null = null;
  let begun = false;
  let held: Uint8Array = new Uint8Array(0);
  let odd = 0;
  let told = 0;
  let size = FIRST;

  const withCare = (line: number, bytes: Uint8Array): SourceRow[] => {
    careful = new CsvScanner(cut, limits, line);
    return careful.push(decoder.decode(bytes, { stream: true }));
  };
  /** The plain records that were found since this was last asked. */
  const plainUntil = (rows: readonly SourceRow[]): Part => {
    const plain = records.found - told;
    told = records.found;
    return { rows, plain, endsEmpty: records.endsEmpty };
  };

  function* take(bytes: Uint8Array, final: boolean): Generator<Part> {
    let at = 0;
    if (!begun) {
      at = behindLines(bytes, behind);
      if (at < 0) {
        yield plainUntil(withCare(1, bytes));
        return;
      }
      const head = new CsvScanner(cut, limits);
      yield plainUntil([...head.push(new TextDecoder().decode(bytes.subarray(0, at))), ...head.end()]);
      begun = true;
    }
    for (;;) {
      const found = records.scan(bytes, at, final);
      at = found.at;
      const tooOdd = odd > ENOUGH && odd * TOO_ODD > records.found;
      if (found.next === 'lost' || (found.next === 'odd' && tooOdd)) {
        yield plainUntil([]);
        if (records.length > 0) yield { stretch: records.take() };
        yield plainUntil(withCare(records.line, bytes.subarray(at)));
        return;
      }
      if (found.next === 'end') break;
      odd++;
      const one = new CsvScanner(cut, limits, records.line);
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(at, found.to));
      yield plainUntil([...one.push(text), ...one.end()]);
      records.skip(found.lines);
      at = found.to;
      if (records.gaps >= GAPS) yield { stretch: records.take() };
    }
    held = bytes.subarray(at);
    if (records.length >= size) {
      size = Math.min(2 * size, LARGEST);
      yield plainUntil([]);
      yield { stretch: records.take() };
    }
  }

  for await (const piece of pieces) {
    if (careful !== null)
      yield plainUntil((careful as CsvScanner).push(decoder.decode(piece, { stream: true })));
    else yield* take(joined(held, piece), false);
  }
  if (careful === null) yield* take(held, true);
  if (careful !== null)
    yield plainUntil([...(careful as CsvScanner).push(decoder.decode()), ...(careful as CsvScanner).end()]);
  else {
    yield plainUntil([]);
    if (records.length > 0) yield { stretch: records.take() };
  }
}
