/** Puts a message of the chosen language into words. Messages are ICU MessageFormat: https://formatjs.github.io/docs/core-concepts/icu-syntax/ */
import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from './language.ts';

/** What stands in a message's placeholders. */
export type Values = Readonly<Record<string, string | number | Date>>;

/** A message's text for a key; `K` are the keys that there are. */
export type Translate<K extends string> = (key: K, values?: Values) => string;

/** What a message may hold beside text: how its tags, such as <code>, are drawn. */
export type Tags<T> = Readonly<Record<string, (chunks: readonly (string | T)[]) => T>>;

export interface Translator<K extends string> {
  readonly language: Language;
  /** @returns the message's text; numbers and plurals are written as the language does */
  text: Translate<K>;
  /** A message with tags in it, in pieces. */
  parts<T extends object>(key: K, values: Values & Readonly<Record<string, unknown>>, tags: Tags<T>): readonly (string | T)[];
}

/** Text without these needs no parser. */
const SYNTAX = /[{<]/;

/** @param messages every message of the language; each is parsed when it is asked for first */
export function createTranslator<K extends string>(language: Language, messages: Readonly<Record<K, string>>): Translator<K> {
  const parsed = new Map<K, IntlMessageFormat>();
  const format = (key: K): IntlMessageFormat => {
    let found = parsed.get(key);
    if (found === undefined) {
      found = new IntlMessageFormat(messages[key], language);
      parsed.set(key, found);
    }
    return found;
  };
  return {
    language,
    text: (key, values) => {
      const message = messages[key];
      return SYNTAX.test(message) ? String(format(key).format(values)) : message;
    },
    parts: <T extends object>(key: K, values: Values, tags: Tags<T>) => {
      const functions = Object.fromEntries(Object.entries(tags).map(([name, draw]) => [name, (chunks: unknown[]) => draw(chunks as (string | T)[])]));
      const made: unknown = format(key).format({ ...values, ...functions });
      return (Array.isArray(made) ? made : [made]) as (string | T)[];
    },
  };
}
