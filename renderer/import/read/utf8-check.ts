import { joined } from './byte-chunks.ts';

const CONTINUES = 0x80;
const isContinuation = (byte: number | undefined) => byte !== undefined && (byte & 0xc0) === CONTINUES;

/** Bytes of the character that begins at `at`; 0 when it is none, NaN when the bytes end before it does. */
function characterAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] as number;
  const size = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (size === 0) return 0;
  const second = bytes[at + 1];
  if (second === undefined) return Number.NaN;
  if (!isContinuation(second)) return 0;
  // No character is written longer than need be, none is half of a surrogate pair or beyond the last plane.
  if (lead === 0xe0 && second < 0xa0) return 0;
  if (lead === 0xed && second > 0x9f) return 0;
  if (lead === 0xf0 && second < 0x90) return 0;
  if (lead === 0xf4 && second > 0x8f) return 0;
  for (let i = 2; i < size; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) return Number.NaN;
    if (!isContinuation(byte)) return 0;
  }
  return size;
}

/** Tells whether bytes that come piece by piece are UTF-8 to the last one, as a fatal TextDecoder does, without text. */
export class Utf8Check {
  #held: Uint8Array = new Uint8Array(0);
  /** Whether some character so far takes more than one byte: text in another encoding would hardly have passed. */
  beyondAscii = false;

  /** Whether everything so far is UTF-8; a character may go on in the next piece. */
  push(piece: Uint8Array): boolean {
    const bytes = joined(this.#held, piece);
    this.#held = new Uint8Array(0);
    const { length } = bytes;
    for (let at = 0; at < length; ) {
      if ((bytes[at] as number) < 0x80) {
        at++;
        continue;
      }
      const size = characterAt(bytes, at);
      if (size === 0) return false;
      if (Number.isNaN(size)) {
        this.#held = bytes.slice(at);
        return true;
      }
      this.beyondAscii = true;
      at += size;
    }
    return true;
  }

  /** Whether the last character is whole. */
  end(): boolean {
    return this.#held.length === 0;
  }
}
