/** The shells of the lab: found again after a reload or a new lab host, opened when there is none. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useConnection, useHostTurn } from '../../transport/use-backend.ts';

export interface Shell {
  /** Names it in this window. */
  key: string;
  /** The lab host's name for it; null while it is being opened. */
  id: string | null;
  /** Takes the keyboard when it is there. */
  focus: boolean;
  /** Set when it has ended. */
  ended: { exitCode: number | null } | null;
}

export interface Shells {
  shells: readonly Shell[];
  active: string | null;
  activate(key: string): void;
  add(): void;
  /** Ends the shell and takes its tab away. */
  close(key: string): void;
  opened(key: string, id: string): void;
  ended(key: string, exitCode: number | null): void;
}

/** @param open the lab's services run, so that shells can be opened */
export function useShells(lab: string, open: boolean): Shells {
  const connection = useConnection();
  const hostTurn = useHostTurn();
  const [shells, setShells] = useState<readonly Shell[]>([]);
  const [active, setActive] = useState<string | null>(null);
  const nextKey = useRef(0);
  const makeKey = (): string => {
    nextKey.current += 1;
    return `shell-${nextKey.current}`;
  };

  useEffect(() => {
    if (!open) return;
    let wanted = true;
    connection.call((host) => host.terminal.list({ lab }), { repeat: true }).then(
      (found) => {
        if (!wanted) return;
        // Whoever was typing when the lab host went goes on typing in its successor's shell.
        const typing = document.activeElement?.closest('[data-terminal]') != null;
        setShells((last) => {
          const known = last.filter((shell) => shell.ended === null && found.some((each) => each.terminal === shell.id));
          const fresh = found.filter((each) => !known.some((shell) => shell.id === each.terminal)).map((each): Shell => ({ key: makeKey(), id: each.terminal, focus: typing, ended: null }));
          const all = [...known, ...fresh];
          return all.length > 0 ? all : [{ key: makeKey(), id: null, focus: typing, ended: null }];
        });
      },
      () => {
        // The host went away once more: its successor is asked by the next turn.
      },
    );
    return () => {
      wanted = false;
    };
  }, [connection, lab, open, hostTurn]);

  const add = useCallback(() => {
    const key = makeKey();
    setShells((last) => [...last, { key, id: null, focus: true, ended: null }]);
    setActive(key);
  }, []);
  const close = useCallback(
    (key: string) => {
      setShells((last) => {
        const shell = last.find((each) => each.key === key);
        if (shell?.id != null && shell.ended === null) {
          const { id } = shell;
          connection.call((host) => host.terminal.close({ terminal: id })).catch(() => {
            // It has ended by itself.
          });
        }
        return last.filter((each) => each.key !== key);
      });
    },
    [connection],
  );
  const change = useCallback((key: string, part: Partial<Shell>) => setShells((last) => last.map((each) => (each.key === key ? { ...each, ...part } : each))), []);
  const opened = useCallback((key: string, id: string) => change(key, { id }), [change]);
  const ended = useCallback((key: string, exitCode: number | null) => change(key, { ended: { exitCode } }), [change]);
  const shown = shells.some((shell) => shell.key === active) ? active : (shells.at(-1)?.key ?? null);
  return { shells, active: shown, activate: setActive, add, close, opened, ended };
}
