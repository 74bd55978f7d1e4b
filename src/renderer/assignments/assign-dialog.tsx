/** A teacher's form for an assignment: a title, labs of the course, and when they are due. */
import { useState } from 'react';
import { Checkbox, Form, Input, Label, SearchField, Text, TextArea, TextField } from 'react-aria-components';
import { LONGEST_EXAM } from '../../shared/assignment-format.ts';
import type { AssignmentWords } from '../../shared/assignments-contract.ts';
import type { CodedError } from '../../shared/messages.ts';
import type { LabSummary } from '../../shared/views.ts';
import { labsInOrder, useCourse } from '../course/course-context.tsx';
import { ErrorCard } from '../errors/error-card.tsx';
import { toCodedError } from '../transport/coded-error.ts';
import { useConnection } from '../transport/use-backend.ts';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../words/words-context.tsx';
import '../ui/tick.css';

/** As the format takes them. */
const MOST_TITLE = 120;
const MOST_NOTE = 4_000;
/** What an exam's time is at first, in minutes: a lesson. */
const USUAL_MINUTES = 45;
/** What the choice of languages shows for "any": no language is called so. */
const ANY = '*';

export interface AssignDialogProps {
  name: string;
  /** The one that is changed; null for a new one. */
  replaces: AssignmentWords | null;
  onMade(title: string): void;
  onClose(): void;
}

export function AssignDialog({ name, replaces, onMade, onClose }: AssignDialogProps) {
  const t = useWords();
  const connection = useConnection();
  const course = useCourse();
  const [title, setTitle] = useState(replaces?.title ?? '');
  const [note, setNote] = useState(replaces?.note ?? '');
  const [due, setDue] = useState(localTime(replaces === null ? inAWeek() : new Date(replaces.dueAt)));
  const before = replaces?.work ?? { kind: 'practice' as const };
  const [isExam, setIsExam] = useState(before.kind === 'exam');
  const [typedMinutes, setTypedMinutes] = useState(String(before.kind === 'exam' ? before.minutes : USUAL_MINUTES));
  const minutes = Number(typedMinutes);
  const lastsWell = !isExam || (Number.isInteger(minutes) && minutes >= 1 && minutes <= LONGEST_EXAM);
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<ReadonlyMap<string, string | null>>(new Map(replaces?.labs.map(({ lab, variant }) => [lab, variant])));
  const [error, setError] = useState<CodedError | null>(null);
  const labs = course.value === null ? [] : labsInOrder(course.value);
  const wanted = typed.trim().toLowerCase();
  const shown = labs.filter((lab) => `${lab.title} ${lab.id} ${lab.topics.join(' ')}`.toLowerCase().includes(wanted));
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const at = new Date(due).getTime();
  const make = (): void => {
    setError(null);
    const draft = {
      id: replaces?.id ?? null, title: title.trim(), note: note.trim(), due: { at, zone: timeZone }, work: isExam ? { kind: 'exam' as const, minutes } : { kind: 'practice' as const },
      // In the order of the course.
      labs: labs.filter(({ id }) => chosen.has(id)).map(({ id }) => ({ lab: id, variant: chosen.get(id) ?? null })),
    };
    connection.call((host) => host.classes.assign({ name, draft })).then(() => onMade(draft.title), (thrown: unknown) => setError(toCodedError(thrown)));
  };
  const choose = (lab: string, variant: string | null | undefined): void =>
    setChosen((last) => {
      const next = new Map(last);
      if (variant === undefined) next.delete(lab);
      else next.set(lab, variant);
      return next;
    });
  return (
    <Dialog title={replaces === null ? t('assignments.new-title') : t('assignments.change-title')} open onClose={onClose}>
      <Form
        className="assign-form"
        onSubmit={(event) => {
          event.preventDefault();
          make();
        }}
      >
        <TextField className="trust-name" value={title} onChange={setTitle} maxLength={MOST_TITLE} autoFocus>
          <Label>{t('assignments.title')}</Label>
          <Input className="text-input" />
        </TextField>
        <TextField className="trust-name" type="datetime-local" value={due} onChange={setDue}>
          <Label>{t('assignments.due-field')}</Label>
          <Input className="text-input" />
          <Text slot="description">{t('assignments.due-zone', { zone: timeZone })}</Text>
        </TextField>
        <Checkbox className="tick" isSelected={isExam} onChange={setIsExam}>
          <span>{t('exam.as-exam')}</span>
        </Checkbox>
        {isExam && (
          <TextField className="trust-name" inputMode="numeric" value={typedMinutes} onChange={setTypedMinutes} isInvalid={!lastsWell}>
            <Label>{t('exam.minutes')}</Label>
            <Input className="text-input" />
            <Text slot="description">{t('exam.minutes-about', { most: LONGEST_EXAM })}</Text>
          </TextField>
        )}
        <TextField className="trust-name" value={note} onChange={setNote} maxLength={MOST_NOTE}>
          <Label>{t('assignments.note')}</Label>
          <TextArea className="text-input" rows={2} />
        </TextField>
        <fieldset>
          <legend>{t('assignments.choose-labs')}</legend>
          <div className="class-filters">
            <SearchField className="class-find" aria-label={t('assignments.find-lab')} value={typed} onChange={setTyped}>
              <Input className="text-input" placeholder={t('assignments.find-lab')} />
            </SearchField>
            <p role="status">{t('assignments.chosen', { labs: chosen.size })}</p>
          </div>
          <ul className="assign-labs">
            {shown.map((lab) => (
              <LabChoice key={lab.id} lab={lab} chosen={chosen.get(lab.id)} onChoose={(variant) => choose(lab.id, variant)} />
            ))}
          </ul>
        </fieldset>
        {error !== null && <ErrorCard error={error} level={3} />}
        <div className="pack-buttons">
          <Button kind="primary" type="submit" isDisabled={title.trim() === '' || chosen.size === 0 || Number.isNaN(at) || !lastsWell}>
            {t('assignments.make')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

/** @param chosen the language it is asked for in, null for any; undefined when it is not chosen */
function LabChoice({ lab, chosen, onChoose }: { lab: LabSummary; chosen: string | null | undefined; onChoose(variant: string | null | undefined): void }) {
  const t = useWords();
  return (
    <li>
      <Checkbox className="tick" isSelected={chosen !== undefined} onChange={(on) => onChoose(on ? null : undefined)}>
        <span>{lab.title}</span>
      </Checkbox>
      {chosen !== undefined && lab.variants.length > 0 && (
        <Choice
          label={t('assignments.language-of', { lab: lab.title })}
          value={chosen ?? ANY}
          options={[{ id: ANY, label: t('assignments.any-language') }, ...lab.variants.map(({ id, title }) => ({ id, label: title }))]}
          onChange={(id) => onChoose(id === ANY ? null : id)}
        />
      )}
    </li>
  );
}

/** As a field for dates and times takes it: the time of this computer, without a zone. */
function localTime(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The end of the school day in a week. */
function inAWeek(): Date {
  const date = new Date();
  date.setDate(date.getDate() + 7);
  date.setHours(18, 0, 0, 0);
  return date;
}
