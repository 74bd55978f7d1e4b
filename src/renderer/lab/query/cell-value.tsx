/** The chosen cell in full, below the grid: long values come shortened into the grid and are asked for here. */
import { useState } from 'react';
import type { NewValue, ResultColumn } from '../../../shared/data-views.ts';
import { useConnection } from '../../transport/use-backend.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import type { Cell } from './result-keys.ts';
import { useWords } from '../../words/words-context.tsx';

export interface CellValueProps {
  run: string;
  cell: Cell;
  column: ResultColumn | undefined;
  /** As the grid has it; undefined until its row has come. */
  shown: NewValue | undefined;
  /** It came shortened. */
  isCut: boolean;
  /** For a cell that can be edited. */
  onEdit?: () => void;
  onNull?: () => void;
}

export function CellValue({ run, cell, column, shown, isCut: cameCut, onEdit, onNull }: CellValueProps) {
  const t = useWords();
  const connection = useConnection();
  const [whole, setWhole] = useState<string | null>(null);
  if (column === undefined || shown === undefined) return null;
  const value = whole ?? shown;
  const isCut = whole === null && cameCut;
  const fetchWhole = (): void => {
    connection.call((host) => host.data.cell({ run, row: cell.row, column: cell.column }), { repeat: true }).then(
      (found) => setWhole(found.value),
      () => undefined, // What is shown stays.
    );
  };
  return (
    <div className="cell-value" role="group" aria-label={t('query.the-chosen-cell')} tabIndex={0}>
      <span className="cell-name">
        {column.name}
        {column.type !== '' && <span>{column.type}</span>}
      </span>
      <pre>{typeof value === 'string' ? value : <span className="null">{value === null ? 'NULL' : 'DEFAULT'}</span>}</pre>
      {onEdit !== undefined && !isCut && <Button small onPress={onEdit}>{t('query.edit')}</Button>}
      {onNull !== undefined && value !== null && <Button small onPress={onNull}>{t('query.set-null')}</Button>}
      {isCut && <Button small onPress={fetchWhole}>{t('query.show-all-of-it')}</Button>}
      {typeof value === 'string' && !isCut && <CopyButton what={t('query.cell')} text={value} />}
    </div>
  );
}
