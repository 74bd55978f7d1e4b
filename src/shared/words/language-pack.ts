/** All words of one language: the messages of the screens and the table of codes and states. */
import type { MessageTable } from '../messages.ts';
import type { Language } from './language.ts';
import type { englishMessages } from './english.ts';

/** A message of the window's screens, `area.name`. */
export type MessageKey = keyof typeof englishMessages;

export interface LanguagePack {
  language: Language;
  messages: Readonly<Record<MessageKey, string>>;
  table: MessageTable;
}
