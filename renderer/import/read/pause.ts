const BUSY = 100;
/** Steps after which a look at the clock costs nothing beside them. */
const STEPS = 10_000;

/**
 * Gives the thread's other messages their turn when the work has gone on for a while. Streams alone do not: a
 * workbook is read in one long run of promises, and a request to cancel it would wait for its end.
 */
export class Pauses {
  #since = performance.now();
  #steps = 0;

  /** Counts one of very many small steps; true when it is time to think of a pause. */
  stepped(): boolean {
    return ++this.#steps % STEPS === 0;
  }

  async pause(): Promise<void> {
    if (performance.now() - this.#since < BUSY) return;
    await new Promise((resolve) => setTimeout(resolve));
    this.#since = performance.now();
  }
}
