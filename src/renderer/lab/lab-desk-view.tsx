/** The desk: the lesson on the left, the workspace on the right, the services below; and what ties them together. */
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import type { LabDetail, SessionView } from '../../shared/views.ts';
import { AppHeader } from '../app/app-header.tsx';
import { useKeeper } from '../app/kept-storage.ts';
import { useUi } from '../app/ui-state.ts';
import { ExamNotice } from '../exam/exam-notice.tsx';
import { useExam } from '../exam/use-exam.ts';
import { useConnection } from '../transport/use-backend.ts';
import { afterPaint } from '../ui/after-paint.ts';
import { useApiClient } from './api/use-api-client.ts';
import { Conflicts } from './files/conflicts.tsx';
import type { WorkspaceFiles } from './files/workspace-files.ts';
import { type LabDesk, LabDeskContext } from './lab-context.ts';
import { AuthorNotice } from './author-notice.tsx';
import { LabTools, LabTrail } from './lab-header.tsx';
import { useLabKeys } from './lab-keys.ts';
import { useLabPalette } from './lab-palette.ts';
import { LessonPane } from './lesson-pane.tsx';
import { TypedAnswers } from './checks/typed-answers.ts';
import { DeskRequests } from './desk-requests.ts';
import { answerFiles } from './query/answer-file.ts';
import { RedoDialog } from './redo-dialog.tsx';
import { ResetDialog } from './reset-dialog.tsx';
import { ServiceStrip } from './services/service-strip.tsx';
import { useCarefulActs } from './services/use-careful-acts.tsx';
import { TimelineDialog } from './timeline/timeline-dialog.tsx';
import { useCheck } from './use-check.ts';
import { useLabActs } from './use-lab-acts.ts';
import { useTimeSpent } from './use-time-spent.ts';
import { VersionNotice } from './version-notice.tsx';
import { StateCover, WorkNotice } from './work-notice.tsx';
import { useWords } from '../words/words-context.tsx';
import './desk.css';

const WorkPane = lazy(() => import('./work-pane.tsx'));
const TerminalPane = lazy(() => import('./terminal/terminal-pane.tsx'));

export interface LabDeskViewProps {
  lab: string;
  detail: LabDetail;
  session: SessionView;
  files: WorkspaceFiles;
  /** Asks for the language. */
  askVariant(): void;
  /** The learner has gone on to the course's version of the lab. */
  onMovedOn(): void;
}

export function LabDeskView({ lab, detail, session, files, askVariant, onMovedOn }: LabDeskViewProps) {
  const t = useWords();
  const place = detail.variant === null ? lab : `${lab}/${detail.variant}`;
  const connection = useConnection();
  const setLayout = useUi((s) => s.setLayout);
  const untouched = useUi((s) => s.labs[place] === undefined);
  const [finishShown, setFinishShown] = useState(false);
  const [asking, setAsking] = useState(false);
  const [timelineShown, setTimelineShown] = useState(false);
  const [logs, setLogs] = useState<{ open: readonly string[]; shown: { service: string; turn: number } | null }>({ open: [], shown: null });
  const { stepId, goTo: show } = useStep(lab, session, connection);
  const found = detail.steps.findIndex((each) => each.id === stepId);
  const stepAt = found < 0 ? 0 : found;
  const step = detail.steps[stepAt];
  const labPassed = session.steps.every((each) => each.passed);

  const goTo = useCallback(
    (id: string) => {
      setFinishShown(false);
      show(id);
      const next = detail.steps.find((each) => each.id === id);
      if (next !== undefined) setLayout(place, paneFor(detail, next));
    },
    [detail, place, setLayout, show],
  );
  useEffect(() => {
    if (untouched && step !== undefined) setLayout(place, paneFor(detail, step));
  }, [untouched, detail, place, setLayout, step]);

  const { saveAll } = files;
  const storage = useKeeper();
  const { acts, question } = useCarefulActs(lab, session.services, useLabActs({ lab, session, saveFiles: saveAll }));
  const [typedAnswers] = useState(() => new TypedAnswers());
  const check = useCheck({
    lab,
    step: step?.id ?? '',
    saveFiles: saveAll,
    keepAnswers: typedAnswers.keepAll,
    onReport: (report) => {
      if (report.labPassed) setFinishShown(true);
    },
  });
  const askReset = useCallback(() => setAsking(true), []);
  const showLog = useCallback(
    (service: string) =>
      setLogs((last) => ({
        open: last.open.includes(service) ? last.open : [...last.open, service],
        shown: { service, turn: (last.shown?.turn ?? 0) + 1 },
      })),
    [],
  );
  const showServices = useCallback(() => setLayout(place, { pane: 'services' }), [place, setLayout]);
  const showTimeline = useCallback(() => setTimelineShown(true), []);
  const switchVariant = useCallback(() => {
    // What was typed belongs to this variant's files. What could not be saved is told where files are edited.
    void saveAll().then((failed) => {
      if (failed === null) askVariant();
    });
  }, [askVariant, saveAll]);

  // The editor and the terminal are large; the lesson is on the screen before their code is run.
  const [painted, setPainted] = useState(false);
  const [requests] = useState(() => new DeskRequests());
  useEffect(() => afterPaint(() => setPainted(true)), []);
  const api = useApiClient(painted && detail.api, lab, place);
  const exam = useExam(lab, painted);

  const desk = useMemo<LabDesk | null>(
    () =>
      step === undefined
        ? null
        : {
            exam, lab, place, detail, session, step, stepAt, finishShown, labPassed, goTo, acts, check, files, typedAnswers, requests, api, askReset, showLog, showServices, showTimeline, switchVariant,
            showFinish: setFinishShown,
            checks: step.checks.flatMap((each) => {
              const view = session.steps.find((s) => s.id === step.id)?.checks.find((c) => c.id === each.id);
              return view === undefined ? [] : [{ id: each.id, title: each.title, question: each.question, view }];
            }),
          },
    [exam, lab, place, detail, session, step, stepAt, finishShown, labPassed, goTo, acts, check, files, typedAnswers, requests, api, askReset, showLog, showServices, showTimeline, switchVariant],
  );
  useLabKeys(desk);
  useLabPalette(desk);
  useTimeSpent(lab);
  const columns = useDefaultLayout({ id: 'backbench.desk', storage });
  const rows = useDefaultLayout({ id: 'backbench.work', storage });
  if (desk === null) return null;

  return (
    <LabDeskContext value={desk}>
      <AppHeader trail={<LabTrail />} tools={<LabTools />} />
      <main className="desk" aria-label={detail.summary.title}>
        <Group orientation="horizontal" className="desk-columns" defaultLayout={columns.defaultLayout} onLayoutChanged={columns.onLayoutChanged}>
          <Panel id="lesson" minSize={300} defaultSize="40%">
            <LessonPane />
          </Panel>
          <Separator className="separator separator-column" aria-label={t('lab.resize-lesson-and-workspace')} />
          <Panel id="work" minSize={280} className="work">
            <ExamNotice />
            <AuthorNotice />
            <VersionNotice onMovedOn={onMovedOn} />
            <WorkNotice />
            <Conflicts />
            <Group orientation="vertical" className="work-rows" defaultLayout={rows.defaultLayout} onLayoutChanged={rows.onLayoutChanged}>
              <Panel id="tools" minSize={120} defaultSize="62%">
                <Suspense fallback={<div className="pane-fallback" />}>{painted && <WorkPane />}</Suspense>
              </Panel>
              <Separator className="separator separator-row" aria-label={t('lab.resize-workspace-and-terminal')} />
              <Panel id="terminal" minSize={80} className="terminal-slot">
                <Suspense fallback={<div className="pane-fallback" />}>
                  {painted && (
                    <TerminalPane
                      logs={logs.open}
                      shownLog={logs.shown}
                      onCloseLog={(service) => setLogs((last) => ({ open: last.open.filter((each) => each !== service), shown: null }))}
                    />
                  )}
                </Suspense>
                <StateCover />
              </Panel>
            </Group>
          </Panel>
        </Group>
      </main>
      <ServiceStrip />
      {question}
      <RedoDialog />
      <ResetDialog open={asking} onClose={() => setAsking(false)} />
      <TimelineDialog open={timelineShown} onClose={() => setTimelineShown(false)} />
    </LabDeskContext>
  );
}

/** What a step is worked on with: the query panel for queries, the editor for a program. Sheets to read decide nothing. */
function paneFor(detail: LabDetail, step: LabDetail['steps'][number]): { pane: 'files' | 'query'; file: string | null } {
  const service = detail.services.find((each) => each.id === step.service);
  const file = step.files[0] ?? null;
  const work = step.files.filter((each) => !each.endsWith('.md'));
  const asks = service !== undefined && (work.length === 0 || answerFiles(work, service.kind, detail.appCommand !== null).length > 0);
  return { pane: asks ? 'query' : 'files', file };
}

/** The step on the screen: at once where the learner goes, and where the lab host says once it has answered. */
function useStep(lab: string, session: SessionView, connection: ReturnType<typeof useConnection>): { stepId: string; goTo(step: string): void } {
  const [asked, setAsked] = useState<string | null>(null);
  const goTo = useCallback(
    (step: string) => {
      setAsked(step);
      connection.call((host) => host.session.goToStep({ lab, step }), { repeat: true }).then(
        () => setAsked((last) => (last === step ? null : last)),
        () => {
          // Not kept: the step is shown all the same, and the next start begins at the one before.
        },
      );
    },
    [connection, lab],
  );
  return { stepId: asked ?? session.step, goTo };
}
