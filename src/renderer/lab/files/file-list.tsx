/** The files of the workspace as a tree. */
import { ChevronRight, File, Folder } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button as AriaButton, Collection, type Key, Tree, TreeItem, TreeItemContent } from 'react-aria-components';
import type { FileEntry } from '../../../shared/views.ts';
import { ContextMenu } from '../../ui/context-menu.tsx';
import { isShortcut } from '../../ui/keys.ts';
import type { MenuEntry } from '../../ui/menu.tsx';
import { MiddleCut } from '../../ui/middle-cut.tsx';
import { fileTree, openAtFirst, type TreeRow } from './file-tree.ts';
import { useWords } from '../../words/words-context.tsx';

export interface FileListProps {
  entries: readonly FileEntry[];
  open: string | null;
  /** Files with text that is not on the disk yet. */
  unsaved: ReadonlySet<string>;
  onOpen(path: string): void;
  /** What can be done with a file or folder. */
  menu(path: string): readonly MenuEntry[];
  onRename(path: string): void;
  onDelete(path: string): void;
  /** Takes the last act on the tree back. */
  onUndo(): void;
}

export function FileList({ entries, open, unsaved, onOpen, menu, onRename, onDelete, onUndo }: FileListProps) {
  const t = useWords();
  const tree = useMemo(() => fileTree(entries), [entries]);
  const [expanded, setExpanded] = useState<Set<Key>>(() => new Set(openAtFirst(tree)));
  // The file in the editor is seen in the tree, however it came there.
  const [revealed, setRevealed] = useState(open);
  if (open !== revealed) {
    setRevealed(open);
    setExpanded((last) => new Set([...last, ...foldersAbove(open ?? '')]));
  }
  const files = useMemo(() => new Set(entries.filter((entry) => entry.kind === 'file').map((entry) => entry.path)), [entries]);
  const [menuAt, setMenuAt] = useState<{ path: string; x: number; y: number } | null>(null);
  const act = (key: Key): void => {
    if (files.has(String(key))) onOpen(String(key));
    else setExpanded((last) => (last.has(key) ? new Set([...last].filter((k) => k !== key)) : new Set([...last, key])));
  };
  return (
    <div
      className="file-tree-frame"
      onContextMenu={(event) => {
        const path = pathOf(event.target);
        if (path === null) return;
        event.preventDefault();
        // The Menu key brings no place of the pointer.
        const box = (event.target as Element).getBoundingClientRect();
        setMenuAt({ path, x: event.clientX === 0 ? box.left + 24 : event.clientX, y: event.clientY === 0 ? box.bottom : event.clientY });
      }}
      onKeyDownCapture={(event) => {
        const path = pathOf(event.target);
        if (event.key === 'F2' && path !== null) onRename(path);
        else if (event.key === 'Delete' && path !== null) onDelete(path);
        else if (isShortcut(event.nativeEvent, 'Mod+Z')) onUndo();
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <Tree
        className="file-tree"
        aria-label={t('files.files-of-the-workspace')}
        items={tree}
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={open === null ? [] : [open]}
        onSelectionChange={(keys) => {
          const [key] = keys === 'all' ? [] : [...keys];
          if (key !== undefined && files.has(String(key)) && key !== open) onOpen(String(key));
        }}
        onAction={act}
        expandedKeys={expanded}
        onExpandedChange={(keys) => setExpanded(new Set(keys))}
      >
        {(row) => <Row row={row} unsaved={unsaved} onPress={act} />}
      </Tree>
      <ContextMenu label={t('files.file')} at={menuAt} entries={menuAt === null ? [] : menu(menuAt.path)} onClose={() => setMenuAt(null)} />
    </div>
  );
}

function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
}

/** The row that an event belongs to. */
function pathOf(target: EventTarget): string | null {
  return target instanceof Element ? (target.closest<HTMLElement>('[role="row"]')?.dataset['key'] ?? null) : null;
}

function Row({ row, unsaved, onPress }: { row: TreeRow; unsaved: ReadonlySet<string>; onPress(key: Key): void }) {
  const t = useWords();
  const dirty = unsaved.has(row.path);
  return (
    <TreeItem id={row.path} textValue={dirty ? t('files.not-saved-2', { path: row.name }) : row.name} className="file-row" {...(row.kind === 'folder' ? { onPress: () => onPress(row.path) } : {})}>
      <TreeItemContent>
        {row.kind === 'folder' ? (
          <AriaButton slot="chevron" className="file-chevron">
            <ChevronRight size={13} />
          </AriaButton>
        ) : (
          <span className="file-chevron" />
        )}
        {row.kind === 'folder' ? <Folder size={14} aria-hidden="true" /> : <File size={14} aria-hidden="true" />}
        <MiddleCut name={row.name} />
        {dirty && <span className="file-dirty" role="img" aria-label={t('files.not-saved')} />}
      </TreeItemContent>
      <Collection items={row.children}>{(child) => <Row row={child} unsaved={unsaved} onPress={onPress} />}</Collection>
    </TreeItem>
  );
}
