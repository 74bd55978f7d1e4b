/** One shell: its screen, its search bar, and what to do when it has ended or could not be opened. */
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { CodedError } from '../../../shared/messages.ts';
import { useColours } from '../../app/theme.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { useSettings } from '../../settings/settings-context.tsx';
import { toCodedError } from '../../transport/coded-error.ts';
import { useConnection } from '../../transport/use-backend.ts';
import { Button } from '../../ui/button.tsx';
import { useDesk } from '../lab-context.ts';
import { SearchBar } from './search-bar.tsx';
import { TerminalScreen } from './terminal-screen.ts';
import type { Shell, Shells } from './use-shells.ts';

export interface TerminalViewProps {
  shell: Shell;
  shells: Shells;
  shown: boolean;
  screenReader: boolean;
  searching: boolean;
  onSearch(on: boolean): void;
}

export function TerminalView({ shell, shells, shown, screenReader, searching, onSearch }: TerminalViewProps) {
  const { lab, acts } = useDesk();
  const connection = useConnection();
  const colours = useColours();
  const { settings } = useSettings();
  const parent = useRef<HTMLDivElement>(null);
  const [screen, setScreen] = useState<TerminalScreen | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const [attempt, setAttempt] = useState(0);
  const latest = useRef({ colours, fontSize: settings.fontSize, screenReader, shells, onSearch, id: shell.id });
  useLayoutEffect(() => {
    latest.current = { colours, fontSize: settings.fontSize, screenReader, shells, onSearch, id: shell.id };
  });

  const { key, focus: takesFocus } = shell;
  useEffect(() => {
    if (parent.current === null) return;
    const stop = new AbortController();
    const { signal } = stop;
    const { colours: now, fontSize, screenReader: reader } = latest.current;
    const made = new TerminalScreen(parent.current, {
      connection,
      colours: now,
      fontSize,
      screenReader: reader,
      onExit: (exitCode) => latest.current.shells.ended(key, exitCode),
      onSearch: () => latest.current.onSearch(true),
    });
    const begin = async (): Promise<void> => {
      let { id } = latest.current;
      if (id === null) {
        const opened = await connection.call((host) => host.terminal.open({ lab, ...made.size }, { signal }), { signal });
        id = opened.terminal;
        latest.current.shells.opened(key, id);
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
    if (takesFocus) made.focus();
    return () => {
      stop.abort();
      setScreen(null);
      made.dispose();
    };
  }, [connection, key, lab, attempt, takesFocus]);

  useEffect(() => screen?.setColours(colours), [screen, colours]);
  useEffect(() => screen?.setFontSize(settings.fontSize), [screen, settings.fontSize]);
  useEffect(() => screen?.setScreenReader(screenReader), [screen, screenReader]);
  useEffect(() => {
    if (shell.ended === null) return;
    screen?.say(shell.ended.exitCode === null ? 'The shell has ended.' : `The shell has ended with exit code ${shell.ended.exitCode}.`);
  }, [screen, shell.ended]);

  return (
    <div className="terminal" hidden={!shown}>
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
          <span>This shell has ended.</span>
          <Button
            small
            onPress={() => {
              shells.close(key);
              shells.add();
            }}
          >
            Open a new shell
          </Button>
        </div>
      )}
    </div>
  );
}
