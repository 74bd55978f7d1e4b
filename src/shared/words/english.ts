/** English, the language that the others are made from. */
import { english as table } from '../messages-english.ts';
import type { LanguagePack } from './language-pack.ts';
import { progress } from './english/progress.ts';
import { settings } from './english/settings.ts';
import { app } from './english/app.ts';
import { ui } from './english/ui.ts';
import { computer } from './english/computer.ts';
import { errors } from './english/errors.ts';
import { course } from './english/course.ts';
import { palette } from './english/palette.ts';

export const englishMessages = { ...progress, ...settings, ...app, ...ui, ...computer, ...errors, ...course, ...palette } as const;

export const english: LanguagePack = { language: 'en', messages: englishMessages, table };
