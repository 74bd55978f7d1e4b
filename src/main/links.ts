/** Which links may be opened in the person's browser, and which of them stay on this machine. */

export interface Link {
  /** The address, written out by the URL parser. */
  url: string;
  host: string;
  loopback: boolean;
}

/** @returns null for everything that is not a plain http or https address (a password in it is not plain) */
export function linkKind(text: string): Link | null {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  if (url.username !== '' || url.password !== '') return null;
  return { url: url.href, host: url.host, loopback: isLoopback(url.hostname) };
}

/** 127.0.0.0/8, ::1 and the name that RFC 6761 keeps for them. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
