/** Puts the three parts of a message together, as the tables of all languages do. */
import type { Words } from './messages.ts';

/** @param title what happened @param text the facts @param next what to do */
export const words = (title: string, text: string, next: string): Words => ({ title, text, next });
