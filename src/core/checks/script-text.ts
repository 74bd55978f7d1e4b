/** What the sessions of a script did, as text: for the author's regular expressions, for reports and for the shell. */
import type { ScriptEvent } from './script-timeline.ts';

/** @returns a line for each event: `a: UPDATE stock … → UPDATE 1` */
export function scriptText(events: readonly ScriptEvent[]): string {
  return events.map(({ session, text, outcome, answer, expected }) => {
    const what = text === '' ? '(goes on)' : text.replace(/\s+/g, ' ').trim();
    const wanted = expected === null ? '' : `   ✗ expected: ${expected}`;
    return `${session}: ${what} → ${told(outcome, answer)}${wanted}`;
  }).join('\n');
}

/** A refusal stands in one line, details and all: what was expected in its place belongs to the same line. Rows keep theirs. */
function told(outcome: ScriptEvent['outcome'], answer: string): string {
  if (outcome === 'waits') return answer === '' ? 'waits' : `waits ${answer}`;
  return outcome === 'refused' ? answer.replace(/\s*\n\s*/g, ' ') : answer;
}
