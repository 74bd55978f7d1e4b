/** Checks of what the learner runs in the lab's terminals. */
import type { ProcessCheck } from '../../shared/check-format/process.ts';
import type { EnvironmentProcess } from '../engines/engine.ts';
import { hasPattern } from './author-pattern.ts';
import type { CheckTools } from './check-context.ts';
import { labFault, message, notYet, PASSED, type Outcome } from './outcome.ts';

/** Processes that are shown. */
const SHOWN = 20;

/** @throws what the engine throws; the signal's reason */
export async function checkProcess(check: ProcessCheck, { context, signal }: CheckTools): Promise<Outcome> {
  const all = await context.environment.processes({ signal });
  if (all === null) return labFault('What runs in a terminal can\'t be told on this system.');
  const found = all.filter(({ command }) => hasPattern(check.matches, '', command));
  const { running, count, listens } = check.expect;
  const got = (path: string, expected: string, text: string): Outcome => notYet('process-differs', [
    { kind: 'value', path, expected, got: text },
    message('What runs in your terminals', all.length === 0 ? 'nothing' : all.slice(0, SHOWN).map(line).join('\n')),
  ], { got: [text, ...all.map(line)].join('\n') });
  if (!running) return found.length === 0 ? PASSED : got('process', 'it does not run', found.map(line).join('\n'));
  if (found.length === 0) return got('process', 'it runs', 'no such process');
  if (count !== undefined && found.length !== count) return got('processes', `${String(count)} of them`, `${String(found.length)}: \n${found.map(line).join('\n')}`);
  if (listens === undefined) return PASSED;
  if (found.some(({ ports }) => ports === null)) return labFault('The ports of a process can\'t be told on this system.');
  const ports = [...new Set(found.flatMap((each) => each.ports ?? []))];
  return ports.includes(listens) ? PASSED : got('port', String(listens), ports.length === 0 ? 'it listens on no port' : ports.join(', '));
}

function line({ pid, command, ports }: EnvironmentProcess): string {
  return `${String(pid)} ${command}${ports === null || ports.length === 0 ? '' : ` (listens on ${[...new Set(ports)].join(', ')})`}`;
}
