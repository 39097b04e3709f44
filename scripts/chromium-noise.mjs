import { Transform } from 'node:stream';

// What Chromium and the desktop libraries under it log about a machine without bus, GPU or sound.
// FATAL lines and the page's own console stay.
const NOISE = [
  /^\[(\d+:){0,2}\d{4}\/\d{6}(\.\d+)?:(VERBOSE\d+|INFO|WARNING|ERROR):(?!CONSOLE)/,
  /^(\(\S+:\d+\): \S+|\*\* \(\S+:\d+\): ?|Gtk)-?(Message|WARNING|CRITICAL)\b/,
  /^(Fontconfig (warning|error)|libva |MESA|libGL |ALSA lib|XIO: |Xlib: )/,
  /^ {6}after \d+ requests /,
  /^Warning: (vkCreateInstance|loader_)/,
  /^ {4}at \S+ \(\.\.\/\.\.\//,
];

/** A line's first bytes, as long as they could still become noise. */
const MAY_BE_NOISE = /^[[(*GFlMAXW ]/;

/** @param {string} line */
export const isNoise = (line) => NOISE.some((pattern) => pattern.test(line));

/** Passes standard error on without the noise; a line that cannot be noise is not held back until it ends. */
export function withoutNoise() {
  let held = '';
  let midLine = false;
  return new Transform({
    decodeStrings: false,
    transform(text, _encoding, done) {
      const lines = (held + text).split('\n');
      held = lines.pop() ?? '';
      for (const line of lines) {
        if (midLine || !isNoise(line)) this.push(`${line}\n`);
        midLine = false;
      }
      if (held && (midLine || !MAY_BE_NOISE.test(held))) {
        this.push(held);
        held = '';
        midLine = true;
      }
      done();
    },
    flush(done) {
      if (held && !isNoise(held)) this.push(held);
      done();
    },
  });
}
