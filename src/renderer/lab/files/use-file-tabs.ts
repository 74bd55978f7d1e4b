/** The tabs of the editor, as the window remembers them for this lab. */
import { useCallback, useRef } from 'react';
import { useLabLayout, useUi } from '../../app/ui-state.ts';
import { type FileTabs, movedTab, renamedTabs, withoutTab, withTab } from './file-tabs.ts';

export interface FileTabsAccess extends FileTabs {
  open(path: string): void;
  close(path: string): void;
  /** Opens what was closed last. */
  reopen(): void;
  move(path: string, to: number): void;
  renamed(from: string, to: string): void;
}

/** The layout's word for: every file was closed. */
const NONE = '';
/** Closed files that can be had back. */
const MOST_CLOSED = 20;

/**
 * @param place what the window's layout is kept under
 * @param names the workspace's files; null while they are not known
 * @param first what is shown before the learner has chosen
 */
export function useFileTabs(place: string, names: readonly string[] | null, first: string | null): FileTabsAccess {
  const layout = useLabLayout(place);
  const setLayout = useUi((s) => s.setLayout);
  const closed = useRef<string[]>([]);
  const active = layout?.file === NONE ? null : (layout?.file ?? first ?? names?.[0] ?? null);
  // What is gone from the workspace has no tab, unless it is in front and says so itself.
  const kept = (layout?.tabs ?? []).filter((path) => path === active || names === null || names.includes(path));
  const now: FileTabs = active === null ? { tabs: kept, active } : withTab({ tabs: kept, active: null }, active);
  const keep = useCallback((next: FileTabs) => setLayout(place, { tabs: next.tabs, file: next.active ?? NONE }), [place, setLayout]);
  return {
    ...now,
    open: (path) => keep(withTab(now, path)),
    close: (path) => {
      closed.current = [...closed.current.filter((each) => each !== path), path].slice(-MOST_CLOSED);
      keep(withoutTab(now, path));
    },
    reopen: () => {
      const path = closed.current.findLast((each) => !now.tabs.includes(each) && names?.includes(each) === true);
      if (path !== undefined) keep(withTab(now, path));
    },
    move: (path, to) => keep({ ...now, tabs: movedTab(now.tabs, path, to) }),
    renamed: (from, to) => keep(renamedTabs(now, from, to)),
  };
}
