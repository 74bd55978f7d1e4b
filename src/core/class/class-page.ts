/** The report of a class as one page of HTML to print: no script, nothing loaded from elsewhere. */
import type { ClassReport } from './class-report.ts';
import { ASSIGNMENT_COLUMNS, LAB_COLUMNS, LEARNER_COLUMNS, type Column } from './report-columns.ts';

const STYLE = `
  body { font: 10pt/1.4 system-ui, sans-serif; color: #111; background: #fff; margin: 1.5rem; }
  h1 { font-size: 16pt; margin: 0 0 .25rem; } p { margin: 0 0 1rem; }
  table { border-collapse: collapse; width: 100%; margin: 0 0 2rem; }
  caption { text-align: left; font-weight: 600; font-size: 12pt; padding: .5rem 0; }
  th, td { border: 1px solid #767676; padding: .2rem .4rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
  td.number { text-align: right; font-variant-numeric: tabular-nums; }
  thead { display: table-header-group; } tr { break-inside: avoid; }
  @page { size: A4 landscape; margin: 12mm; } @media print { body { margin: 0; } }`;

/** @param name the class's @param now milliseconds since 1970 */
export function classPage({ learners, labs, assignments }: ClassReport, name: string, now: number): string {
  const made = new Date(now).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(name)}: progress</title>
<style>${STYLE}
</style>
</head>
<body>
<h1>${escapeHtml(name)}: progress</h1>
<p>Made ${escapeHtml(made)} from the signed files of ${String(learners.length)} ${learners.length === 1 ? 'learner' : 'learners'}. Times of events are those of the learners' computers.</p>
${table('Learners', LEARNER_COLUMNS, learners)}
${assignments.length === 0 ? '' : `${table('Assignments', ASSIGNMENT_COLUMNS, assignments)}\n`}${table('Labs', LAB_COLUMNS, labs)}
</body>
</html>
`;
}

function table<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const head = columns.map(({ title }) => `<th scope="col">${escapeHtml(title)}</th>`).join('');
  const body = rows.map((row) => `<tr>${columns.map((column, at) => cellOf(column, row, at === 0)).join('')}</tr>`).join('\n');
  return `<table>\n<caption>${escapeHtml(caption)}</caption>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table>`;
}

function cellOf<Row>(column: Column<Row>, row: Row, isHead: boolean): string {
  const value = column.value(row);
  const text = escapeHtml(column.text?.(row) ?? String(value));
  if (isHead) return `<th scope="row">${text}</th>`;
  return typeof value === 'number' ? `<td class="number">${text}</td>` : `<td>${text}</td>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** Text as it stands in a page. */
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
