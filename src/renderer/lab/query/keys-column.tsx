/** The keys of a Redis by prefix, as a tree; a press shows what lies under one. */
import { Activity, ChevronRight, Folder, KeyRound, RefreshCw } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button as AriaButton, Collection, Input, SearchField, Tree, TreeItem, TreeItemContent } from 'react-aria-components';
import { describeError } from '../../../shared/messages.ts';
import { useRead } from '../../transport/use-backend.ts';
import { IconButton } from '../../ui/button.tsx';
import { keyTree, type KeyRow } from './key-tree.ts';
import { useLast } from './use-last.ts';

export interface KeysColumnProps {
  lab: string;
  service: string;
  /** What is read counts until this changes. */
  turn: string;
  onShow(key: string): void;
  /** Shows the commands as they come. */
  onCommands(): void;
}

export function KeysColumn({ lab, service, turn, onShow, onCommands }: KeysColumnProps) {
  const [prefix, setPrefix] = useState('');
  const [expanded, setExpanded] = useState<Set<string | number>>(() => new Set());
  const { value: read, error, reload } = useRead(`${lab} ${service} ${turn} ${prefix}`, (host, signal) => host.data.keys({ lab, service, prefix }, { signal }));
  // What is shown stays until the next is here.
  const value = useLast(read);
  const rows = useMemo(() => keyTree(value?.keys ?? []), [value]);
  return (
    <section className="schema" aria-label="Keys">
      <div className="schema-head">
        <h3>Keys</h3>
        <span className="schema-tools">
          <IconButton small label="Live commands" icon={<Activity size={14} />} onPress={onCommands} />
          <IconButton small label="Read the keys again" icon={<RefreshCw size={13} />} onPress={reload} />
        </span>
      </div>
      <SearchField className="keys-search" aria-label="Keys that begin with" value={prefix} onChange={setPrefix}>
        <Input placeholder="Begins with…" />
      </SearchField>
      {error !== null && value === null && <p className="schema-note">{describeError(error).title}</p>}
      {value !== null && rows.length === 0 && <p className="schema-note">{prefix === '' ? 'There are no keys yet.' : `No key begins with ${prefix}`}</p>}
      {rows.length > 0 && (
        <Tree
          className="file-tree schema-tree" aria-label="Keys by prefix" items={rows} selectionMode="none" expandedKeys={expanded}
          onExpandedChange={(keys) => setExpanded(new Set(keys))}
          onAction={(id) => {
            const text = String(id);
            if (text.startsWith('key ')) onShow(text.slice('key '.length));
            else setExpanded((last) => (last.has(id) ? new Set([...last].filter((each) => each !== id)) : new Set([...last, id])));
          }}
        >
          {(row) => <Item row={row} />}
        </Tree>
      )}
      {value?.cut === true && <p className="schema-note">There are more keys. Write what the ones you look for begin with.</p>}
    </section>
  );
}

function Item({ row }: { row: KeyRow }) {
  const spoken = row.entry === null ? `${row.name}, ${row.count} keys` : `${row.entry.key}, ${row.entry.type}${row.entry.ttlMs === null ? '' : ', with an end'}`;
  return (
    <TreeItem id={row.id} textValue={spoken} className="file-row schema-row">
      <TreeItemContent>
        {row.entry === null ? (
          <AriaButton slot="chevron" className="file-chevron">
            <ChevronRight size={13} />
          </AriaButton>
        ) : (
          <span className="file-chevron" />
        )}
        {row.entry === null ? <Folder size={13} aria-hidden="true" /> : <KeyRound size={12} aria-hidden="true" />}
        <span className="file-name" title={row.entry?.key}>
          {row.name}
        </span>
        <span className="schema-detail">{row.entry === null ? row.count : row.entry.type}</span>
      </TreeItemContent>
      <Collection items={row.children}>{(child) => <Item row={child} />}</Collection>
    </TreeItem>
  );
}
