/** The columns of a class's two tables, once for the CSV and the printed page: they can't disagree. */
import { durationText } from '../../shared/durations.ts';
import { ASSIGNMENT_STATE_WORDS, findingText, SOUNDNESS_WORDS } from '../../shared/messages-english-progress.ts';
import type { AssignmentRow } from './assignment-rows.ts';
import type { LabRow, LearnerRow } from './class-report.ts';

export interface Column<Row> {
  /** In a CSV's first line. */
  key: string;
  title: string;
  /** For programs: whole numbers, times as ISO 8601 in UTC, '' for what there is not. */
  value(row: Row): string | number;
  /** For people, where that is another text. */
  text?(row: Row): string;
}

export const LEARNER_COLUMNS: readonly Column<LearnerRow>[] = [
  { key: 'learner', title: 'Learner', value: (row) => row.name },
  { key: 'device', title: 'Device', value: (row) => row.device, text: (row) => row.device.slice(0, 8) },
  { key: 'labs_passed', title: 'Labs passed', value: (row) => row.labsPassed },
  { key: 'steps_passed', title: 'Steps passed', value: (row) => row.stepsPassed },
  { key: 'lab_now', title: 'Now in', value: (row) => row.current?.lab ?? '', text: (row) => (row.current === null ? '' : `${row.current.title}${row.current.step === '' ? '' : `, ${row.current.step}`}`) },
  { key: 'step_now', title: 'Step', value: (row) => row.current?.step ?? '' },
  { key: 'stuck_on', title: 'Stuck on', value: (row) => row.current?.stuck?.check ?? '' },
  { key: 'stuck_attempts', title: 'Failed attempts there', value: (row) => row.current?.stuck?.attempts ?? '' },
  { key: 'stuck_seconds', title: 'Time there', value: (row) => row.current?.stuck?.seconds ?? '', text: (row) => (row.current?.stuck ? spent(row.current.stuck.seconds) : '') },
  { key: 'attempts', title: 'Attempts', value: (row) => row.attempts },
  { key: 'hints', title: 'Hints', value: (row) => row.hints },
  { key: 'seconds', title: 'Time at work', value: (row) => row.seconds, text: (row) => spent(row.seconds) },
  { key: 'last_at', title: 'Last event', value: (row) => time(row.lastAt), text: (row) => day(row.lastAt) },
  { key: 'history', title: 'History', value: (row) => row.soundness, text: (row) => SOUNDNESS_WORDS[row.soundness] },
  { key: 'findings', title: 'Findings', value: (row) => row.findings.map(findingText).join(' ') },
];

export const LAB_COLUMNS: readonly Column<LabRow>[] = [
  { key: 'learner', title: 'Learner', value: (row) => row.name },
  { key: 'device', title: 'Device', value: (row) => row.device, text: (row) => row.device.slice(0, 8) },
  { key: 'lab', title: 'Lab', value: (row) => row.lab, text: (row) => row.title },
  { key: 'variant', title: 'Language', value: (row) => row.variant },
  { key: 'state', title: 'State', value: (row) => row.state },
  { key: 'steps_passed', title: 'Steps passed', value: (row) => row.stepsPassed },
  { key: 'steps', title: 'Steps', value: (row) => row.steps ?? '' },
  { key: 'step_now', title: 'Step', value: (row) => row.step },
  { key: 'stuck_on', title: 'Stuck on', value: (row) => row.stuck?.check ?? '' },
  { key: 'stuck_attempts', title: 'Failed attempts there', value: (row) => row.stuck?.attempts ?? '' },
  { key: 'stuck_seconds', title: 'Time there', value: (row) => row.stuck?.seconds ?? '', text: (row) => (row.stuck ? spent(row.stuck.seconds) : '') },
  { key: 'attempts', title: 'Attempts', value: (row) => row.attempts },
  { key: 'hints', title: 'Hints', value: (row) => row.hints },
  { key: 'seconds', title: 'Time at work', value: (row) => row.seconds, text: (row) => spent(row.seconds) },
  { key: 'last_at', title: 'Last event', value: (row) => time(row.lastAt), text: (row) => day(row.lastAt) },
];

export const ASSIGNMENT_COLUMNS: readonly Column<AssignmentRow>[] = [
  { key: 'assignment', title: 'Assignment', value: (row) => row.assignment, text: (row) => row.title },
  { key: 'due_at', title: 'Due', value: (row) => time(row.dueAt), text: (row) => day(row.dueAt) },
  { key: 'learner', title: 'Learner', value: (row) => row.name },
  { key: 'device', title: 'Device', value: (row) => row.device, text: (row) => row.device.slice(0, 8) },
  { key: 'labs_passed', title: 'Labs passed', value: (row) => row.labsPassed },
  { key: 'labs', title: 'Labs', value: (row) => row.labs },
  { key: 'state', title: 'State', value: (row) => row.state, text: (row) => ASSIGNMENT_STATE_WORDS[row.state] },
  { key: 'done_at', title: 'Done', value: (row) => time(row.doneAt), text: (row) => day(row.doneAt) },
  { key: 'exam_begun_at', title: 'Exam begun', value: (row) => time(row.exam?.begunAt ?? null), text: (row) => day(row.exam?.begunAt ?? null) },
  { key: 'exam_handed_in_at', title: 'Handed in', value: (row) => time(row.exam?.handedInAt ?? null), text: (row) => day(row.exam?.handedInAt ?? null) },
  { key: 'exam_help', title: 'Help used in it', value: (row) => row.exam?.helped ?? '' },
  { key: 'exam_worked_before', title: 'Labs worked before', value: (row) => row.exam?.workedBefore ?? '' },
  { key: 'history', title: 'History', value: (row) => row.soundness, text: (row) => SOUNDNESS_WORDS[row.soundness] },
];

const spent = (seconds: number): string => durationText(seconds * 1_000);
const time = (at: number | null): string => (at === null ? '' : new Date(at).toISOString());
const day = (at: number | null): string => (at === null ? '' : new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' }));
