/** A JSON value as a tree that folds. Long lists are shown piece by piece. */
import { ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button as AriaButton, Collection, type Key, Tree, TreeItem, TreeItemContent } from 'react-aria-components';
import { useConnection } from '../../transport/use-backend.ts';
import { useAnnounce } from '../../ui/announce.tsx';
import { jsonNode, type JsonNode, openAtFirst, PIECE } from './json-node.ts';
import { useWords } from '../../words/words-context.tsx';
import './json-tree.css';

export function JsonTree({ value }: { value: unknown }) {
  const t = useWords();
  const connection = useConnection();
  const announce = useAnnounce();
  const root = useMemo(() => jsonNode('$', '', value), [value]);
  const [expanded, setExpanded] = useState<Set<Key>>(() => new Set(openAtFirst(root)));
  const [shown, setShown] = useState<Readonly<Record<string, number>>>({});
  const act = (key: Key): void => {
    const path = String(key);
    if (path.endsWith('/more')) {
      const list = path.slice(0, -'/more'.length);
      setShown((last) => ({ ...last, [list]: (last[list] ?? PIECE) + PIECE }));
      return;
    }
    connection.main.clipboard.write({ text: path }).then(() => announce(t('api.copied', { path })), () => announce(t('api.could-not-copy-the-path')));
  };
  return (
    <div className="api-tree-place">
      <Tree
        className="api-tree" aria-label={t('api.answer-as-a-tree')} items={[root]} selectionMode="none" onAction={act} expandedKeys={expanded}
        onExpandedChange={(keys) => setExpanded(new Set(keys))} dependencies={[shown]}
      >
        {(node) => <Row node={node} shown={shown} expanded={expanded} />}
      </Tree>
      <p className="api-tree-note">{t('api.press-a-line-to-copy')}</p>
    </div>
  );
}

function Row({ node, shown, expanded }: { node: JsonNode; shown: Readonly<Record<string, number>>; expanded: ReadonlySet<Key> }) {
  const t = useWords();
  const folds = node.kind === 'list' || node.kind === 'object';
  // What is folded is not made: an answer may have a hundred thousand lines.
  const children = folds && expanded.has(node.path) ? node.children() : [];
  const limit = shown[node.path] ?? PIECE;
  const items = children.length > limit ? [...children.slice(0, limit), { path: `${node.path}/more`, name: '', kind: 'more', text: t('api.more', { children: children.length - limit }), size: 0, children: () => [] } satisfies JsonNode] : children;
  return (
    <TreeItem id={node.path} textValue={`${node.name} ${node.text}`} className="api-tree-row" hasChildItems={folds && node.size > 0}>
      <TreeItemContent>
        {folds && node.size > 0 ? (
          <AriaButton slot="chevron" className="file-chevron">
            <ChevronRight size={13} />
          </AriaButton>
        ) : (
          <span className="file-chevron" />
        )}
        {node.name !== '' && <span className="api-tree-name">{node.name}</span>}
        <span className={`api-tree-value api-tree-${node.kind}`}>{node.kind === 'more' ? t('api.show-of', { PIECE: Math.min(PIECE, Number.parseInt(node.text, 10)), text: node.text }) : node.text}</span>
      </TreeItemContent>
      <Collection items={items} dependencies={[shown, expanded]}>{(child) => <Row node={child} shown={shown} expanded={expanded} />}</Collection>
    </TreeItem>
  );
}
