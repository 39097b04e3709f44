const BUSY = 100;

/**
 * Gives the thread's other messages their turn when the work has gone on for a while. Streams alone do not: a
 * workbook is read in one long run of promises, and a request to cancel it would wait for its end.
 */
export class Pauses {
  #since = performance.now();

  async pause(): Promise<void> {
    if (performance.now() - this.#since < BUSY) return;
    await new Promise((resolve) => setTimeout(resolve));
    this.#since = performance.now();
  }
}
