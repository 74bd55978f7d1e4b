/** Two result sets beside each other; rows without a partner carry a mark and words. */
import { CircleMinus, CirclePlus } from 'lucide-react';
import type { Evidence } from '../../../shared/verdict.ts';
import { columnWidths } from '../query/column-widths.ts';
import { rowsToShow } from './rows-window.ts';
import { useWords } from '../../words/words-context.tsx';

type Rows = Extract<Evidence, { kind: 'rows' }>;

export function RowsEvidence({ evidence }: { evidence: Rows }) {
  const t = useWords();
  const sameColumns = evidence.columns.length === evidence.gotColumns.length && evidence.columns.every((name, at) => name === evidence.gotColumns[at]);
  return (
    <div className="evidence">
      {evidence.orderOnly && <p className="evidence-note">{t('checks.all-rows-are-there-only')}</p>}
      {!sameColumns && <p className="evidence-note">{t('checks.the-columns-differ-compare-the')}</p>}
      <div className="evidence-pair" style={{ gridTemplateColumns: `repeat(auto-fit, minmax(min(${neededWidth(evidence)}px, 100%), 1fr))` }}>
        <RowTable
          title={t('checks.expected')}
          columns={evidence.columns}
          rows={evidence.expected}
          total={evidence.expectedTotal}
          marked={evidence.missing}
          mark="missing"
        />
        <RowTable title={t('checks.got')} columns={evidence.gotColumns} rows={evidence.got} total={evidence.gotTotal} marked={evidence.extra} mark="extra" />
      </div>
    </div>
  );
}

/** Longer cells are cut, in characters; the same in evidence.css. */
const MOST_CHARACTERS = 32;
/** How wide a character of the tables is and what a cell's padding takes, in CSS pixels; the same in evidence.css. */
const CHARACTER = 7.25;
const CELL_PADDING = 16;
/** The column of row numbers with its mark, and the table's edge, in CSS pixels. */
const NUMBERS = 48;

/** What the wider of the two tables needs, in CSS pixels. Beside each other where both fit, else one above the other. */
function neededWidth({ columns, expected, gotColumns, got }: Rows): number {
  const width = (names: readonly string[], rows: readonly (readonly (string | null)[])[]): number =>
    columnWidths(names, rows).reduce((sum, each) => sum + Math.min(each, MOST_CHARACTERS) * CHARACTER + CELL_PADDING, NUMBERS);
  return Math.ceil(Math.max(width(columns, expected), width(gotColumns, got)));
}

interface RowTableProps {
  title: string;
  columns: readonly string[];
  rows: readonly (readonly (string | null)[])[];
  total: number;
  marked: readonly number[];
  mark: 'missing' | 'extra';
}

const MARKS = {
  missing: { words: 'checks.mark-missing', icon: <CircleMinus size={13} aria-hidden="true" /> },
  extra: { words: 'checks.mark-extra', icon: <CirclePlus size={13} aria-hidden="true" /> },
} as const;

function RowTable({ title, columns, rows, total, marked, mark }: RowTableProps) {
  const t = useWords();
  const shown = rowsToShow(rows, marked);
  const { words: key, icon } = MARKS[mark];
  const words = t(key);
  return (
    <figure className="evidence-side">
      <figcaption>
        {title} <span>{t('checks.row', { total })}</span>
      </figcaption>
      <div className="evidence-rows" tabIndex={0} role="group" aria-label={t('checks.row-2', { title, total })}>
        <table>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">{t('checks.row-3')}</span>
              </th>
              {columns.map((column, at) => (
                <th key={`${at} ${column}`} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.at} data-mark={row.marked ? mark : undefined}>
                <th scope="row">
                  {row.marked && (
                    <>
                      {icon}
                      <span className="visually-hidden">{t('checks.row-4', { words })} </span>
                    </>
                  )}
                  {row.at + 1}
                </th>
                {row.cells.map((cell, at) => (
                  <td key={at}>{cell === null ? <span className="null">NULL</span> : cell}</td>
                ))}
              </tr>
            ))}
            {total === 0 && (
              <tr>
                <td colSpan={columns.length + 1} className="evidence-nothing">
                  {t('checks.no-rows')}
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
      {marked.length > 0 && (
        <p className="evidence-legend" data-mark={mark}>
          {icon} {t('checks.row-5', { marked: marked.length })} {words}
        </p>
      )}
      {total > shown.length && <p className="evidence-more">{t('checks.more-row-not-shown', { total: total - shown.length })}</p>}
    </figure>
  );
}
