/** What the links and pictures of a lesson may point to, beside the web: terms of the glossary and figures of the lab. */
import { MAX_SLUG, SLUG } from './slug.ts';

/** A figure, as a lesson names it. */
export const FIGURE_FILE = /^figures\/[a-z0-9]+(-[a-z0-9]+)*\.svg$/;

const TERM = 'term:';

/** @returns the term's id for `term:b-tree`, null for other links */
export function termOf(link: string): string | null {
  const id = link.startsWith(TERM) ? link.slice(TERM.length) : '';
  return SLUG.test(id) && id.length <= MAX_SLUG ? id : null;
}

/** The link if it may be opened, else null: absolute, http or https, nothing else. */
export function safeLink(href: string | undefined): string | null {
  if (href === undefined) return null;
  try {
    const url = new URL(href);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
  } catch {
    return null;
  }
}
