/** The shells of the lab: found again after a reload or a new lab host, opened when there is none. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useLabLayout, useUi } from '../../app/ui-state.ts';
import { useConnection, useHostTurn } from '../../transport/use-backend.ts';
import { groupsOf, keptOf, reconcile, type Shell, type ShellGroup } from './shell-groups.ts';
import { useWords } from '../../words/words-context.tsx';

export interface Shells {
  shells: readonly Shell[];
  groups: readonly ShellGroup[];
  /** The key of the one that had the keyboard last. */
  active: string | null;
  activate(key: string): void;
  /** Opens one in a tab of its own. @returns its key */
  add(): string;
  /** Opens one beside the active one. */
  split(): void;
  /** Ends the shell and takes its tab away. */
  close(key: string): void;
  opened(key: string, id: string, title: string): void;
  ended(key: string, exitCode: number | null): void;
  rename(key: string, name: string): void;
}

/**
 * @param open the lab's services run, so that shells can be opened
 * @param place what the window's layout is kept under
 */
export function useShells(lab: string, open: boolean, place: string): Shells {
  const t = useWords();
  const connection = useConnection();
  const hostTurn = useHostTurn();
  const layout = useLabLayout(place);
  const setLayout = useUi((s) => s.setLayout);
  const [shells, setShells] = useState<readonly Shell[]>([]);
  const [active, setActive] = useState<string | null>(null);
  const nextKey = useRef(0);
  const makeKey = useCallback((): string => {
    nextKey.current += 1;
    return `shell-${nextKey.current}`;
  }, []);
  const fresh = useCallback(
    (group: string | null, focus: boolean): Shell => {
      const key = makeKey();
      return { key, id: null, left: false, title: t('terminal.terminal'), group: group ?? `group-${key}`, focus, ended: null };
    },
    [makeKey, t],
  );
  const shown = shells.some((shell) => shell.key === active) ? active : (shells.at(-1)?.key ?? null);
  const latest = useRef({ shells, kept: layout?.shells ?? { groups: [], active: null } });
  useEffect(() => {
    latest.current = { shells, kept: layout?.shells ?? { groups: [], active: null } };
  });

  useEffect(() => {
    if (!open) return;
    let wanted = true;
    connection.call((host) => host.terminal.list({ lab }), { repeat: true }).then(
      (found) => {
        if (!wanted) return;
        // Whoever was typing when the lab host went goes on typing in its successor's shell.
        const typing = document.activeElement?.closest('[data-terminal]') != null;
        const { kept, shells: last } = latest.current;
        const next = reconcile(last, found, kept, typing, makeKey);
        const all = next.length > 0 ? next : [fresh(null, typing)];
        setShells(all);
        setActive((before) => (all.some((shell) => shell.key === before) ? before : (all.find((shell) => shell.id !== null && shell.id === kept.active)?.key ?? null)));
      },
      () => {
        // The host went away once more: its successor is asked by the next turn.
      },
    );
    return () => {
      wanted = false;
    };
  }, [connection, lab, open, hostTurn, makeKey, fresh]);

  // While a shell is being opened, what is remembered stays as it was.
  useEffect(() => {
    if (shells.length === 0 || shells.some((shell) => shell.id === null)) return;
    setLayout(place, { shells: keptOf(shells, shown) });
  }, [shells, shown, place, setLayout]);

  const add = useCallback((): string => {
    const shell = fresh(null, true);
    setShells((last) => [...last, shell]);
    setActive(shell.key);
    return shell.key;
  }, [fresh]);
  const split = useCallback(() => {
    const beside = latest.current.shells.find((each) => each.key === shown);
    const shell = fresh(beside?.group ?? null, true);
    setShells((last) => {
      const at = last.findIndex((each) => each.key === beside?.key);
      return at < 0 ? [...last, shell] : last.toSpliced(at + 1, 0, shell);
    });
    setActive(shell.key);
  }, [fresh, shown]);
  const close = useCallback(
    (key: string) => {
      const shell = latest.current.shells.find((each) => each.key === key);
      if (shell?.id != null && shell.ended === null) {
        const { id } = shell;
        connection.call((host) => host.terminal.close({ terminal: id })).catch(() => {
          // It has ended by itself.
        });
      }
      setShells((last) => last.filter((each) => each.key !== key));
      // The neighbour in the same tab goes on.
      setActive((before) => (before === key ? (latest.current.shells.find((each) => each.group === shell?.group && each.key !== key)?.key ?? null) : before));
    },
    [connection],
  );
  const change = useCallback((key: string, part: Partial<Shell>) => setShells((last) => last.map((each) => (each.key === key ? { ...each, ...part } : each))), []);
  const opened = useCallback((key: string, id: string, title: string) => change(key, { id, title, left: false }), [change]);
  const ended = useCallback((key: string, exitCode: number | null) => change(key, { ended: { exitCode } }), [change]);
  const rename = useCallback(
    (key: string, name: string) => {
      const id = latest.current.shells.find((each) => each.key === key)?.id;
      if (id == null) return;
      connection
        .call(async (host) => {
          await host.terminal.rename({ terminal: id, name });
          return host.terminal.list({ lab });
        })
        .then(
          (found) => change(key, { title: found.find((each) => each.terminal === id)?.title ?? name }),
          () => {
            // The shell has ended: there is nothing to be named.
          },
        );
    },
    [change, connection, lab],
  );
  return { shells, groups: groupsOf(shells), active: shown, activate: setActive, add, split, close, opened, ended, rename };
}
