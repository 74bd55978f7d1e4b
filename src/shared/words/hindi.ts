/** Hindi. */
import { hindiTable } from './hindi-table.ts';
import type { LanguagePack } from './language-pack.ts';
import { apiImport } from './hindi/api-import.ts';
import { apiReference } from './hindi/api-reference.ts';
import { apiSignIn } from './hindi/api-sign-in.ts';
import { apiStream } from './hindi/api-stream.ts';
import { progress } from './hindi/progress.ts';
import { settings } from './hindi/settings.ts';
import { app } from './hindi/app.ts';
import { ui } from './hindi/ui.ts';
import { computer } from './hindi/computer.ts';
import { errors } from './hindi/errors.ts';
import { course } from './hindi/course.ts';
import { classes } from './hindi/classes.ts';
import { packs } from './hindi/packs.ts';
import { palette } from './hindi/palette.ts';
import { lab } from './hindi/lab.ts';
import { checks } from './hindi/checks.ts';
import { files } from './hindi/files.ts';
import { finish } from './hindi/finish.ts';
import { lesson } from './hindi/lesson.ts';
import { query } from './hindi/query.ts';
import { services } from './hindi/services.ts';
import { terminal } from './hindi/terminal.ts';
import { timeline } from './hindi/timeline.ts';
import { api } from './hindi/api.ts';

export const hindi: LanguagePack = { language: 'hi', messages: { ...apiImport, ...apiReference, ...apiSignIn, ...apiStream, ...progress, ...settings, ...app, ...ui, ...computer, ...errors, ...course, ...packs, ...classes, ...palette, ...lab, ...checks, ...files, ...finish, ...lesson, ...query, ...services, ...terminal, ...timeline, ...api }, table: hindiTable };
