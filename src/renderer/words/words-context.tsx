/** The words of the screens in the chosen language: `const t = useWords()`, then `t('progress.title')`; `<Phrase>` where a message holds tags. */
import { createContext, Fragment, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { commandCalled, INSTALLED_COMMAND } from '../../shared/command-name.ts';
import type { MessageTable } from '../../shared/messages.ts';
import { formatDuration, hoursText, workTimeText } from '../../shared/messages-format.ts';
import { type Language, type LanguageChoice, languageFor } from '../../shared/words/language.ts';
import type { LanguagePack, MessageKey } from '../../shared/words/language-pack.ts';
import { createTranslator, type Translate, type Translator, type Values } from '../../shared/words/translate.ts';
import { loadLanguage } from './load-language.ts';

/** Called with a key, it gives the message's text. */
export interface T extends Translate<MessageKey> {
  readonly language: Language;
  /** The words for codes and states; what of shared/messages.ts takes a table takes this one. */
  readonly table: MessageTable;
  /** @param ms milliseconds @returns e.g. `1.2 s` */
  duration(ms: number): string;
  /** @param minutes how long something takes, to the half hour */
  hours(minutes: number): string;
  /** @param seconds time at work */
  workTime(seconds: number): string;
  /** A date as the language writes it. */
  date(at: number | Date, form: Intl.DateTimeFormatOptions): string;
  readonly translator: Translator<MessageKey>;
}

/** The words of a language, for what is drawn outside the window as well. */
export function wordsOf(pack: LanguagePack): T {
  const translator = createTranslator(pack.language, pack.messages);
  const { table } = pack;
  return Object.assign((key: MessageKey, values?: Values) => translator.text(key, values), {
    language: pack.language,
    table,
    duration: (ms: number) => formatDuration(ms, table.units),
    hours: (minutes: number) => hoursText(minutes, table.units),
    workTime: (seconds: number) => workTimeText(seconds, table.units),
    date: (at: number | Date, form: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(LOCALES[pack.language], form).format(at),
    translator,
  });
}

const WordsContext = createContext<T | null>(null);

/** The words in the language that is chosen now; another one after the language has changed. */
export function useWords(): T {
  const words = use(WordsContext);
  if (words === null) throw new Error('There are no words around this component.');
  return words;
}

export interface WordsProviderProps {
  /** Loaded before the first picture. */
  first: LanguagePack;
  choice: LanguageChoice;
  /** How the command line is called here. */
  command?: string;
  children: ReactNode;
}

/** Loads a language when it is chosen, and shows the last one until it is there. */
export function WordsProvider({ first, choice, command = INSTALLED_COMMAND, children }: WordsProviderProps) {
  const [pack, setPack] = useState(first);
  const language = languageFor(choice, navigator.languages);
  useEffect(() => {
    let current = true;
    void loadLanguage(language).then((loaded) => {
      if (current) setPack(loaded);
    });
    return () => {
      current = false;
    };
  }, [language]);
  useEffect(() => {
    document.documentElement.lang = pack.language;
  }, [pack]);
  const words = useMemo(() => wordsOf({ ...pack, table: { ...pack.table, command: commandCalled(command) } }), [pack, command]);
  return (
    <WordsContext value={words}>
      <I18nProvider locale={LOCALES[pack.language]}>{children}</I18nProvider>
    </WordsContext>
  );
}

/** For numbers and for the words of the component library. */
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', hi: 'hi-IN' };

const TAGS = {
  strong: (chunks: readonly ReactNode[]) => <strong>{...chunks}</strong>,
  em: (chunks: readonly ReactNode[]) => <em>{...chunks}</em>,
  code: (chunks: readonly ReactNode[]) => <code>{...chunks}</code>,
  kbd: (chunks: readonly ReactNode[]) => <kbd>{...chunks}</kbd>,
};

export interface PhraseProps {
  of: MessageKey;
  /** Texts, numbers, and elements that stand in the sentence. */
  values?: Readonly<Record<string, ReactNode>>;
  /** How tags other than <strong>, <em>, <code> and <kbd> are drawn. */
  tags?: Readonly<Record<string, (chunks: readonly ReactNode[]) => ReactNode>>;
}

/** A message with tags or elements in it. */
export function Phrase({ of, values = {}, tags = {} }: PhraseProps) {
  const { translator } = useWords();
  return <Fragment>{...translator.parts<ReactNode & object>(of, values as Values, { ...TAGS, ...tags } as Parameters<typeof translator.parts<ReactNode & object>>[2])}</Fragment>;
}
