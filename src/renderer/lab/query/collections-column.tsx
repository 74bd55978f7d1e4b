/** The collections of a MongoDB: their fields as the documents have them, their indexes; a press shows the first documents. */
import { Braces, ChevronRight, RefreshCw, Rows3, Zap } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button as AriaButton, Collection, Tree, TreeItem, TreeItemContent } from 'react-aria-components';
import { describeError } from '../../../shared/messages.ts';
import type { CollectionView } from '../../../shared/store-views.ts';
import { useRead } from '../../transport/use-backend.ts';
import { IconButton } from '../../ui/button.tsx';
import { useLast } from './use-last.ts';
import { type T, useWords } from '../../words/words-context.tsx';
import type { MessageKey } from '../../../shared/words/language-pack.ts';

export interface CollectionsColumnProps {
  lab: string;
  service: string;
  turn: string;
  onInsert(name: string): void;
  onFirst(collection: string): void;
}

interface Line {
  id: string;
  kind: 'collection' | 'field' | 'index';
  name: string;
  detail: string;
  insert: string | null;
  children: Line[];
}

export function CollectionsColumn({ lab, service, turn, onInsert, onFirst }: CollectionsColumnProps) {
  const t = useWords();
  const { value: read, error, reload } = useRead(`${lab} ${service} ${turn}`, (host, signal) => host.data.collections({ lab, service }, { signal }));
  // What is shown stays until the next is here.
  const value = useLast(read);
  const lines = useMemo(() => (value ?? []).map((each) => lineOf(each, t)), [value, t]);
  const [expanded, setExpanded] = useState<Set<string | number>>(() => new Set());
  return (
    <section className="schema" aria-label={t('query.collections')}>
      <div className="schema-head">
        <h3>{t('query.collections')}</h3>
        <IconButton small label={t('query.read-the-collections-again')} icon={<RefreshCw size={13} />} onPress={reload} />
      </div>
      {error !== null && value === null && <p className="schema-note">{describeError(error, t.table).title}</p>}
      {value !== null && lines.length === 0 && <p className="schema-note">{t('query.there-are-no-collections-yet')}</p>}
      {lines.length > 0 && (
        <Tree
          className="file-tree schema-tree" aria-label={t('query.collections-of-the-database')} items={lines} selectionMode="none" expandedKeys={expanded}
          onExpandedChange={(keys) => setExpanded(new Set(keys))}
          onAction={(id) => {
            const line = [...lines, ...lines.flatMap((each) => each.children)].find((each) => each.id === id);
            if (line?.insert != null) onInsert(line.insert);
          }}
        >
          {(line) => <Item line={line} onFirst={onFirst} />}
        </Tree>
      )}
    </section>
  );
}

function lineOf(collection: CollectionView, t: T): Line {
  const id = `collection ${collection.name}`;
  return {
    id, kind: 'collection', name: collection.name, detail: `≈ ${t('query.number', { n: collection.documents })}`, insert: callOn(collection.name),
    children: [
      ...collection.fields.map((field): Line => ({ id: `${id} field ${field.name}`, kind: 'field', name: field.name, detail: field.types.join(t('query.or')), insert: field.name, children: [] })),
      ...collection.indexes.map((index): Line => ({ id: `${id} index ${index}`, kind: 'index', name: index, detail: '', insert: null, children: [] })),
    ],
  };
}

/** `db.orders`, or the long form for a name that is no word. */
export function callOn(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `db.${name}` : `db.getCollection(${JSON.stringify(name)})`;
}

const KINDS: Readonly<Record<Line['kind'], MessageKey>> = { collection: 'query.kind-collection', field: 'query.kind-field', index: 'query.kind-index' };

function Item({ line, onFirst }: { line: Line; onFirst(collection: string): void }) {
  const t = useWords();
  return (
    <TreeItem id={line.id} textValue={`${t(KINDS[line.kind])} ${line.name} ${line.detail}`} className="file-row schema-row">
      <TreeItemContent>
        {line.kind === 'collection' ? (
          <AriaButton slot="chevron" className="file-chevron">
            <ChevronRight size={13} />
          </AriaButton>
        ) : (
          <span className="file-chevron" />
        )}
        {line.kind === 'collection' ? <Braces size={13} aria-hidden="true" /> : line.kind === 'index' ? <Zap size={12} aria-hidden="true" /> : <span className="schema-dot" aria-hidden="true" />}
        <span className="file-name" title={`${line.name} ${line.detail}`}>
          {line.name}
        </span>
        <span className="schema-detail">{line.detail}</span>
        {line.kind === 'collection' && (
          <AriaButton className="schema-rows" aria-label={t('query.first-documents-of', { name: line.name })} onPress={() => onFirst(line.name)}>
            <Rows3 size={13} aria-hidden="true" />
          </AriaButton>
        )}
      </TreeItemContent>
      <Collection items={line.children}>{(child) => <Item line={child} onFirst={onFirst} />}</Collection>
    </TreeItem>
  );
}
