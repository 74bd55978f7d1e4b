/** A table of a class as CSV (RFC 4180), as spreadsheets open it. */
import type { ClassReport } from './class-report.ts';
import { ASSIGNMENT_COLUMNS, LAB_COLUMNS, LEARNER_COLUMNS, type Column } from './report-columns.ts';

/** Without it, some spreadsheets read names in other scripts as the wrong characters. */
const BYTE_ORDER_MARK = '\uFEFF';

export function toCsv<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const lines = [columns.map(({ key }) => key), ...rows.map((row) => columns.map((column) => column.value(row)))];
  return `${BYTE_ORDER_MARK}${lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('')}`;
}

export type ClassTable = 'learners' | 'labs' | 'assignments';

export function tableOf({ learners, labs, assignments }: ClassReport, of: ClassTable): string {
  switch (of) {
    case 'learners': return toCsv(LEARNER_COLUMNS, learners);
    case 'labs': return toCsv(LAB_COLUMNS, labs);
    case 'assignments': return toCsv(ASSIGNMENT_COLUMNS, assignments);
  }
}

/** A text that a spreadsheet would take for a formula begins with an apostrophe: names come from learners. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
