export interface PartOptions {
  /** Parts of the country, smallest first: 1 is all of it. */
  readonly scales: readonly number[];
  readonly rounds: number;
  /** Of the soak. */
  readonly cycles: number;
  /** Seconds that the program is left alone before its memory is measured. */
  readonly rest: number;
  /** Address of the bench's page. */
  readonly page: string;
}

/** A part of the bench: prints its tables, and answers the figures for the JSON. */
export type Part = (options: PartOptions) => Promise<unknown>;
