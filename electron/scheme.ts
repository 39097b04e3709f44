import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol, type Session } from 'electron';

const ORIGIN = 'app://certscope';
export const PAGE_URL = `${ORIGIN}/index.html`;

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** Style attributes and elements are allowed inline (component libraries make them); they cannot leave the page. */
export const CSP = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'Content-Security-Policy': CSP,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Must run before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

export function isOurPage(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === 'app:' && new URL(url).host === 'certscope';
}

/** The file under `root` that a URL of ours names, or null when it names anything else. */
export function resolveFile(url: string, root: string): string | null {
  if (!isOurPage(url)) return null;
  let path: string;
  try {
    path = decodeURIComponent(new URL(url).pathname);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\')) return null;
  const folder = normalize(root + sep);
  const file = normalize(join(folder, path));
  return file.startsWith(folder) && file !== folder ? file : null;
}

/** Documents that exist only while they are printed. */
const printed = new Map<string, string>();

/** Gives an HTML text an address of our own, so that the same headers apply to it. */
export function offerDocument(html: string): { readonly url: string; withdraw(): void } {
  const path = `/print/${randomUUID()}.html`;
  printed.set(path, html);
  return { url: ORIGIN + path, withdraw: () => void printed.delete(path) };
}

/** Serves our own files and refuses every other address, so that nothing in a page can reach a network. */
export function serve(session: Session, root: string): void {
  session.protocol.handle('app', async (request) => {
    const document = isOurPage(request.url) ? printed.get(new URL(request.url).pathname) : undefined;
    if (document)
      return new Response(document, { headers: { ...HEADERS, 'Content-Type': 'text/html; charset=utf-8' } });
    const file = request.method === 'GET' ? resolveFile(request.url, root) : null;
    const body = file && (await readFile(file).catch(() => null));
    if (!file || !body) return new Response('not found', { status: 404, headers: HEADERS });
    const type = TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream';
    return new Response(new Uint8Array(body), { headers: { ...HEADERS, 'Content-Type': type } });
  });
  session.webRequest.onBeforeRequest((details, callback) => {
    const allowed = isOurPage(details.url) || /^(data|blob|devtools|chrome-extension):/.test(details.url);
    callback({ cancel: !allowed });
  });
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
}
