/** What the context menu of a cell offers; where nothing can be changed it says why. */
import { Copy, CopyPlus, Pencil, Plus, Trash2, Undo2 } from 'lucide-react';
import { isNumberType, type ResultColumn } from '../../../shared/data-views.ts';
import type { MessageKey } from '../../../shared/words/language-pack.ts';
import type { MenuEntry } from '../../ui/menu.tsx';
import type { T } from '../../words/words-context.tsx';
import type { Cell, Range } from './result-keys.ts';
import type { RowActs } from './row-acts.ts';

export interface CellMenuActs {
  copy(): void;
  edit(): void;
  add(): void;
  duplicate(): void;
  toggleDeleted(): void;
}

export const READ_ONLY: Readonly<Record<NonNullable<RowActs['readOnly']>, MessageKey>> = {
  'no-table': 'query.read-only-no-table', 'several-tables': 'query.read-only-several-tables', view: 'query.read-only-view', 'no-key': 'query.read-only-no-key',
  'key-not-shown': 'query.read-only-key-not-shown', session: 'query.read-only-session', running: 'query.read-only-running',
};

export function cellMenu(cell: Cell, range: Range, column: ResultColumn | undefined, rows: RowActs, acts: CellMenuActs, t: T): MenuEntry[] {
  const copy: MenuEntry = { id: 'copy', label: t('query.copy'), icon: <Copy size={14} />, hint: 'Ctrl+C', onAction: acts.copy };
  if (rows.readOnly !== null) return [copy, { kind: 'line', id: 'line' }, { id: 'why', label: t(READ_ONLY[rows.readOnly]), disabled: true, onAction: () => undefined }];
  const locked = !rows.canEdit(cell);
  const value = rows.valueOf(cell);
  const count = range.bottom - range.top + 1;
  const kept = rows.areDeleted(range);
  return [
    copy,
    { kind: 'line', id: 'line-cell' },
    { id: 'edit', label: t('query.edit-the-cell'), icon: <Pencil size={14} />, hint: 'F2', disabled: locked || rows.isCut(cell), onAction: acts.edit },
    { id: 'null', label: t('query.set-null'), disabled: locked || value === null, onAction: () => rows.set(cell, null) },
    ...(isNumberType(column?.type ?? '') ? [] : [{ id: 'empty', label: t('query.set-empty'), disabled: locked || value === '', onAction: () => rows.set(cell, '') }]),
    { id: 'default', label: t('query.set-default'), disabled: locked || (typeof value === 'object' && value !== null), onAction: () => rows.set(cell, { default: true }) },
    { kind: 'line', id: 'line-row' },
    { id: 'add', label: t('query.add-a-row'), icon: <Plus size={14} />, hint: 'Insert', onAction: acts.add },
    { id: 'duplicate', label: t('query.duplicate-the-row'), icon: <CopyPlus size={14} />, disabled: count > 1, onAction: acts.duplicate },
    {
      id: 'delete', label: kept ? t('query.keep-rows', { count }) : t('query.delete-rows', { count }), icon: kept ? <Undo2 size={14} /> : <Trash2 size={14} />, hint: 'Del', danger: !kept, onAction: acts.toggleDeleted,
    },
  ];
}
