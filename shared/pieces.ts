/** Takes the next piece of a file; the one after it may be made when this is done. */
export type Append = (piece: Uint8Array) => Promise<void>;

/** Makes a file piece by piece, so that it never has to be in memory as a whole. */
export type Write = (append: Append) => Promise<void>;

/** A file that is at hand already. */
export const written =
  (bytes: Uint8Array | Promise<Uint8Array>): Write =>
  async (append) =>
    append(await bytes);
