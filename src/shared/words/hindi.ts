/** Hindi. */
import { english as table } from '../messages-english.ts';
import type { LanguagePack } from './language-pack.ts';
import { progress } from './hindi/progress.ts';
import { settings } from './hindi/settings.ts';
import { app } from './hindi/app.ts';
import { ui } from './hindi/ui.ts';
import { computer } from './hindi/computer.ts';
import { errors } from './hindi/errors.ts';
import { course } from './hindi/course.ts';
import { palette } from './hindi/palette.ts';

export const hindi: LanguagePack = { language: 'hi', messages: { ...progress, ...settings, ...app, ...ui, ...computer, ...errors, ...course, ...palette }, table };
