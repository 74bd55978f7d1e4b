/**
 * The commands of a terminal, as the shell's integration marks them (OSC 133 and 633;P): where each began, what was
 * typed, how it ended. A badge beside each says whether it went well.
 */
import type { IDecoration, IDisposable, IMarker, Terminal } from '@xterm/xterm';
import type { ShellPlace } from './file-links.ts';
import type { T } from '../../words/words-context.tsx';

export interface Command {
  /** At the line of its prompt. */
  marker: IMarker;
  /** What was typed. */
  text: string;
  /** Null while it runs, and when the shell did not tell. */
  exitCode: number | null;
  ended: boolean;
}

/** Commands further back have mostly left the scrollback; xterm draws a decoration for each. */
const MOST_COMMANDS = 500;

export class CommandMarks implements IDisposable {
  readonly #terminal: Terminal;
  readonly #offs: IDisposable[];
  #commands: { command: Command; decoration: IDecoration | undefined }[] = [];
  #prompt: IMarker | undefined;
  #input: { marker: IMarker; column: number } | undefined;
  #workspace: string | null = null;
  #cwd: string | null = null;
  #at: Command | null = null;

  readonly #onPrompt: () => void;
  readonly #words: () => T;

  /** @param onPrompt called whenever the shell has shown its prompt and waits for a command @param words the words in the language that is shown */
  constructor(terminal: Terminal, onPrompt: () => void, words: () => T) {
    this.#words = words;
    this.#terminal = terminal;
    this.#onPrompt = onPrompt;
    this.#offs = [
      terminal.parser.registerOscHandler(133, (data) => this.#mark(data)),
      terminal.parser.registerOscHandler(633, (data) => this.#property(data)),
    ];
  }

  /** Where the shell is, once it has told. */
  get place(): ShellPlace | null {
    return this.#workspace === null ? null : { workspace: this.#workspace, cwd: this.#cwd ?? this.#workspace };
  }

  /** True while a command that was begun at a prompt has not ended. */
  get running(): boolean {
    return this.#commands.at(-1)?.command.ended === false;
  }

  /** The commands that can still be seen, oldest first. */
  get commands(): Command[] {
    return this.#commands.map(({ command }) => command).filter(({ marker }) => !marker.isDisposed);
  }

  /** Scrolls to the command before or after the one that was gone to last, or from the end. @returns it, or null */
  jump(by: -1 | 1): Command | null {
    const all = this.commands;
    const from = this.#at === null ? -1 : all.indexOf(this.#at);
    const next = from < 0 ? (by < 0 ? all.at(-1) : undefined) : all[from + by];
    if (next === undefined) {
      if (by > 0) {
        this.#at = null;
        this.#terminal.scrollToBottom();
      }
      return null;
    }
    this.#at = next;
    this.#terminal.scrollToLine(next.marker.line);
    this.#terminal.selectLines(next.marker.line, next.marker.line);
    return next;
  }

  dispose(): void {
    for (const off of this.#offs) off.dispose();
    for (const { decoration } of this.#commands) decoration?.dispose();
  }

  #mark(data: string): boolean {
    const [kind = '', code] = data.split(';');
    if (kind === 'A') this.#prompt = this.#terminal.registerMarker(0);
    if (kind === 'B') {
      this.#input = { marker: this.#terminal.registerMarker(0), column: this.#terminal.buffer.active.cursorX };
      this.#onPrompt();
    }
    if (kind === 'C') this.#begin();
    if (kind === 'D') this.#end(code);
    return true;
  }

  #property(data: string): boolean {
    const match = /^P;(Workspace|Cwd)=(.*)$/s.exec(data);
    if (match?.[1] === 'Workspace') this.#workspace = match[2] ?? null;
    else if (match?.[1] === 'Cwd') this.#cwd = match[2] ?? null;
    return match !== null;
  }

  #begin(): void {
    const marker = this.#prompt;
    if (marker === undefined || marker.isDisposed) return;
    this.#prompt = undefined;
    this.#at = null;
    const command: Command = { marker, text: this.#typed(), exitCode: null, ended: false };
    this.#commands.push({ command, decoration: this.#badge(command) });
    while (this.#commands.length > MOST_COMMANDS) this.#commands.shift()?.decoration?.dispose();
  }

  #end(code: string | undefined): void {
    const last = this.#commands.at(-1);
    // Every prompt tells the last status; one without a command before it ends nothing.
    if (last === undefined || last.command.ended) return;
    last.command.ended = true;
    last.command.exitCode = code !== undefined && /^\d{1,3}$/.test(code) ? Number(code) : null;
    last.decoration?.dispose();
    last.decoration = this.#badge(last.command);
  }

  /** From the end of the prompt to here. */
  #typed(): string {
    const input = this.#input;
    if (input === undefined || input.marker.isDisposed) return '';
    const { active } = this.#terminal.buffer;
    const lines: string[] = [];
    for (let at = input.marker.line; at < active.baseY + active.cursorY; at += 1) {
      const line = active.getLine(at);
      const text = line?.translateToString(true, at === input.marker.line ? input.column : 0) ?? '';
      if (line?.isWrapped === true) lines.push(`${lines.pop() ?? ''}${text}`);
      else lines.push(text);
    }
    return lines.join('\n').trim();
  }

  #badge(command: Command): IDecoration | undefined {
    const decoration = this.#terminal.registerDecoration({ marker: command.marker, x: 0, width: 1 });
    decoration?.onRender((element) => {
      const state = !command.ended ? 'running' : command.exitCode === null ? 'unknown' : command.exitCode === 0 ? 'good' : 'bad';
      element.classList.add('command-badge');
      element.dataset['state'] = state;
      element.title = commandWords(command, this.#words());
    });
    return decoration;
  }
}

/** The command and how it ended, in words. */
export function commandWords({ text, exitCode, ended }: Command, t: T): string {
  const name = text === '' ? t('terminal.the-command') : text;
  if (!ended) return t('terminal.command-running', { name });
  return exitCode === null ? t('terminal.command-ended', { name }) : t('terminal.command-code', { name, exitCode: String(exitCode) });
}
