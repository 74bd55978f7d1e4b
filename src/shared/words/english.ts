/** English, the language that the others are made from. */
import { english as table } from '../messages-english.ts';
import type { LanguagePack } from './language-pack.ts';
import { progress } from './english/progress.ts';
import { settings } from './english/settings.ts';

export const englishMessages = { ...progress, ...settings } as const;

export const english: LanguagePack = { language: 'en', messages: englishMessages, table };
