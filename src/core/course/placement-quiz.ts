/**
 * The placement quiz of a stage. It asks lab by lab, in the order of the course: a wrong answer ends the questions
 * about a lab, and labs that build on one which is not known are not asked about. The answers are judged here and
 * kept as events; where the quiz stands is derived from them.
 */
import type { AnswerValue } from '../../shared/check-format/answer.ts';
import type { PlacementQuestion } from '../../shared/course-format.ts';
import type { PlacedLab, PlacementView } from '../../shared/course-views.ts';
import { BackbenchError } from '../../shared/errors.ts';
import type { Stage } from '../../shared/lab-format.ts';
import { questionView } from '../../shared/question-view.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { LabHead } from '../catalog/lab-head.ts';
import { PatternTooSlow } from '../checks/author-pattern.ts';
import { rightChoice, rightNumber, rightText } from '../checks/judge-answer.ts';
import type { EventLog } from '../progress/event-log.ts';
import { decided, derivePlaced, type Placed } from '../progress/placement.ts';
import { inCourseOrder } from './course-order.ts';
import { labPassed } from './course.ts';

export interface PlacementQuiz {
  view(stage: Stage): PlacementView;
  begin(stage: Stage): PlacementView;
  /** @throws BackbenchError LAB_NOT_FOUND; INPUT_REFUSED for a question that does not stand, or what is no number */
  answer(lab: string, question: string, value: AnswerValue | null): PlacementView;
  /** @throws BackbenchError LAB_NOT_FOUND */
  setKnown(lab: string, known: boolean): void;
}

export function createPlacementQuiz(catalog: () => Catalog, log: EventLog): PlacementQuiz {
  const view = (stage: Stage): PlacementView => viewOf(stage, standing(catalog(), log, stage), catalog());
  return {
    view,
    begin(stage) {
      for (const { lab } of standing(catalog(), log, stage)) log.append(lab, { type: 'placement-begun' });
      return view(stage);
    },
    answer(id, question, value) {
      const { lab } = catalog().lab(id);
      const now = view(lab.stage);
      const asked = lab.placement.find((each) => each.id === question);
      if (asked === undefined || now.question?.lab !== id || now.question.id !== question) {
        throw new BackbenchError('INPUT_REFUSED', { issues: [{ path: 'question', message: 'This question is not the one that stands.' }] });
      }
      log.append(lab, { type: 'placement-answered', question, value, right: value !== null && isRight(asked, value) });
      return view(lab.stage);
    },
    setKnown(id, known) {
      log.append(catalog().lab(id).lab, { type: 'placement-known', known });
    },
  };
}

interface Standing {
  lab: LabHead;
  placed: Placed;
  result: PlacedLab['result'];
}

/** The labs that the quiz is about, in its order: those with questions that are not passed yet. */
function standing(catalog: Catalog, log: EventLog, stage: Stage): Standing[] {
  const labs = inCourseOrder(catalog).filter((lab) => lab.stage === stage && lab.placement.length > 0 && !labPassed(lab, log.of(lab.id)));
  const missing = new Set<string>();
  return labs.map((lab) => {
    const placed = derivePlaced(lab, log.of(lab.id));
    const verdict = decided(lab.placement, placed.answers);
    const result = verdict === true ? 'known' : verdict === false ? 'not-known' : lab.requires.some((id) => missing.has(id)) ? 'not-asked' : 'open';
    if (result === 'not-known' || result === 'not-asked') for (const { id } of lab.teaches) missing.add(id);
    return { lab, placed, result };
  });
}

function viewOf(stage: Stage, labs: readonly Standing[], catalog: Catalog): PlacementView {
  const begun = labs.some((each) => each.placed.begun);
  const toAsk = labs.filter((each) => each.result === 'open').flatMap(({ lab, placed }) =>
    lab.placement.filter((question) => !placed.answers.has(question.id)).map((question) => ({ lab, id: question.id })));
  const [first] = toAsk;
  const asked = first === undefined ? undefined : catalog.lab(first.lab.id).lab.placement.find((question) => question.id === first.id);
  return {
    stage,
    state: !begun ? 'new' : first === undefined ? 'done' : 'running',
    question: !begun || first === undefined || asked === undefined ? null : { lab: first.lab.id, labTitle: first.lab.title, id: asked.id, view: questionView(asked) },
    answered: labs.reduce((sum, each) => sum + each.placed.answers.size, 0),
    left: toAsk.length,
    labs: labs.map(({ lab, result }) => ({ id: lab.id, title: lab.title, result })),
  };
}

function isRight(question: PlacementQuestion, value: AnswerValue): boolean {
  const [typed = ''] = value;
  if (question.choices !== undefined) return rightChoice(question.choices, value);
  if (question.number !== undefined) {
    const right = rightNumber(question.number.value, question.number, typed);
    if (right === null) throw new BackbenchError('INPUT_REFUSED', { issues: [{ path: 'answer', message: 'Write a number, such as 42 or 1.5.' }] });
    return right;
  }
  try {
    return question.text !== undefined && rightText(question.text, typed);
  } catch (error) {
    // The question's own fault: the lab's other question decides.
    if (error instanceof PatternTooSlow) return true;
    throw error;
  }
}
