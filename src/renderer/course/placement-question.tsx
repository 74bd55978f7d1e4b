/** One question of the placement quiz. It can be answered by keyboard alone; the focus begins at the question. */
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import type { PlacementView } from '../../shared/course-views.ts';
import type { QuestionView } from '../../shared/question-view.ts';
import { stageTitle } from '../../shared/messages.ts';
import { useUi } from '../app/ui-state.ts';
import { ChoiceField } from '../lab/checks/question-form.tsx';
import { Markdown } from '../lab/lesson/markdown.tsx';
import { Button } from '../ui/button.tsx';
import type { PlacementAct } from './placement-screen.tsx';
import { useWords } from '../words/words-context.tsx';

export interface PlacementQuestionProps {
  view: PlacementView;
  question: NonNullable<PlacementView['question']>;
  act: PlacementAct;
  busy: boolean;
}

export function PlacementQuestion({ view, question, act, busy }: PlacementQuestionProps) {
  const t = useWords();
  const go = useUi((s) => s.go);
  const [chosen, setChosen] = useState<string[]>([]);
  const heading = useRef<HTMLHeadingElement>(null);
  // Reading aloud and the keyboard begin at the new question.
  useEffect(() => heading.current?.focus(), []);
  const number = view.answered + 1;
  const answer = (value: string[] | null): void => act((host) => host.placement.answer({ lab: question.lab, question: question.id, value }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const value = chosen.map((text) => text.trim()).filter((text) => text !== '');
    if (value.length > 0) answer(value);
  };
  return (
    <form className="placement-form" onSubmit={submit} aria-labelledby="placement-heading">
      <p className="continue-kicker">{stageTitle(view.stage, t.table)}</p>
      <h1 id="placement-heading" ref={heading} tabIndex={-1}>
        <span className="visually-hidden">{t('course.question-about-the-lab', { number })} </span>
        {question.labTitle}
      </h1>
      <div className="placement-count" aria-hidden="true">
        <span className="lab-progress-bar">
          <span style={{ width: `${(100 * view.answered) / (view.answered + view.left)}%` }} />
        </span>
        {view.left === 1 ? t('course.the-last-question') : t('course.at-most-to-go', { left: view.left })}
      </div>
      <Markdown text={question.view.text} />
      <Answer question={question.view} chosen={chosen} choose={setChosen} />
      <div className="placement-actions">
        <Button kind="primary" type="submit" isDisabled={busy || chosen.every((text) => text.trim() === '')}>
          {t('course.answer')}
        </Button>
        <Button isDisabled={busy} onPress={() => answer(null)}>
          {t('course.i-dont-know')}
        </Button>
        <Button kind="quiet" onPress={() => go({ name: 'course' })}>
          {t('course.go-on-later')}
        </Button>
      </div>
    </form>
  );
}

function Answer({ question, chosen, choose }: { question: QuestionView; chosen: readonly string[]; choose(value: string[]): void }) {
  const t = useWords();
  if (question.form === 'one' || question.form === 'several') {
    return (
      <>
        {question.form === 'several' && <p className="placement-hint">{t('course.choose-all-that-fit')}</p>}
        <ChoiceField title={t('course.your-answer')} question={question} chosen={chosen} choose={choose} />
      </>
    );
  }
  return (
    <TextField className="question-field" value={chosen[0] ?? ''} onChange={(text) => choose([text])}>
      <Label>{t('course.your-answer')}</Label>
      <span className="question-typed">
        <Input spellCheck="false" autoComplete="off" maxLength={500} inputMode={question.form === 'number' ? 'decimal' : 'text'} />
        {question.unit !== '' && <span>{question.unit}</span>}
      </span>
    </TextField>
  );
}
