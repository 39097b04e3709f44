/** A reason to stop that the user can act on: shown as its one sentence, without a stack. */
export class Refusal extends Error {}

/**
 * Standard output belongs to the app and the test runners; the scripts themselves speak on standard error.
 * @param {string} line
 */
export const say = (line) => void process.stderr.write(`${line}\n`);

/**
 * Runs a script's work and makes its answer the exit code.
 * @param {() => Promise<number>} work
 */
export function main(work) {
  work().then(
    (code) => {
      process.exitCode = code;
    },
    (error) => {
      say(error instanceof Refusal ? error.message : `Unexpected: ${error?.message}\n${error?.stack}`);
      process.exitCode = 1;
    },
  );
}
