/** Hindi. */
import { english as table } from '../messages-english.ts';
import type { LanguagePack } from './language-pack.ts';
import { progress } from './hindi/progress.ts';
import { settings } from './hindi/settings.ts';

export const hindi: LanguagePack = { language: 'hi', messages: { ...progress, ...settings }, table };
