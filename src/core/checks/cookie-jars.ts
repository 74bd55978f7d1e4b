/** The browsers of an http check: each keeps its cookies and sends them as a browser would. */
import { Cookie, CookieJar } from 'tough-cookie';

export class CookieJars {
  readonly #jars = new Map<string, CookieJar>();

  /** @returns the Cookie header for a request of this browser; empty when it has none to send */
  header(browser: string, url: string): string {
    return this.#jar(browser).getCookieStringSync(url);
  }

  /** @param setCookies the values of the answer's Set-Cookie headers; those that a browser would refuse are not kept */
  keep(browser: string, url: string, setCookies: readonly string[]): void {
    for (const text of setCookies) this.#jar(browser).setCookieSync(text, url, { ignoreError: true });
  }

  #jar(browser: string): CookieJar {
    const known = this.#jars.get(browser);
    if (known !== undefined) return known;
    const jar = new CookieJar();
    this.#jars.set(browser, jar);
    return jar;
  }
}

/** What an answer's Set-Cookie headers say, by name, as matchers see it. */
export function writtenCookies(setCookies: readonly string[]): Record<string, unknown> {
  const cookies = setCookies.map((text) => Cookie.parse(text)).filter((cookie) => cookie !== undefined);
  return Object.fromEntries(cookies.map((cookie) => [cookie.key, {
    value: cookie.value, httpOnly: cookie.httpOnly, secure: cookie.secure, sameSite: cookie.sameSite ?? null, path: cookie.path ?? null,
    maxAge: typeof cookie.maxAge === 'number' ? cookie.maxAge : null,
  }]));
}
