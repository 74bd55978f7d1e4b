/** The open files as tabs: which, in which order, and which one comes to the front. Paths of the workspace throughout. */

export interface FileTabs {
  tabs: readonly string[];
  /** The one in front; null for none. */
  active: string | null;
}

/** A file that is shown has a tab; a new one stands behind the one in front. */
export function withTab({ tabs, active }: FileTabs, path: string): FileTabs {
  if (tabs.includes(path)) return { tabs, active: path };
  const at = active === null ? -1 : tabs.indexOf(active);
  return { tabs: at < 0 ? [...tabs, path] : tabs.toSpliced(at + 1, 0, path), active: path };
}

/** The next one comes to the front, or the last when there is none behind. */
export function withoutTab({ tabs, active }: FileTabs, path: string): FileTabs {
  const at = tabs.indexOf(path);
  if (at < 0) return { tabs, active };
  const left = tabs.toSpliced(at, 1);
  return { tabs: left, active: active === path ? (left[at] ?? left.at(-1) ?? null) : active };
}

/** @param to the place among the others, from 0 */
export function movedTab(tabs: readonly string[], path: string, to: number): readonly string[] {
  const at = tabs.indexOf(path);
  if (at < 0) return tabs;
  return tabs.toSpliced(at, 1).toSpliced(Math.max(0, Math.min(to, tabs.length - 1)), 0, path);
}

/** After a file or a folder got another name. */
export function renamedTabs({ tabs, active }: FileTabs, from: string, to: string): FileTabs {
  const renamed = (path: string): string => (path === from ? to : path.startsWith(`${from}/`) ? `${to}${path.slice(from.length)}` : path);
  return { tabs: [...new Set(tabs.map(renamed))], active: active === null ? null : renamed(active) };
}

/** Names of tabs: the file's own, and as much of its folder as tells it from the others. */
export function tabNames(tabs: readonly string[]): Map<string, { name: string; hint: string }> {
  const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return new Map(tabs.map((path) => {
    const alike = tabs.filter((each) => nameOf(each) === nameOf(path)).length > 1;
    return [path, { name: nameOf(path), hint: alike ? folderOf(path) : '' }];
  }));
}
