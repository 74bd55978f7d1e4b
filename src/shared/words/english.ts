/** English, the language that the others are made from. */
import { english as table } from '../messages-english.ts';
import type { LanguagePack } from './language-pack.ts';
import { assignments } from './english/assignments.ts';
import { code } from './english/code.ts';
import { exam } from './english/exam.ts';
import { apiImport } from './english/api-import.ts';
import { apiReference } from './english/api-reference.ts';
import { apiSignIn } from './english/api-sign-in.ts';
import { apiStream } from './english/api-stream.ts';
import { progress } from './english/progress.ts';
import { settings } from './english/settings.ts';
import { app } from './english/app.ts';
import { ui } from './english/ui.ts';
import { computer } from './english/computer.ts';
import { errors } from './english/errors.ts';
import { course } from './english/course.ts';
import { certificates } from './english/certificates.ts';
import { classes } from './english/classes.ts';
import { packs } from './english/packs.ts';
import { room } from './english/room.ts';
import { palette } from './english/palette.ts';
import { privacy } from './english/privacy.ts';
import { profiles } from './english/profiles.ts';
import { lab } from './english/lab.ts';
import { checks } from './english/checks.ts';
import { files } from './english/files.ts';
import { finish } from './english/finish.ts';
import { lesson } from './english/lesson.ts';
import { query } from './english/query.ts';
import { services } from './english/services.ts';
import { terminal } from './english/terminal.ts';
import { timeline } from './english/timeline.ts';
import { api } from './english/api.ts';

export const englishMessages = { ...assignments, ...code, ...exam, ...apiImport, ...apiReference, ...apiSignIn, ...apiStream, ...progress, ...settings, ...app, ...ui, ...computer, ...errors, ...course, ...packs, ...room, ...certificates, ...classes, ...palette, ...privacy, ...profiles, ...lab, ...checks, ...files, ...finish, ...lesson, ...query, ...services, ...terminal, ...timeline, ...api } as const;

export const english: LanguagePack = { language: 'en', messages: englishMessages, table };
