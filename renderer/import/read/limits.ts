const MiB = 1024 * 1024;

/** What a file may ask of this machine before it is refused as `too-large`. */
export interface Limits {
  /** Inflated bytes of one workbook's parts together. */
  readonly inflatedBytes: number;
  /** Inflated to stored size of one part, once it passes `ratioGrace` bytes (Apache POI's rule). */
  readonly ratio: number;
  readonly ratioGrace: number;
  /** Characters of the shared strings together: they stay in memory. */
  readonly sharedText: number;
  /** Characters of one XML element that must be held whole: a row, a shared string. */
  readonly element: number;
  /** Characters of one part that is read whole (styles, workbook). */
  readonly smallPart: number;
  /** Vertically merged ranges of one sheet: they stay in memory. */
  readonly merges: number;
  /** Bytes of a file (or of its one part) that is held whole in memory: .xls, .ods, HTML, XML-2003. */
  readonly wholeFile: number;
  /** Cells of a file that is held whole, repeated ones counted. */
  readonly wholeCells: number;
  /** Characters of a text record; beyond it the file has no lines. */
  readonly record: number;
  /** Characters within one pair of quotes; beyond it the opening quote is taken as text. */
  readonly quoted: number;
}

export const DEFAULT_LIMITS: Limits = {
  inflatedBytes: 4096 * MiB,
  ratio: 100,
  ratioGrace: 10 * MiB,
  sharedText: 256 * MiB,
  element: 16 * MiB,
  smallPart: 128 * MiB,
  merges: 1_000_000,
  wholeFile: 256 * MiB,
  wholeCells: 32_000_000,
  record: 8 * MiB,
  quoted: MiB,
};

/** How far an analyst who trusts a file can go: beyond it this machine could not read the file anyway. */
export const HARD_LIMITS: Limits = {
  ...DEFAULT_LIMITS,
  inflatedBytes: 16 * 1024 * MiB,
  ratio: Number.POSITIVE_INFINITY,
  sharedText: 512 * MiB,
  // A string of JavaScript holds no more.
  wholeFile: 511 * MiB,
  wholeCells: 100_000_000,
};

/** Excel's own: a sheet that passes these was not written by a spreadsheet program. */
export const MAX_ROWS = 1_048_576;
export const MAX_COLUMNS = 16_384;
/** A cell's 32,767 characters, each possibly written as an entity of six. */
export const MAX_CELL = 32_767 * 6;
