/** How the shells of a lab stand: in tabs, some beside each other in one; and what of it is remembered. */

export interface Shell {
  /** Names it in this window. */
  key: string;
  /** The lab host's name for it; null while it is being opened. */
  id: string | null;
  /** An earlier lab host's terminal, which goes on with a fresh shell. */
  left: boolean;
  title: string;
  /** The tab that it stands in. */
  group: string;
  /** Takes the keyboard when it is there. */
  focus: boolean;
  /** Set when it has ended. */
  ended: { exitCode: number | null } | null;
}

export interface ShellGroup {
  key: string;
  shells: readonly Shell[];
}

/** The lab host's ids by tab, and the one that had the keyboard last. */
export interface KeptShells {
  groups: readonly (readonly string[])[];
  active: string | null;
}

/** What the lab host lists. */
export interface FoundShell {
  terminal: string;
  title: string;
  left: boolean;
}

export function groupsOf(shells: readonly Shell[]): ShellGroup[] {
  const groups = new Map<string, Shell[]>();
  for (const shell of shells) groups.set(shell.group, [...(groups.get(shell.group) ?? []), shell]);
  return [...groups].map(([key, members]) => ({ key, shells: members }));
}

/**
 * Brings the window's shells in line with what the lab host has.
 * @param kept how the tabs stood, for those that the window does not know yet
 * @param makeKey names a shell
 */
export function reconcile(last: readonly Shell[], found: readonly FoundShell[], kept: KeptShells, focus: boolean, makeKey: () => string): Shell[] {
  const known = last.filter((shell) => shell.ended === null && found.some((each) => each.terminal === shell.id && !each.left));
  const before = new Map(last.map((shell) => [shell.id, shell]));
  const fresh = found.filter((each) => !known.some((shell) => shell.id === each.terminal)).map((each): Shell => {
    // A tab is named by the first of its shells that are kept.
    const keptIn = kept.groups.find((ids) => ids.includes(each.terminal))?.[0] ?? each.terminal;
    return {
      key: makeKey(), id: each.terminal, left: each.left, title: each.title, ended: null,
      group: before.get(each.terminal)?.group ?? `group-${keptIn}`,
      focus: focus && (kept.active === null || kept.active === each.terminal),
    };
  });
  const order = kept.groups.flat();
  const rank = (shell: Shell): number => {
    const at = order.indexOf(shell.id ?? '');
    return at < 0 ? order.length : at;
  };
  return [...known, ...fresh].sort((a, b) => rank(a) - rank(b));
}

/** What is to be remembered. */
export function keptOf(shells: readonly Shell[], activeKey: string | null): KeptShells {
  const groups = groupsOf(shells)
    .map((group) => group.shells.flatMap((shell) => (shell.id === null || shell.ended !== null ? [] : [shell.id])))
    .filter((ids) => ids.length > 0);
  return { groups, active: shells.find((shell) => shell.key === activeKey)?.id ?? null };
}
