import { inRoot, root } from './paths.mjs';

/**
 * Hands a TypeScript module of the project to `work`, built as the page is, so that it can read rule files.
 * @template T
 * @param {string} path from the project's root
 * @param {(module: Record<string, any>) => Promise<T>} work
 */
export async function withModule(path, work) {
  const { createServer } = await import('vite');
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, hmr: false, ws: false },
  });
  try {
    return await work(await server.ssrLoadModule(inRoot(path)));
  } finally {
    await server.close();
  }
}
