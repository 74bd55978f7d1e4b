/** What can be done with a block of code of a lesson, by its language: run in the terminal, or opened in the query panel. */
import type { ServiceKind } from '../../../shared/lab-format.ts';

export type BlockAction = { to: 'terminal'; text: string } | { to: 'query'; text: string; service: string };

const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'shell', 'console']);

/** The services that understand a language, the likeliest first. */
const KINDS: Readonly<Record<string, readonly ServiceKind[]>> = {
  sql: ['postgres', 'mysql'],
  postgres: ['postgres'],
  postgresql: ['postgres'],
  mysql: ['mysql'],
  mariadb: ['mysql'],
  redis: ['redis'],
  mongo: ['mongo'],
  mongosh: ['mongo'],
};

/**
 * @param services of the lab
 * @param preferred the id of the step's own service, if it has one
 * @returns null when there is nothing to be done with such a block here
 */
export function blockAction(
  code: string, language: string | null, services: readonly { id: string; kind: ServiceKind }[], preferred: string | null,
): BlockAction | null {
  const name = language?.toLowerCase() ?? '';
  if (SHELLS.has(name)) {
    const text = shellLines(code);
    return text === '' ? null : { to: 'terminal', text };
  }
  const kinds = Object.hasOwn(KINDS, name) ? (KINDS[name] ?? []) : [];
  const fitting = services.filter((each) => kinds.includes(each.kind)).sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
  const service = fitting.find((each) => each.id === preferred) ?? fitting[0];
  return service === undefined ? null : { to: 'query', text: code, service: service.id };
}

/** The lines to run. Where a block shows a prompt before its commands, what stands without one is output. */
function shellLines(code: string): string {
  const lines = code.split('\n');
  const prompt = /^\$ /;
  const shown = lines.some((line) => prompt.test(line)) ? lines.filter((line) => prompt.test(line)).map((line) => line.replace(prompt, '')) : lines;
  return shown.join('\n').trim();
}
