/** The terminal's colours: xterm draws on a canvas and can't read the page's tokens. */
import type { ITheme } from '@xterm/xterm';

/** Grounds and inks as in tokens.css; the sixteen colours readable on them. */
export const terminalThemes: Readonly<Record<'light' | 'dark', ITheme>> = {
  light: {
    background: '#ffffff', foreground: '#1b1c1e', cursor: '#2754c5', cursorAccent: '#ffffff', selectionBackground: '#cfdcfa',
    black: '#1b1c1e', red: '#b02a20', green: '#14713f', yellow: '#875000', blue: '#2754c5', magenta: '#8a2f9c', cyan: '#0d6470', white: '#606268',
    brightBlack: '#55575d', brightRed: '#c2372c', brightGreen: '#1c8049', brightYellow: '#96600a', brightBlue: '#3a66d4',
    brightMagenta: '#9c43ae', brightCyan: '#1b7683', brightWhite: '#2f3135',
  },
  dark: {
    background: '#16171b', foreground: '#ededf0', cursor: '#8fb0ff', cursorAccent: '#16171b', selectionBackground: '#2f4270',
    black: '#3a3d45', red: '#ff9a8f', green: '#63d197', yellow: '#f0b65a', blue: '#8fb0ff', magenta: '#d59be8', cyan: '#7ed0dc', white: '#d5d6db',
    brightBlack: '#9ea1ab', brightRed: '#ffb3aa', brightGreen: '#86e0b1', brightYellow: '#f7ca82', brightBlue: '#adc5ff',
    brightMagenta: '#e3b8f1', brightCyan: '#a0e0e9', brightWhite: '#ffffff',
  },
};
