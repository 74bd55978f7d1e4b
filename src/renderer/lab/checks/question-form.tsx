/** A check's question: the learner chooses or types, and each change is kept at once. */
import { useEffect, useRef, useState } from 'react';
import { Checkbox, CheckboxGroup, Input, Label, Radio, RadioGroup, TextField } from 'react-aria-components';
import type { CodedError } from '../../../shared/messages.ts';
import type { QuestionView } from '../../../shared/question-view.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { toCodedError } from '../../transport/coded-error.ts';
import { useConnection } from '../../transport/use-backend.ts';
import { useDesk } from '../lab-context.ts';
import { Markdown } from '../lesson/markdown.tsx';
import { useWords } from '../../words/words-context.tsx';
import './question-form.css';

interface QuestionFormProps {
  check: string;
  title: string;
  question: QuestionView;
  /** What was answered last, or null. */
  answer: readonly string[] | null;
}

export function QuestionForm({ check, title, question, answer }: QuestionFormProps) {
  const { lab } = useDesk();
  const connection = useConnection();
  const [error, setError] = useState<CodedError | null>(null);
  const keep = (value: string[]): void => {
    setError(null);
    connection.call((host) => host.session.answer({ lab, check, value })).catch((thrown: unknown) => setError(toCodedError(thrown)));
  };
  return (
    <div className="question">
      <div className="prose-small">
        <Markdown text={question.text} />
      </div>
      <Field title={title} question={question} answer={answer} keep={keep} />
      {error !== null && <ErrorCard error={error} level={0} />}
    </div>
  );
}

interface FieldProps {
  title: string;
  question: QuestionView;
  answer: readonly string[] | null;
  keep(value: string[]): void;
}

function Field({ title, question, answer, keep }: FieldProps) {
  if (question.form === 'one' || question.form === 'several') {
    // An answer of no choice is none.
    return <ChoiceField title={title} question={question} chosen={answer ?? []} choose={(ids) => ids.length > 0 && keep(ids)} />;
  }
  return <TypedAnswer question={question} kept={answer?.[0] ?? ''} keep={keep} />;
}

export interface ChoiceFieldProps {
  /** Its name for assistive technology. */
  title: string;
  question: QuestionView;
  chosen: readonly string[];
  choose(ids: string[]): void;
}

/** What to choose from, one or several. */
export function ChoiceField({ title, question: { form, options }, chosen, choose }: ChoiceFieldProps) {
  if (form === 'one') {
    return (
      <RadioGroup className="question-options" aria-label={title} value={chosen[0] ?? null} onChange={(id) => choose([id])}>
        {options.map((option) => (
          <Radio key={option.id} value={option.id} className="question-option prose-small">
            <Markdown text={option.text} />
          </Radio>
        ))}
      </RadioGroup>
    );
  }
  return (
    <CheckboxGroup className="question-options" aria-label={title} value={[...chosen]} onChange={choose}>
      {options.map((option) => (
        <Checkbox key={option.id} value={option.id} className="question-option prose-small" data-square>
          <Markdown text={option.text} />
        </Checkbox>
      ))}
    </CheckboxGroup>
  );
}

/** Kept when the field is left or goes away, when Enter is pressed, and before a check. */
function TypedAnswer({ question, kept, keep }: { question: QuestionView; kept: string; keep(value: string[]): void }) {
  const t = useWords();
  const { typedAnswers } = useDesk();
  const [text, setText] = useState(kept);
  // A reset takes the kept answer away, another window may change it.
  const [shown, setShown] = useState(kept);
  if (shown !== kept) {
    setShown(kept);
    setText(kept);
  }
  const store = (): void => {
    const typed = text.trim();
    if (typed !== '' && typed !== kept) keep([typed]);
  };
  const latest = useRef(store);
  useEffect(() => {
    latest.current = store;
  });
  useEffect(() => typedAnswers.add(() => latest.current()), [typedAnswers]);
  return (
    <TextField className="question-field" value={text} onChange={setText} onBlur={store} onKeyDown={(e) => e.key === 'Enter' && store()}>
      <Label>{t('checks.your-answer')}</Label>
      <span className="question-typed">
        <Input spellCheck="false" autoComplete="off" maxLength={500} inputMode={question.form === 'number' ? 'decimal' : 'text'} />
        {question.unit !== '' && <span>{question.unit}</span>}
      </span>
    </TextField>
  );
}
