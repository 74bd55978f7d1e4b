/** The keys of a Redis by prefix, as a tree; a press shows what lies under one. */
import { Activity, ChevronRight, Folder, KeyRound, RefreshCw } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button as AriaButton, Collection, Input, SearchField, Tree, TreeItem, TreeItemContent } from 'react-aria-components';
import { describeError } from '../../../shared/messages.ts';
import { useRead } from '../../transport/use-backend.ts';
import { IconButton } from '../../ui/button.tsx';
import { keyTree, type KeyRow } from './key-tree.ts';
import { useLast } from './use-last.ts';
import { useWords } from '../../words/words-context.tsx';

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
  const t = useWords();
  const [prefix, setPrefix] = useState('');
  const [expanded, setExpanded] = useState<Set<string | number>>(() => new Set());
  const { value: read, error, reload } = useRead(`${lab} ${service} ${turn} ${prefix}`, (host, signal) => host.data.keys({ lab, service, prefix }, { signal }));
  // What is shown stays until the next is here.
  const value = useLast(read);
  const rows = useMemo(() => keyTree(value?.keys ?? []), [value]);
  return (
    <section className="schema" aria-label={t('query.keys')}>
      <div className="schema-head">
        <h3>{t('query.keys')}</h3>
        <span className="schema-tools">
          <IconButton small label={t('query.live-commands')} icon={<Activity size={14} />} onPress={onCommands} />
          <IconButton small label={t('query.read-the-keys-again')} icon={<RefreshCw size={13} />} onPress={reload} />
        </span>
      </div>
      <SearchField className="keys-search" aria-label={t('query.keys-that-begin-with')} value={prefix} onChange={setPrefix}>
        <Input placeholder={t('query.begins-with')} />
      </SearchField>
      {error !== null && value === null && <p className="schema-note">{describeError(error, t.table).title}</p>}
      {value !== null && rows.length === 0 && <p className="schema-note">{prefix === '' ? t('query.there-are-no-keys-yet') : t('query.no-key-begins-with', { prefix })}</p>}
      {rows.length > 0 && (
        <Tree
          className="file-tree schema-tree" aria-label={t('query.keys-by-prefix')} items={rows} selectionMode="none" expandedKeys={expanded}
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
      {value?.cut === true && <p className="schema-note">{t('query.there-are-more-keys-write')}</p>}
    </section>
  );
}

function Item({ row }: { row: KeyRow }) {
  const t = useWords();
  const spoken = row.entry === null ? t('query.keys-in', { name: row.name, count: row.count }) : t(row.entry.ttlMs === null ? 'query.key-of-type' : 'query.key-with-end', { key: row.entry.key, type: row.entry.type });
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
