import './bootstrap/node.mjs';
import { ensureDependencies } from './bootstrap/dependencies.mjs';
import { inRoot } from './common/paths.mjs';
import { main, say } from './common/say.mjs';
import { withModule } from './common/vite.mjs';

/** `npm run docs:rules`: writes the rule handbook, docs/rules/, anew from the rule files. */
main(async () => {
  await ensureDependencies();
  return withModule('scripts/docs-rules/write.ts', async ({ write }) => {
    const { written, removed } = write(inRoot('docs/rules'));
    for (const name of written) say(`docs/rules/${name} written`);
    for (const name of removed) say(`docs/rules/${name} removed`);
    if (written.length + removed.length === 0) say('docs/rules is up to date');
    return 0;
  });
});
