/**
 * One terminal on the screen: xterm with its addons, tied to one shell of the lab host. Bytes are
 * acknowledged when xterm has parsed them, so that a shell that floods is held back and the window stays quick.
 */
import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { WebglAddon } from '@xterm/addon-webgl';
import { Terminal } from '@xterm/xterm';
import { FLOW } from '../../../shared/terminal-protocol.ts';
import type { Shortcuts } from '../../settings/shortcuts.ts';
import type { Connection } from '../../transport/connection.ts';
import { isShortcut, onMac } from '../../ui/keys.ts';
import { CommandMarks, commandWords } from './command-marks.ts';
import { FileLinkProvider, type FilePosition } from './file-link-provider.ts';
import { terminalThemes } from './terminal-theme.ts';
import type { T } from '../../words/words-context.tsx';

/** Lines kept above the screen. A line of 100 columns costs about 1.2 KB. */
const SCROLLBACK_LINES = 5_000;
/** While the pane is dragged, the shell is told its size once per pause, in milliseconds. */
const RESIZE_PAUSE_MS = 80;
/** A shell without integration shows no mark of its prompt: lines for it wait this long, in milliseconds. */
const PROMPT_MS = 1_500;
/** xterm raises colours that would be hard to read to this contrast: WCAG AA. */
const LEAST_CONTRAST = 4.5;

/** False where WebGL would be computed by the processor: elements are quicker then. */
function hasGraphicsCard(): boolean {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}

export interface ScreenOptions {
  /** The words in the language that is shown. */
  words: () => T;
  connection: Connection;
  colours: 'light' | 'dark';
  fontSize: number;
  /** Names of fonts as in a style, the wanted one first. */
  fonts: string;
  screenReader: boolean;
  /** The shell has ended. */
  onExit(exitCode: number | null): void;
  /** The shortcuts as they are now. */
  shortcuts(): Shortcuts;
  /** The learner asks for the search bar. */
  onSearch(): void;
  /** The learner asks for the earlier or the later command. */
  onJump(by: -1 | 1): void;
  /** The paths of the workspace's files, for links to them. */
  files(): ReadonlySet<string>;
  onFile(position: FilePosition): void;
}

export class TerminalScreen {
  readonly #terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #search = new SearchAddon();
  readonly #connection: Connection;
  readonly #observer: ResizeObserver;
  readonly #offs: (() => void)[] = [];
  readonly #parent: HTMLElement;
  readonly #marks: CommandMarks;
  readonly #words: () => T;
  readonly #links: FileLinkProvider;
  readonly #onFile: (position: FilePosition) => void;
  /** Lines to be run once the shell shows its prompt. */
  #toRun: string | null = null;
  #attached = false;
  #promptTimer: ReturnType<typeof setTimeout> | undefined;
  #id: string | null = null;
  #unacknowledged = 0;
  #resizeTimer: ReturnType<typeof setTimeout> | undefined;
  #disposed = false;

  constructor(parent: HTMLElement, options: ScreenOptions) {
    this.#parent = parent;
    this.#words = options.words;
    this.#connection = options.connection;
    const { connection } = options;
    this.#terminal = new Terminal({
      allowProposedApi: true,
      fontFamily: options.fonts,
      fontSize: options.fontSize,
      lineHeight: 1.2,
      scrollback: SCROLLBACK_LINES,
      theme: terminalThemes[options.colours],
      minimumContrastRatio: LEAST_CONTRAST,
      screenReaderMode: options.screenReader,
      cursorBlink: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      macOptionIsMeta: true,
      rightClickSelectsWord: true,
    });
    this.#terminal.loadAddon(this.#fit);
    this.#terminal.loadAddon(this.#search);
    this.#terminal.loadAddon(new Unicode11Addon());
    this.#terminal.unicode.activeVersion = '11';
    this.#terminal.loadAddon(
      new WebLinksAddon((_, url) => {
        connection.main.openLink({ url }).catch(() => {
          // Refused by main or by the person: nothing opens.
        });
      }),
    );
    this.#terminal.open(parent);
    this.#onFile = options.onFile;
    this.#marks = new CommandMarks(this.#terminal, () => this.#runWaiting(), options.words);
    this.#links = new FileLinkProvider(this.#terminal, { place: () => this.#marks.place, files: options.files, open: options.onFile });
    this.#terminal.registerLinkProvider(this.#links);
    this.#useWebgl();
    this.#terminal.attachCustomKeyEventHandler((event) => this.#takeKey(event, options));
    this.#terminal.onData((data) => {
      if (this.#id !== null) connection.sendTerminal({ t: 'input', terminal: this.#id, data });
    });
    this.#offs.push(
      connection.onTerminal((message) => {
        if (message.terminal !== this.#id) return;
        if (message.t === 'data') this.#print(message.bytes);
        else {
          const { exitCode } = message;
          // After what was printed before it.
          this.#terminal.write('', () => options.onExit(exitCode));
        }
      }),
    );
    this.#observer = new ResizeObserver(() => this.#resizeSoon());
    this.#observer.observe(parent);
    this.#fitNow();
  }

  get size(): { cols: number; rows: number } {
    return { cols: this.#terminal.cols, rows: this.#terminal.rows };
  }

  get searcher(): SearchAddon {
    return this.#search;
  }

  /** True while a command runs in the shell, so that what is typed goes to it. */
  get busy(): boolean {
    return this.#marks.running;
  }

  /** Types lines at the prompt and runs them; before the shell is there, they wait for it. */
  run(text: string): void {
    this.#terminal.focus();
    if (!this.#attached) {
      this.#toRun = text;
      return;
    }
    // Pasted, so that a shell that knows bracketed paste takes several lines as one.
    this.#terminal.paste(text);
    this.#terminal.input('\r');
  }

  /** Whether the command that runs in the shell is this program. */
  runs(program: string): boolean {
    const last = this.#marks.commands.at(-1);
    return last?.ended === false && last.text.trim().split(/\s/, 1)[0] === program;
  }

  /** Scrolls to the command before or after. @returns it in words, or null when there is none */
  jump(by: -1 | 1): string | null {
    const command = this.#marks.jump(by);
    return command === null ? null : commandWords(command, this.#words());
  }

  /** Opens the file that was named last. @returns false when none was */
  openLastFile(): boolean {
    const position = this.#links.last();
    if (position !== null) this.#onFile(position);
    return position !== null;
  }

  /** Ties the screen to an open shell, whose last output comes again. @throws what the lab host answers */
  async attach(id: string): Promise<void> {
    this.#id = id;
    this.#unacknowledged = 0;
    await this.#connection.call((host) => host.terminal.resize({ terminal: id, ...this.size }));
    await this.#connection.call((host) => host.terminal.attach({ terminal: id }));
    this.#attached = true;
    if (this.#toRun !== null) this.#promptTimer = setTimeout(() => this.#runWaiting(), PROMPT_MS);
  }

  #runWaiting(): void {
    const text = this.#toRun;
    // Prompts of an earlier shell come again before this one is there.
    if (text === null || !this.#attached) return;
    this.#toRun = null;
    this.run(text);
  }

  /** Writes a line of the window's own. */
  say(text: string): void {
    this.#terminal.write(`\r\n\x1b[90m${text}\x1b[0m\r\n`);
  }

  setColours(colours: 'light' | 'dark'): void {
    this.#terminal.options.theme = terminalThemes[colours];
  }

  setFontSize(pixels: number): void {
    this.#terminal.options.fontSize = pixels;
    this.#resizeSoon();
  }

  setFonts(fonts: string): void {
    this.#terminal.options.fontFamily = fonts;
    this.#resizeSoon();
  }

  setScreenReader(on: boolean): void {
    this.#terminal.options.screenReaderMode = on;
  }

  focus(): void {
    this.#terminal.focus();
  }

  clearSearch(): void {
    this.#search.clearDecorations();
    this.#terminal.clearSelection();
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#resizeTimer);
    clearTimeout(this.#promptTimer);
    this.#observer.disconnect();
    for (const off of this.#offs) off();
    this.#marks.dispose();
    this.#terminal.dispose();
  }

  #print(bytes: Uint8Array): void {
    this.#terminal.write(bytes, () => {
      this.#unacknowledged += bytes.byteLength;
      if (this.#unacknowledged < FLOW.ackBytes || this.#id === null) return;
      this.#connection.sendTerminal({ t: 'ack', terminal: this.#id, bytes: this.#unacknowledged });
      this.#unacknowledged = 0;
    });
  }

  /** The graphics card draws many times faster than elements do; where there is none, elements it is. */
  #useWebgl(): void {
    if (!hasGraphicsCard()) return;
    try {
      const webgl = new WebglAddon();
      webgl.onContextLoss(() => webgl.dispose());
      this.#terminal.loadAddon(webgl);
    } catch {
      // No WebGL 2 here: xterm keeps its DOM renderer.
    }
  }

  /** @returns false for keys that the shell shall not see */
  #takeKey(event: KeyboardEvent, { onSearch, onJump, shortcuts: keysNow }: ScreenOptions): boolean {
    if (event.type !== 'keydown') return true;
    const shortcuts = keysNow();
    if (isShortcut(event, shortcuts.terminalSearch) || (onMac && isShortcut(event, 'Mod+F'))) {
      event.preventDefault();
      onSearch();
      return false;
    }
    const jump = isShortcut(event, shortcuts.earlierCommand) ? -1 : isShortcut(event, shortcuts.laterCommand) ? 1 : null;
    if (jump !== null || isShortcut(event, shortcuts.lastFile)) {
      event.preventDefault();
      if (jump === null) this.openLastFile();
      else onJump(jump);
      return false;
    }
    if (isShortcut(event, shortcuts.terminalCopy) || (onMac && isShortcut(event, 'Mod+C'))) {
      event.preventDefault();
      const text = this.#terminal.getSelection();
      if (text !== '') {
        this.#connection.main.clipboard.write({ text }).catch(() => {
          // The selection stays; nothing was copied.
        });
      }
      return false;
    }
    // The browser pastes into xterm's own text area, and xterm sends it on.
    if (isShortcut(event, shortcuts.terminalPaste)) return false;
    // Keys of the window that mean something here, too.
    return !(isShortcut(event, shortcuts.check) || isShortcut(event, shortcuts.help) || isShortcut(event, shortcuts.settings));
  }

  #resizeSoon(): void {
    clearTimeout(this.#resizeTimer);
    this.#resizeTimer = setTimeout(() => this.#fitNow(), RESIZE_PAUSE_MS);
  }

  #fitNow(): void {
    // A hidden tab has no size; it is fitted when it is shown.
    if (this.#disposed || this.#parent.clientWidth === 0 || this.#parent.clientHeight === 0) return;
    const before = this.size;
    this.#fit.fit();
    const now = this.size;
    if (this.#id === null || (before.cols === now.cols && before.rows === now.rows)) return;
    const id = this.#id;
    this.#connection.call((host) => host.terminal.resize({ terminal: id, ...now })).catch(() => {
      // The shell ended meanwhile; its exit is on its way.
    });
  }
}
