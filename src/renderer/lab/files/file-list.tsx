/** The files of the workspace as a tree. */
import { ChevronRight, File, Folder } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button as AriaButton, Collection, type Key, Tree, TreeItem, TreeItemContent } from 'react-aria-components';
import type { FileEntry } from '../../../shared/views.ts';
import { fileTree, openAtFirst, type TreeRow } from './file-tree.ts';

export interface FileListProps {
  entries: readonly FileEntry[];
  open: string | null;
  /** Files with text that is not on the disk yet. */
  unsaved: ReadonlySet<string>;
  onOpen(path: string): void;
}

export function FileList({ entries, open, unsaved, onOpen }: FileListProps) {
  const tree = useMemo(() => fileTree(entries), [entries]);
  const [expanded, setExpanded] = useState<Set<Key>>(() => new Set(openAtFirst(tree)));
  const files = useMemo(() => new Set(entries.filter((entry) => entry.kind === 'file').map((entry) => entry.path)), [entries]);
  const act = (key: Key): void => {
    if (files.has(String(key))) onOpen(String(key));
    else setExpanded((last) => (last.has(key) ? new Set([...last].filter((k) => k !== key)) : new Set([...last, key])));
  };
  return (
    <Tree
      className="file-tree"
      aria-label="Files of the workspace"
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
  );
}

function Row({ row, unsaved, onPress }: { row: TreeRow; unsaved: ReadonlySet<string>; onPress(key: Key): void }) {
  const dirty = unsaved.has(row.path);
  return (
    <TreeItem id={row.path} textValue={dirty ? `${row.name}, not saved` : row.name} className="file-row" {...(row.kind === 'folder' ? { onPress: () => onPress(row.path) } : {})}>
      <TreeItemContent>
        {row.kind === 'folder' ? (
          <AriaButton slot="chevron" className="file-chevron">
            <ChevronRight size={13} />
          </AriaButton>
        ) : (
          <span className="file-chevron" />
        )}
        {row.kind === 'folder' ? <Folder size={14} aria-hidden="true" /> : <File size={14} aria-hidden="true" />}
        <span className="file-name">{row.name}</span>
        {dirty && <span className="file-dirty" role="img" aria-label="not saved" />}
      </TreeItemContent>
      <Collection items={row.children}>{(child) => <Row row={child} unsaved={unsaved} onPress={onPress} />}</Collection>
    </TreeItem>
  );
}
