/** Columns of words: names, addresses, sentences, and texts put together from other columns. */
import type { PlainColumn } from '../../shared/generate-format.ts';
import { chooserFor, evenChooser, weightedChooser, zipfChooser } from './chooser.ts';
import { textColumn, type Column, type ColumnContext } from './column.ts';
import { scaled } from './random.ts';
import { parseTemplate, type TemplatePart } from './template.ts';
import { COUNTRIES, EMAIL_DOMAINS, FIRST_NAMES, LAST_NAMES, SENTENCE_WORDS, STREETS, USER_AGENTS } from './word-lists.ts';

type Spec<K extends PlainColumn['kind']> = Extract<PlainColumn, { kind: K }>;

export function nameColumn({ draws }: ColumnContext): Column {
  return textColumn((row) => `${from(FIRST_NAMES, draws(row, 0))} ${from(LAST_NAMES, draws(row, 1))}`);
}

export function emailColumn({ of }: Spec<'email'>, context: ColumnContext): Column {
  const { draws } = context;
  const name = of === undefined ? nameColumn(context) : context.column(of);
  return textColumn((row) => {
    const person = (name.text(row) ?? 'guest').toLowerCase().replaceAll(/[^a-z0-9]+/g, '.');
    return `${person}.${String(row + 1)}@${from(EMAIL_DOMAINS, draws(row, 2))}`;
  });
}

/** Indian mobile numbers begin with 6 to 9; the five digits after 90000 keep clear of nobody's in particular. */
export function phoneColumn({ draws }: ColumnContext): Column {
  return textColumn((row) => `+91 90000 ${String(scaled(draws(row), 100_000)).padStart(5, '0')}`);
}

export function countryColumn({ draws }: ColumnContext): Column {
  const choose = weightedChooser(COUNTRIES.map(({ weight }) => weight));
  return textColumn((row) => COUNTRIES[choose(draws(row))]?.code ?? '');
}

export function cityColumn({ of }: Spec<'city'>, context: ColumnContext): Column {
  const { draws } = context;
  const country = of === undefined ? countryColumn(context) : context.column(of);
  const cities = new Map<string | null, readonly string[]>(COUNTRIES.map(({ code, cities: own }) => [code, own]));
  return textColumn((row) => from(cities.get(country.text(row)) ?? COUNTRIES[0].cities, draws(row, 1)));
}

export function streetColumn({ draws }: ColumnContext): Column {
  return textColumn((row) => `${String(1 + scaled(draws(row, 0), 240))} ${from(STREETS, draws(row, 1))}`);
}

export function sentencesColumn({ words: [least, most] }: Spec<'text'>, { draws }: ColumnContext): Column {
  return textColumn((row) => {
    const count = least + scaled(draws(row, 0), most - least + 1);
    let text = '';
    for (let word = 1; word <= count; word += 1) text += `${word === 1 ? '' : ' '}${from(SENTENCE_WORDS, draws(row, word))}`;
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
  });
}

/** Version 4 in form. */
export function uuidColumn({ draws }: ColumnContext): Column {
  const hex = (number: number, digits: number): string => number.toString(16).padStart(8, '0').slice(-digits);
  return textColumn((row) => {
    const [a, b, c, d] = [draws(row, 0), draws(row, 1), draws(row, 2), draws(row, 3)];
    return `${hex(a, 8)}-${hex(b, 4)}-4${hex(b >>> 16, 3)}-${hex(0x8000 | (c & 0x3fff), 4)}-${hex(c >>> 16, 4)}${hex(d, 8)}`;
  });
}

/** The blocks that https://www.rfc-editor.org/rfc/rfc5737 and https://www.rfc-editor.org/rfc/rfc2544 keep for examples and tests. */
export function ipColumn({ addresses, exponent }: Spec<'ip'>, { draws }: ColumnContext): Column {
  const choose = zipfChooser(addresses, exponent);
  return textColumn((row) => {
    // Neighbours in rank are no neighbours in the net; the factor is odd, so no address comes twice.
    const place = Math.imul(choose(draws(row)) + 1, 40_503) & 0xffff;
    return `198.18.${String(place >>> 8)}.${String(place & 255)}`;
  });
}

export function userAgentColumn({ draws }: ColumnContext): Column {
  const choose = weightedChooser(USER_AGENTS.map(({ weight }) => weight));
  return textColumn((row) => USER_AGENTS[choose(draws(row))]?.text ?? '');
}

export function pickColumn({ values, weights, exponent }: Spec<'pick'>, { draws }: ColumnContext): Column {
  const choose = chooserFor(values.length, { weights, exponent });
  const written = values.map((value) => (value === null ? null : String(value)));
  const types = new Set(values.filter((value) => value !== null).map((value) => typeof value));
  const type = types.size > 1 || types.has('string') ? 'text' : types.has('number') ? 'number' : 'boolean';
  return {
    type,
    value: (row) => values[choose(draws(row))] ?? null,
    text: (row) => written[choose(draws(row))] ?? null,
  };
}

export function templateColumn({ texts, weights, exponent }: Spec<'template'>, context: ColumnContext): Column {
  const { draws } = context;
  const choose = texts.length === 1 ? evenChooser(1) : chooserFor(texts.length, { weights, exponent });
  const written = texts.map((text) => templateWriter(parseTemplate(text), context.column));
  return textColumn((row) => written[choose(draws(row))]?.(row) ?? '');
}

/** @returns the text of a row; a missing value is written as nothing */
export function templateWriter(parts: readonly TemplatePart[], column: (name: string) => Column): (row: number) => string {
  const pieces = parts.map((part) => (typeof part === 'string' ? part : column(part.column)));
  return (row) => {
    let text = '';
    for (const piece of pieces) text += typeof piece === 'string' ? piece : piece.text(row) ?? '';
    return text;
  };
}

function from(list: readonly string[], draw: number): string {
  return list[scaled(draw, list.length)] ?? '';
}
