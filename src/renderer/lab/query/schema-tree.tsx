/** The tables of a database as a tree: columns with their types and keys, indexes; a name goes into the query, a table shows its first rows. */
import { ChevronRight, Eye, KeyRound, Link2, ListTree, RefreshCw, Rows3, Table2, Zap } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button as AriaButton, Collection, Tree, TreeItem, TreeItemContent } from 'react-aria-components';
import type { ReactNode } from 'react';
import type { TableView } from '../../../shared/data-views.ts';
import { describeError } from '../../../shared/messages.ts';
import { IconButton } from '../../ui/button.tsx';
import { schemaRows, type SchemaRow } from './schema-rows.ts';
import type { Schema } from './use-schema.ts';
import { useWords } from '../../words/words-context.tsx';

export interface SchemaTreeProps {
  schema: Schema;
  kind: 'postgres' | 'mysql';
  /** Puts a name where the cursor is. */
  onInsert(name: string): void;
  onFirstRows(table: TableView): void;
}

export function SchemaTree({ schema, kind, onInsert, onFirstRows }: SchemaTreeProps) {
  const t = useWords();
  const { view, error, reload } = schema;
  const rows = useMemo(() => (view === null ? [] : schemaRows(view, kind, t)), [view, kind, t]);
  const [expanded, setExpanded] = useState<Set<string | number>>(() => new Set());
  return (
    <section className="schema" aria-label={t('query.tables')}>
      <div className="schema-head">
        <h3>{t('query.tables')}</h3>
        <IconButton small label={t('query.read-the-tables-again')} icon={<RefreshCw size={13} />} onPress={reload} />
      </div>
      {error !== null && view === null && <p className="schema-note">{describeError(error, t.table).title}</p>}
      {error === null && view === null && <p className="schema-note">{t('query.reading-the-tables')}</p>}
      {view !== null && rows.length === 0 && <p className="schema-note">{t('query.there-are-no-tables-yet')}</p>}
      {rows.length > 0 && (
        <Tree
          className="file-tree schema-tree" aria-label={t('query.tables-of-the-database')} items={rows} selectionMode="none"
          expandedKeys={expanded} onExpandedChange={(keys) => setExpanded(new Set(keys))}
          onAction={(key) => {
            const row = find(rows, String(key));
            if (row?.insert != null) onInsert(row.insert);
          }}
        >
          {(row) => <Item row={row} onFirstRows={onFirstRows} />}
        </Tree>
      )}
      {view?.cut === true && <p className="schema-note">{t('query.there-are-more-tables-than')}</p>}
    </section>
  );
}

function Item({ row, onFirstRows }: { row: SchemaRow; onFirstRows(table: TableView): void }) {
  const t = useWords();
  const { table } = row;
  return (
    <TreeItem id={row.id} textValue={row.spoken} className="file-row schema-row">
      <TreeItemContent>
        {row.children.length > 0 ? (
          <AriaButton slot="chevron" className="file-chevron">
            <ChevronRight size={13} />
          </AriaButton>
        ) : (
          <span className="file-chevron" />
        )}
        {ICONS[row.icon]}
        <span className="file-name" title={row.hint}>
          {row.name}
        </span>
        <span className="schema-detail">{row.detail}</span>
        {table !== null && (
          <AriaButton className="schema-rows" aria-label={t('query.first-rows-of', { name: row.name })} onPress={() => onFirstRows(table)}>
            <Rows3 size={13} aria-hidden="true" />
          </AriaButton>
        )}
      </TreeItemContent>
      <Collection items={row.children}>{(child) => <Item row={child} onFirstRows={onFirstRows} />}</Collection>
    </TreeItem>
  );
}

const ICONS: Readonly<Record<SchemaRow['icon'], ReactNode>> = {
  schema: <ListTree size={13} aria-hidden="true" />,
  table: <Table2 size={13} aria-hidden="true" />,
  view: <Eye size={13} aria-hidden="true" />,
  column: <span className="schema-dot" aria-hidden="true" />,
  key: <KeyRound size={12} aria-hidden="true" />,
  reference: <Link2 size={12} aria-hidden="true" />,
  index: <Zap size={12} aria-hidden="true" />,
};

function find(rows: readonly SchemaRow[], id: string): SchemaRow | null {
  for (const row of rows) {
    const found = row.id === id ? row : find(row.children, id);
    if (found !== null) return found;
  }
  return null;
}
