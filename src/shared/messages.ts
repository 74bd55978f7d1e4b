/**
 * The words for everything that crosses the contract as a code: errors, reasons, verdicts, states, acts.
 * Pure functions over one table; another language is another table. Used by the window and by the CLI.
 */
import type { Attempt, ErrorCode, ErrorDetails, LabProblem } from './errors.ts';
import type { Level } from './course-format.ts';
import type { EngineKind, ServiceKind, Stage } from './lab-format.ts';
import type { CheckpointReason } from './timeline-view.ts';
import type { Reason, Verdict } from './verdict.ts';
import type { Activity, DoctorItem, ServiceState, SessionView } from './views.ts';
import type { CommandLine } from './command-name.ts';
import type { Units } from './messages-format.ts';
import { english } from './messages-english.ts';

/** What happened (title), the facts (text), and what to do now (next). Plain text; any but the title may be empty. */
export interface Words {
  title: string;
  text: string;
  next: string;
}

/** An error as it crosses the contract. The details are looked at with care: the other side may be older. */
export interface CodedError {
  code: string;
  details: Readonly<Record<string, unknown>>;
}

export interface MessageTable {
  /** Times, shortened. */
  units: Units;
  /** How the command line is called here. */
  command: CommandLine;
  errors: { [C in ErrorCode]: (details: ErrorDetails[C], command: CommandLine) => Words };
  /** For a code that this table does not have. */
  unknownError(code: string): Words;
  reasons: Record<Reason, Words>;
  verdicts: Record<Verdict, { word: string; text: string }>;
  checkUntried: string;
  checkRunning: string;
  serviceStates: Record<ServiceState, string>;
  sessionStates: Record<SessionView['state'], string>;
  /** What is being done, without a full stop. The subject may be empty. */
  activities: Record<Activity['doing'], (subject: string) => string>;
  /** What a checkpoint is; the step's title may be empty. */
  checkpoints: Record<CheckpointReason, (step: string) => string>;
  stages: Record<Stage, string>;
  levels: Record<Level, string>;
  services: Record<ServiceKind, string>;
  engines: Record<EngineKind, string>;
  doctorGroups: Record<DoctorItem['group'], string>;
  doctorStates: Record<DoctorItem['status'], string>;
}

/** The words for an error. Never throws: an unknown code or odd details give a general sentence with the code. */
export function describeError(error: CodedError, table: MessageTable = english): Words {
  const describe = Object.hasOwn(table.errors, error.code)
    ? (table.errors[error.code as ErrorCode] as (details: CodedError['details'], command: CommandLine) => Words)
    : undefined;
  if (describe === undefined) return table.unknownError(error.code);
  try {
    return describe(error.details, table.command);
  } catch {
    // Details that lack what their code promises: the code itself is still worth showing.
    return table.unknownError(error.code);
  }
}

/** The words for why a check is not passed. */
export function describeReason(reason: Reason, table: MessageTable = english): Words {
  return table.reasons[reason];
}

export function describeVerdict(verdict: Verdict, table: MessageTable = english): { word: string; text: string } {
  return table.verdicts[verdict];
}

/** The word for a check's state, verdict or not. */
export function checkStateWord(state: 'untried' | 'running' | Verdict, table: MessageTable = english): string {
  if (state === 'untried') return table.checkUntried;
  if (state === 'running') return table.checkRunning;
  return table.verdicts[state].word;
}

export function serviceStateWord(state: ServiceState, table: MessageTable = english): string {
  return table.serviceStates[state];
}

export function sessionStateWord(state: SessionView['state'], table: MessageTable = english): string {
  return table.sessionStates[state];
}

/** What is being done, e.g. "Starting PostgreSQL". */
export function activityText(activity: Pick<Activity, 'doing' | 'subject'>, table: MessageTable = english): string {
  return table.activities[activity.doing](activity.subject === '' ? '' : serviceName(activity.subject, table));
}

/** What a checkpoint is, e.g. `Start of "Sorting"`. */
export function checkpointText({ reason }: { reason: CheckpointReason }, step: string, table: MessageTable = english): string {
  return table.checkpoints[reason](step);
}

/** Disk space as people read it: 1.5 MB. */
export function diskSpaceText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 || value >= 100 ? String(Math.round(value)) : value.toFixed(1)} ${units[power] ?? ''}`;
}

export function stageTitle(stage: Stage, table: MessageTable = english): string {
  return table.stages[stage];
}

/** How much somebody must know already, as the outline says it. */
export function levelName(level: Level, table: MessageTable = english): string {
  return table.levels[level];
}

/** A service as people write it: `postgres` is PostgreSQL; what is not a known kind stays as it is. */
export function serviceName(service: string, table: MessageTable = english): string {
  return Object.hasOwn(table.services, service) ? table.services[service as ServiceKind] : service;
}

export function engineName(engine: EngineKind, table: MessageTable = english): string {
  return table.engines[engine];
}

export function doctorGroupTitle(group: DoctorItem['group'], table: MessageTable = english): string {
  return table.doctorGroups[group];
}

export function doctorStatusWord(status: DoctorItem['status'], table: MessageTable = english): string {
  return table.doctorStates[status];
}

/** The parts of an error's details that are lists and are best shown as lists. */
export interface ErrorFacts {
  attempts: Attempt[];
  log: string[];
  problems: LabProblem[];
}

/** Picks the lists out of an error's details; entries of another shape are left out. */
export function errorFacts(error: CodedError): ErrorFacts {
  return {
    attempts: list(error.details['attempts']).filter(isAttempt),
    log: list(error.details['log']).filter((line): line is string => typeof line === 'string'),
    problems: list(error.details['problems']).filter(isProblem),
  };
}

/** Where a lab's fault is, in the form editors understand: `file:line:column`. */
export function problemPlace(problem: { file: string; line?: number | undefined; column?: number | undefined }): string {
  if (problem.line === undefined) return problem.file;
  return problem.column === undefined
    ? `${problem.file}:${problem.line}`
    : `${problem.file}:${problem.line}:${problem.column}`;
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function isAttempt(value: unknown): value is Attempt {
  if (typeof value !== 'object' || value === null) return false;
  const { place, source, outcome } = value as Record<string, unknown>;
  return typeof place === 'string' && typeof source === 'string' && typeof outcome === 'string';
}

function isProblem(value: unknown): value is LabProblem {
  if (typeof value !== 'object' || value === null) return false;
  const { file, message } = value as Record<string, unknown>;
  return typeof file === 'string' && typeof message === 'string';
}
