import './bootstrap/node.mjs';
import { ensureDependencies } from './bootstrap/dependencies.mjs';
import { ensureLibraries } from './bootstrap/libraries.mjs';
import { main, Refusal, say } from './common/say.mjs';
import { e2e, lint, types, vitest } from './test/runners.mjs';
import { add, line, NONE } from './test/tally.mjs';

/** What `npm test -- <part> [arguments of its runner]` can name. */
const parts = {
  types,
  lint,
  unit: (/** @type {string[]} */ args) => vitest(['test/unit', ...args]),
  corpus: (/** @type {string[]} */ args) => vitest(['test/corpus', ...args]),
  rules: (/** @type {string[]} */ args) => vitest(['test/rules', ...args]),
  e2e,
};

/** @param {string | undefined} name */
function chosen(name) {
  if (!name) return [types, lint, vitest, e2e];
  if (!(name in parts))
    throw new Refusal(`npm test -- ${name}: a part is one of ${Object.keys(parts).join(', ')}.`);
  return [parts[name]];
}

/** A part that cannot even begin has failed, and must not keep the others from running. */
const attempt = (part, args) =>
  part(args).catch((error) => {
    say(error instanceof Refusal ? error.message : error.stack);
    return { ...NONE, failed: 1 };
  });

main(async () => {
  const [name, ...args] = process.argv.slice(2);
  const run = chosen(name);
  if (run.includes(e2e)) await ensureLibraries({ tests: true });
  await ensureDependencies();
  let total = NONE;
  for (const part of run) total = add(total, await attempt(part, args));
  process.stdout.write(`${line(total)}\n`);
  return total.failed ? 1 : 0;
});
