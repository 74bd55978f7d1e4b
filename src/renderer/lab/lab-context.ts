/** What the parts of the lab view share: the lab, its session, the step on the screen, and what can be done. */
import { createContext, useContext } from 'react';
import type { FaultKind } from '../../shared/faults.ts';
import type { CodedError } from '../../shared/messages.ts';
import type { QuestionView } from '../../shared/question-view.ts';
import type { CheckReport, CheckView, LabDetail, SessionView } from '../../shared/views.ts';
import type { ExamHere } from '../exam/use-exam.ts';
import type { ApiClient } from './api/api-store.ts';
import type { DeskRequests } from './desk-requests.ts';
import type { TypedAnswers } from './checks/typed-answers.ts';
import type { WorkspaceFiles } from './files/workspace-files.ts';

export type StepDetail = LabDetail['steps'][number];
/** One check: what the lab says of it, and how the learner stands. */
export interface CheckWithState {
  id: string;
  title: string;
  question: QuestionView | null;
  view: CheckView;
}

/** Acts on the lab as a whole; one at a time. */
export interface LabActs {
  /** True while an act that was begun in this window runs. */
  running: boolean;
  /** How often files and data were exchanged in this window, by a reset and its like. */
  exchanges: number;
  /** Why the last act failed. */
  error: CodedError | null;
  start(): void;
  stop(): void;
  park(): void;
  resume(): void;
  /** Files, data and progress back to the start. */
  reset(scope: 'step' | 'lab'): void;
  restore(checkpoint: number): void;
  jump(step: string): void;
  undo(): void;
  restartService(service: string): void;
  /** Brings a fault on a service, or takes it back. */
  setFault(service: string, fault: FaultKind, active: boolean): void;
  /** Aborts the act that runs. */
  cancel(): void;
  /** Puts the error away. */
  clear(): void;
}

export interface CheckAct {
  running: boolean;
  /** When it began, milliseconds since 1970. */
  since: number;
  error: CodedError | null;
  /** The report of the last check in this window, for the step it was made for. */
  report: CheckReport | null;
  run(): void;
  cancel(): void;
  clear(): void;
}

export interface LabDesk {
  /** While the lab is part of an exam that lasts: no hints, no reference answers. */
  exam: ExamHere | null;
  lab: string;
  /** What the window's layout is kept under: the lab, and its variant where it has one. */
  place: string;
  detail: LabDetail;
  session: SessionView;
  step: StepDetail;
  stepAt: number;
  checks: readonly CheckWithState[];
  /** The page behind the last step. */
  finishShown: boolean;
  labPassed: boolean;
  goTo(step: string): void;
  showFinish(shown: boolean): void;
  acts: LabActs;
  check: CheckAct;
  files: WorkspaceFiles;
  typedAnswers: TypedAnswers;
  /** What the parts of the desk ask of each other. */
  requests: DeskRequests;
  /** Null in labs that have nothing to send requests to. */
  api: ApiClient | null;
  /** Opens the question whether the lab shall be reset. */
  askReset(): void;
  /** Opens the log of a service. */
  showLog(service: string): void;
  /** Opens the live picture of the services. */
  showServices(): void;
  /** Opens the timeline. */
  showTimeline(): void;
  /** Saves the files and opens the choice of languages. */
  switchVariant(): void;
}

export const LabDeskContext = createContext<LabDesk | null>(null);

export function useDesk(): LabDesk {
  const desk = useContext(LabDeskContext);
  if (desk === null) throw new Error('There is no lab around this component.');
  return desk;
}

/** True when the lab's services can be asked. */
export function isOpen(session: SessionView): boolean {
  return session.state === 'open';
}
