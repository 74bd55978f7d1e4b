/** Every word of the window stands in the message files, in each language, with the same placeholders, and is used. */
import { parse, type MessageFormatElement, TYPE } from '@formatjs/icu-messageformat-parser';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { english } from '../src/shared/words/english.ts';
import { hindi } from '../src/shared/words/hindi.ts';
import { languageFor } from '../src/shared/words/language.ts';
import { createTranslator } from '../src/shared/words/translate.ts';
import { inlineWords, messageUses, sourceFiles, texts } from './words/source-words.ts';

const ROOT = join(import.meta.dirname, '..');
const files = sourceFiles(ROOT, ['src/renderer', 'src/main']);

/** Names that are the same in every language. */
const NAMES = new Set(['Backbench', 'JetBrains Mono', 'Bash', 'NULL', 'DEFAULT', 'SQL', 'URL', 'CPU', 'MiB', 'src/orders.js', 'DEL', 'OPT', 'WS', 'SSE', 'Last-Event-ID: $', '{{product}}', 'status, $.id, header location']);

/** The placeholders of a message with their kinds, its tags included. */
function placeholders(message: string): string[] {
  const found = new Set<string>();
  const read = (elements: readonly MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      found.add(element.type === TYPE.tag ? `<${element.value}>` : element.type === TYPE.argument ? `${element.value}` : `${element.value}`);
      if (element.type === TYPE.tag) read(element.children);
      if (element.type === TYPE.plural || element.type === TYPE.select) for (const { value } of Object.values(element.options)) read(value);
    }
  };
  read(parse(message));
  return [...found].sort();
}

const keys = Object.keys(english.messages) as (keyof typeof english.messages)[];

it('every message is there in both languages, with words in it, and can be parsed', () => {
  expect(Object.keys(hindi.messages).sort()).toEqual([...keys].sort());
  for (const key of keys) {
    expect(english.messages[key].trim(), key).not.toBe('');
    expect(hindi.messages[key].trim(), key).not.toBe('');
    expect(key).toMatch(/^[a-z-]+\.[a-z0-9-]+$/);
    // Two apostrophes are one in ICU's syntax, but texts without placeholders are not parsed.
    expect(`${english.messages[key]}${hindi.messages[key]}`, key).not.toContain("''");
  }
});

it.each(keys)('%s has the same placeholders in both languages', (key) => {
  expect(placeholders(hindi.messages[key])).toEqual(placeholders(english.messages[key]));
});

it('plurals have every form of their language', () => {
  for (const pack of [english, hindi]) {
    const forms = new Intl.PluralRules(pack.language).resolvedOptions().pluralCategories;
    for (const key of keys) {
      for (const element of parse(pack.messages[key]).flatMap((each) => (each.type === TYPE.tag ? each.children : [each]))) {
        if (element.type === TYPE.plural) expect(Object.keys(element.options), `${pack.language} ${key}`).toEqual(expect.arrayContaining(forms));
      }
    }
  }
});

it('every message is used', () => {
  const used = texts(files);
  expect(keys.filter((key) => !used.has(key))).toEqual([]);
});

it('every use of a message gives the values that its placeholders want, and no others', () => {
  const faults = messageUses(files, (text) => Object.hasOwn(english.messages, text)).flatMap(({ place, key, values }) => {
    if (values === null) return [];
    const wanted = placeholders(english.messages[key as (typeof keys)[number]]).filter((name) => !['<strong>', '<em>', '<code>', '<kbd>'].includes(name)).map((name) => name.replace(/[<>]/g, ''));
    const given = [...values].sort();
    return wanted.sort().join() === given.join() ? [] : [`${place} ${key}: wants ${wanted.join() || 'nothing'}, is given ${given.join() || 'nothing'}`];
  });
  expect(faults).toEqual([]);
});

it('no component has words of its own', () => {
  expect(inlineWords(files.filter(({ path }) => path.startsWith('src/renderer')), NAMES)).toEqual([]);
});

it('numbers and plurals are written as the language does', () => {
  const t = { en: createTranslator('en', english.messages), hi: createTranslator('hi', hindi.messages) };
  expect(t.en.text('progress.review-in-days', { days: 1 })).toBe('in 1 day');
  expect(t.en.text('progress.review-in-days', { days: 2 })).toBe('in 2 days');
  expect(t.hi.text('progress.review-in-days', { days: 2 })).toBe('2 दिन बाद');
  expect(t.en.text('progress.part', { part: 1, all: 123456 })).toBe('1 of 123,456');
  expect(t.hi.text('progress.part', { part: 1, all: 123456 })).toBe('1,23,456 में से 1');
});

it('follows the system as far as there are words', () => {
  expect(languageFor('system', ['hi-IN', 'en-GB'])).toBe('hi');
  expect(languageFor('system', ['ta-IN', 'hi'])).toBe('hi');
  expect(languageFor('system', ['fr', 'hit'])).toBe('en');
  expect(languageFor('en', ['hi'])).toBe('en');
});
