/** A nested value as a tree that folds: fields, values coloured by type, how much is in what is folded. Long lists are shown piece by piece. */
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton, Collection, type Key, Tree, TreeItem, TreeItemContent } from 'react-aria-components';
import { useConnection } from '../../transport/use-backend.ts';
import { useWords } from '../../words/words-context.tsx';
import { useAnnounce } from '../announce.tsx';
import { leaf, openAtFirst, PIECE, type ValueNode } from './value-node.ts';
import './value-tree.css';

/** Behind the path of a list: the line that shows more of it. */
const MORE = '/more';

export interface ValueTreeProps {
  label: string;
  root: ValueNode;
  /** Stands below the tree. */
  note: string;
  /** What a press on the line of this path copies. */
  copyOf(path: string): string;
}

export function ValueTree({ label, root, note, copyOf }: ValueTreeProps) {
  const t = useWords();
  const connection = useConnection();
  const announce = useAnnounce();
  const [expanded, setExpanded] = useState<Set<Key>>(() => new Set(openAtFirst(root)));
  const [shown, setShown] = useState<Readonly<Record<string, number>>>({});
  const act = (key: Key): void => {
    const path = String(key);
    if (path.endsWith(MORE)) {
      const list = path.slice(0, -MORE.length);
      setShown((last) => ({ ...last, [list]: (last[list] ?? PIECE) + PIECE }));
      return;
    }
    const text = copyOf(path);
    connection.main.clipboard.write({ text }).then(() => announce(t('ui.tree-copied', { path: text })), () => announce(t('ui.tree-not-copied')));
  };
  return (
    <div className="value-tree-place">
      <Tree
        className="value-tree" aria-label={label} items={[root]} selectionMode="none" onAction={act} expandedKeys={expanded}
        onExpandedChange={(keys) => setExpanded(new Set(keys))} dependencies={[shown]}
      >
        {(node) => <Row node={node} shown={shown} expanded={expanded} />}
      </Tree>
      <p className="value-tree-note">{note}</p>
    </div>
  );
}

function Row({ node, shown, expanded }: { node: ValueNode; shown: Readonly<Record<string, number>>; expanded: ReadonlySet<Key> }) {
  const t = useWords();
  const folds = node.size > 0;
  // What is folded is not made: a value may have a hundred thousand lines.
  const children = folds && expanded.has(node.path) ? node.children() : [];
  const limit = shown[node.path] ?? PIECE;
  const left = children.length - limit;
  const items = left > 0 ? [...children.slice(0, limit), leaf(`${node.path}${MORE}`, '', 'more', t('ui.tree-more', { count: Math.min(PIECE, left), left }))] : children;
  return (
    <TreeItem id={node.path} textValue={`${node.name} ${node.text}`} className="value-tree-row" hasChildItems={folds}>
      <TreeItemContent>
        {folds ? (
          <AriaButton slot="chevron" className="file-chevron">
            <ChevronRight size={13} />
          </AriaButton>
        ) : (
          <span className="file-chevron" />
        )}
        {node.name !== '' && <span className="value-tree-name">{node.name}</span>}
        <span className={`value-tree-value value-tree-${node.kind}`}>{node.text}</span>
      </TreeItemContent>
      <Collection items={items} dependencies={[shown, expanded]}>{(child) => <Row node={child} shown={shown} expanded={expanded} />}</Collection>
    </TreeItem>
  );
}
