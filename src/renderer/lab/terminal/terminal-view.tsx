/** One shell: its screen, its search bar, and what to do when it has ended or could not be opened. */
import { X } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { CodedError } from '../../../shared/messages.ts';
import { useColours } from '../../app/theme.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { codeFonts } from '../../settings/font-is-here.ts';
import { useSettings } from '../../settings/settings-context.tsx';
import { useShortcuts } from '../../settings/use-shortcuts.ts';
import { toCodedError } from '../../transport/coded-error.ts';
import { useConnection } from '../../transport/use-backend.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { useDesk } from '../lab-context.ts';
import { SearchBar } from './search-bar.tsx';
import { TerminalScreen } from './terminal-screen.ts';
import type { Shell } from './shell-groups.ts';
import type { Shells } from './use-shells.ts';
import { useWords } from '../../words/words-context.tsx';

export interface TerminalViewProps {
  shell: Shell;
  shells: Shells;
  shown: boolean;
  /** Others stand beside it. */
  beside: boolean;
  screenReader: boolean;
  searching: boolean;
  onSearch(on: boolean): void;
  /** Goes to the earlier or the later command. */
  onJump(by: -1 | 1): void;
  /** Told the screen when it is there, and null when it goes. */
  onScreen(screen: TerminalScreen | null): void;
}

export function TerminalView({ shell, shells, shown, beside, screenReader, searching, onSearch, onJump, onScreen }: TerminalViewProps) {
  const t = useWords();
  const shortcuts = useShortcuts();
  const { lab, session, acts, files, requests } = useDesk();
  const connection = useConnection();
  const colours = useColours();
  const { settings } = useSettings();
  const parent = useRef<HTMLDivElement>(null);
  const [screen, setScreen] = useState<TerminalScreen | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const [attempt, setAttempt] = useState(0);
  const latest = useRef({ t, colours, fontSize: settings.fontSize, fonts: codeFonts(settings.font), screenReader, shells, shortcuts, onSearch, onJump, onScreen, id: shell.id, left: shell.left });
  useLayoutEffect(() => {
    latest.current = { t, colours, fontSize: settings.fontSize, fonts: codeFonts(settings.font), screenReader, shells, shortcuts, onSearch, onJump, onScreen, id: shell.id, left: shell.left };
  });

  const { key, focus: takesFocus } = shell;
  useEffect(() => {
    if (parent.current === null) return;
    const stop = new AbortController();
    const { signal } = stop;
    const { colours: now, fontSize, fonts, screenReader: reader } = latest.current;
    const made = new TerminalScreen(parent.current, {
      connection,
      colours: now,
      fontSize,
      fonts,
      screenReader: reader,
      words: () => latest.current.t,
      shortcuts: () => latest.current.shortcuts,
      onExit: (exitCode) => latest.current.shells.ended(key, exitCode),
      onSearch: () => latest.current.onSearch(true),
      onJump: (by) => latest.current.onJump(by),
      files: () => new Set(files.view().entries?.flatMap((entry) => (entry.kind === 'file' ? [entry.path] : []))),
      onFile: (position) => requests.ask('editor', position),
    });
    const begin = async (): Promise<void> => {
      let { id } = latest.current;
      if (id === null || latest.current.left) {
        const continues = id ?? undefined;
        const opened = await connection.call((host) => host.terminal.open({ lab, ...made.size, continues }, { signal }), { signal });
        id = opened.terminal;
        latest.current.shells.opened(key, id, opened.title);
      }
      await made.attach(id);
    };
    begin().then(
      () => setError(null),
      (thrown: unknown) => {
        if (!signal.aborted) setError(toCodedError(thrown));
      },
    );
    setScreen(made);
    latest.current.onScreen(made);
    if (takesFocus) made.focus();
    return () => {
      stop.abort();
      setScreen(null);
      latest.current.onScreen(null);
      made.dispose();
    };
  }, [connection, key, lab, attempt, takesFocus, files, requests]);

  useEffect(() => screen?.setColours(colours), [screen, colours]);
  useEffect(() => screen?.setFontSize(settings.fontSize), [screen, settings.fontSize]);
  useEffect(() => screen?.setFonts(codeFonts(settings.font)), [screen, settings.font]);
  useEffect(() => screen?.setScreenReader(screenReader), [screen, screenReader]);
  useEffect(() => {
    if (shell.ended === null) return;
    screen?.say(shell.ended.exitCode === null ? t('terminal.shell-ended') : t('terminal.shell-ended-code', { exitCode: String(shell.ended.exitCode) }));
  }, [screen, shell.ended, t]);

  const told = useRef(acts.exchanges);
  const hasPostgres = session.services.some(({ kind }) => kind === 'postgres');
  useEffect(() => {
    if (told.current === acts.exchanges) return;
    told.current = acts.exchanges;
    // psql finds out with the next command only, and does not run that one.
    if (hasPostgres && screen?.runs('psql') === true) screen.say(t('terminal.psql-lost-connection'));
  }, [screen, acts.exchanges, hasPostgres, t]);

  return (
    <div className="terminal" hidden={!shown} data-current={shells.active === key} onFocus={() => shells.activate(key)}>
      {beside && (
        <div className="terminal-head">
          <span className="terminal-name">{shell.title}</span>
          <IconButton small label={t('terminal.close', { title: shell.title })} icon={<X size={13} />} onPress={() => shells.close(key)} />
        </div>
      )}
      {searching && screen !== null && (
        <SearchBar
          searcher={screen.searcher}
          onClose={() => {
            screen.clearSearch();
            onSearch(false);
            screen.focus();
          }}
        />
      )}
      {error !== null && <ErrorCard error={error} actions={{ retry: () => setAttempt((n) => n + 1), 'start-lab': acts.start }} />}
      <div ref={parent} className="terminal-host" data-terminal />
      {shell.ended !== null && (
        <div className="terminal-ended">
          <span>{t('terminal.this-shell-has-ended')}</span>
          <Button
            small
            onPress={() => {
              shells.close(key);
              shells.add();
            }}
          >
            {t('terminal.open-a-new-shell')}
          </Button>
        </div>
      )}
    </div>
  );
}
