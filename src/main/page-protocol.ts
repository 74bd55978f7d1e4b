/** The app's own protocol: `backbench://app/` serves the built page and nothing else, under a strict policy. */
import { readFile, realpath } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import type { CustomScheme, Protocol, ProtocolRequest, ProtocolResponse } from 'electron';

export const SCHEME = 'backbench';
export const ORIGIN = `${SCHEME}://app`;
export const PAGE_URL = `${ORIGIN}/index.html`;
/** The same page on a machine that learners share: it asks the lab host whose things it shows. */
export const SHARED_PAGE_URL = `${PAGE_URL}?profiles`;

/** Standard: has origins and relative URLs. Secure: no mixed content. Code cache: scripts start faster the second time. */
export const schemePrivileges: CustomScheme = {
  scheme: SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

/**
 * What the page may load and do. Styles: the editor and the terminal write style elements as they work,
 * which needs 'unsafe-inline'; no style can call out, since images and fonts come from the app alone.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "object-src 'none'",
  "frame-src 'none'",
  "worker-src 'none'",
  "manifest-src 'none'",
  "media-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const HEADERS: Record<string, string> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=()',
};

/** The kinds of files that a built page has. Anything else in the folder is not served. */
const TYPES: Readonly<Record<string, { type: string; text: boolean }>> = {
  '.html': { type: 'text/html', text: true },
  '.js': { type: 'text/javascript', text: true },
  '.css': { type: 'text/css', text: true },
  '.svg': { type: 'image/svg+xml', text: true },
  '.png': { type: 'image/png', text: false },
  '.woff2': { type: 'font/woff2', text: false },
};

/**
 * Serves a folder under the app's scheme. This is the older of Electron's two ways, still there in 45: the
 * newer one, protocol.handle, speaks fetch, whose loading alone delays the first window by a tenth.
 * @param folder of the built page, absolute
 */
export function servePage(protocol: Protocol, folder: string): void {
  protocol.registerBufferProtocol(SCHEME, (request, answer) => void respond(folder, request).then(answer));
}

/** @returns the answer to one request; never throws */
export async function respond(folder: string, { url, method }: Pick<ProtocolRequest, 'url' | 'method'>): Promise<ProtocolResponse> {
  if (method !== 'GET') return refusal(405);
  const found = fileOf(folder, url);
  if (found === null) return refusal(404);
  try {
    // A link that leads out of the folder is not part of the page.
    const [file, root] = await Promise.all([realpath(found.file), realpath(folder)]);
    if (!file.startsWith(root + sep)) return refusal(404);
    const data = await readFile(file);
    return { statusCode: 200, data, mimeType: found.type, ...(found.text ? { charset: 'utf-8' } : {}), headers: HEADERS };
  } catch {
    return refusal(404);
  }
}

/** The file that a URL names, or null for everything that is not plainly a file of the page. */
export function fileOf(folder: string, url: string): { file: string; type: string; text: boolean } | null {
  let path: string;
  try {
    const parsed = new URL(url);
    if (parsed.protocol !== `${SCHEME}:` || parsed.host !== 'app') return null;
    path = decodeURIComponent(parsed.pathname);
  } catch {
    return null;
  }
  const type = TYPES[extname(path)];
  // Backslashes and drive letters mean something on Windows, a NUL ends a name, dots climb.
  if (type === undefined || !/^\/[\w@.-]+(\/[\w@.-]+)*$/.test(path) || path.split('/').some((part) => part.startsWith('.'))) return null;
  const file = resolve(folder, `.${path}`);
  return file.startsWith(folder + sep) ? { file, ...type } : null;
}

function refusal(statusCode: number): ProtocolResponse {
  return { statusCode, data: Buffer.alloc(0), mimeType: 'text/plain', headers: HEADERS };
}
