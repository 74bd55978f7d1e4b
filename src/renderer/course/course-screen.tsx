/** The outline: go on where you were, or choose a lab, stage by stage. */
import { Search, X } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton, Input, SearchField } from 'react-aria-components';
import { problemPlace } from '../../shared/messages.ts';
import type { CourseView, LabSummary } from '../../shared/views.ts';
import { AssignmentsSection } from '../assignments/assignments-section.tsx';
import { AppHeader } from '../app/app-header.tsx';
import { ErrorCard } from '../errors/error-card.tsx';
import { useRead } from '../transport/use-backend.ts';
import { isToDo, labsInOrder, nextLab, useCourse } from './course-context.tsx';
import { filterStages } from './course-filter.ts';
import { ContinueCard, LabRow } from './lab-row.tsx';
import { StageHead } from './stage-head.tsx';
import { Phrase, type T, useWords } from '../words/words-context.tsx';
import './course.css';

export function CourseScreen() {
  const t = useWords();
  const course = useCourse();
  return (
    <>
      <AppHeader />
      <main className="page" aria-label={t('course.course')}>
        <div className="page-column">
          {course.value === null ? (
            course.error === null ? (
              <OutlineBones />
            ) : (
              <ErrorCard error={course.error} level={2} actions={{ retry: () => window.location.reload() }} />
            )
          ) : (
            <Outline course={course.value} />
          )}
        </div>
      </main>
    </>
  );
}

function Outline({ course }: { course: CourseView }) {
  const t = useWords();
  const [query, setQuery] = useState('');
  const heads = useRead('heads', (host, signal) => host.course.heads(undefined, { signal }));
  const all = labsInOrder(course);
  const stages = filterStages(course, query, t.table);
  const found = stages.reduce((sum, stage) => sum + stage.labs.length, 0);
  const settled = all.filter((lab) => !isToDo(lab)).length;
  const minutes = all.reduce((sum, lab) => sum + lab.minutes, 0);
  const current = all.find((lab) => lab.id === course.current && lab.state !== 'passed') ?? null;
  const next = nextLab(all);
  const start = current ?? next;
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{t('course.course')}</h1>
          <p className="page-lead">
            {all.length === 0 ? t('course.no-labs-are-here-yet') : t('course.lab-everything-runs-on-this', { all: all.length, minutes: t.hours(minutes), all2: settledText(all, t) })}
          </p>
        </div>
        {all.length > 0 && (
          <SearchField className="search" aria-label={t('course.find-a-lab')} value={query} onChange={setQuery}>
            <Search size={15} aria-hidden="true" />
            <Input placeholder={t('course.find-a-lab')} />
            <AriaButton className="search-clear">
              <X size={14} aria-label={t('course.clear')} />
            </AriaButton>
          </SearchField>
        )}
      </div>
      {query === '' && <AssignmentsSection labs={all} />}
      {start !== null && query === '' && <ContinueCard lab={start} state={current !== null ? 'current' : settled === 0 ? 'first' : 'next'} />}
      <p className="visually-hidden" role="status">
        {query === '' ? '' : t('course.lab-found', { found })}
      </p>
      {stages.map((stage) => (
        <section key={stage.stage} className="stage" aria-labelledby={`stage-${stage.stage}`}>
          <StageHead
            stage={course.stages.find((each) => each.stage === stage.stage) ?? stage}
            number={course.stages.findIndex((each) => each.stage === stage.stage) + 1}
            head={heads.value?.find((each) => each.stage === stage.stage) ?? null}
            whole={query === ''}
          />
          <ul className="lab-list">
            {stage.labs.map((lab) => (
              <LabRow key={lab.id} lab={lab} next={lab.id === next?.id} />
            ))}
          </ul>
        </section>
      ))}
      {all.length > 0 && found === 0 && (
        <p className="nothing">
          {t('course.no-lab-contains-try-a', { trim: query.trim() })}
        </p>
      )}
      {course.broken.length > 0 && <BrokenLabs broken={course.broken} />}
    </>
  );
}

function settledText(labs: readonly LabSummary[], t: T): string {
  const passed = labs.filter((lab) => lab.state === 'passed').length;
  const known = labs.filter((lab) => lab.state !== 'passed' && lab.known).length;
  return known === 0 ? t('course.settled', { passed }) : t('course.settled-known', { passed, known });
}

function BrokenLabs({ broken }: { broken: CourseView['broken'] }) {
  const t = useWords();
  return (
    <details className="broken-labs" open={broken.length < 3}>
      <summary>
        <h2>{t('course.lab-folder-cannot-be-used', { broken: broken.length })}</h2>
      </summary>
      <p>
        <Phrase of="course.broken-about" />
      </p>
      <ul>
        {broken.map((lab) => (
          <li key={lab.lab}>
            <h3>{lab.lab}</h3>
            <ul>
              {lab.problems.map((problem) => (
                <li key={`${problemPlace(problem)} ${problem.message}`}>
                  <code>{problemPlace(problem)}</code>
                  <span>{problem.message}</span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </details>
  );
}

function OutlineBones() {
  const t = useWords();
  return (
    <div aria-busy="true">
      <h1 className="visually-hidden">{t('course.course')}</h1>
      <p className="visually-hidden" role="status">
        {t('course.loading-the-course')}
      </p>
      <div className="bone" style={{ width: 160, height: 30, marginBottom: 40 }} />
      <div className="bone" style={{ height: 96, marginBottom: 32 }} />
      {[0, 1, 2, 3].map((row) => (
        <div key={row} className="bone" style={{ height: 74, marginBottom: 8 }} />
      ))}
    </div>
  );
}
