/** Strengths and weak spots: what the steps and the review questions of labs say of the topics that these are about. */
import type { Strength, TopicView } from '../../shared/progress-views.ts';
import type { StepGrade } from '../progress/step-grades.ts';

/** What is known of one lab. */
export interface LabEvidence {
  id: string;
  title: string;
  topics: readonly string[];
  steps: readonly { id: string; title: string; grade: StepGrade }[];
  /** Of the review questions that were answered: whether they were remembered the last time. */
  remembered: readonly boolean[];
}

/** With less than this, counted in steps and questions, nothing is said of a topic. */
const LEAST_EVIDENCE = 3;
/** From here on a topic is strong, and below this one weak. Between them lies what went with some trouble. */
const STRONG = 0.8;
const WEAK = 0.55;
/** Steps that are offered to be done again. */
const MOST_AGAIN = 3;

const ORDER: readonly Strength[] = ['weak', 'fair', 'strong', 'open'];

/** @param labs in the order of the course; those without evidence may be among them */
export function topicViews(labs: readonly LabEvidence[]): TopicView[] {
  const told = labs.filter((lab) => lab.steps.length + lab.remembered.length > 0);
  // Topics of exactly the same labs would all say the same: they share a line.
  const groups = new Map<string, string[]>();
  for (const topic of new Set(told.flatMap((lab) => lab.topics))) {
    const about = told.filter((lab) => lab.topics.includes(topic)).map((lab) => lab.id).join(' ');
    groups.set(about, [...groups.get(about) ?? [], topic]);
  }
  return [...groups.values()]
    .map((topics) => view(topics, told.filter((lab) => lab.topics.includes(topics[0] ?? ''))))
    .toSorted((a, b) => ORDER.indexOf(a.strength) - ORDER.indexOf(b.strength) || a.score - b.score);
}

function view(topics: string[], labs: readonly LabEvidence[]): TopicView {
  const steps = labs.flatMap((lab) => lab.steps.map((step) => ({ ...step, lab })));
  const questions = labs.flatMap((lab) => lab.remembered);
  const remembered = questions.filter(Boolean).length;
  const all = steps.length + questions.length;
  const score = all === 0 ? 0 : (steps.reduce((sum, { grade }) => sum + grade.points, 0) + remembered) / all;
  const hard = steps.filter(({ grade }) => grade.passed && grade.points < 1).toSorted((a, b) => trouble(b.grade) - trouble(a.grade));
  return {
    topics, labs: labs.map(({ id, title }) => ({ id, title })),
    strength: all < LEAST_EVIDENCE ? 'open' : score >= STRONG ? 'strong' : score < WEAK ? 'weak' : 'fair',
    score, steps: steps.length, smooth: steps.filter(({ grade }) => grade.points === 1).length,
    questions: questions.length, remembered,
    again: hard.slice(0, MOST_AGAIN).map(({ id, title, lab }) => ({ lab: lab.id, labTitle: lab.title, step: id, title })),
  };
}

const trouble = ({ misses, hints }: StepGrade): number => misses + 2 * hints;
