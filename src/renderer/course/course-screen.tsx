/** The outline: go on where you were, or choose a lab, stage by stage. */
import { Search, X } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton, Input, SearchField } from 'react-aria-components';
import { count, hoursText } from '../../shared/messages-format.ts';
import { problemPlace } from '../../shared/messages.ts';
import type { CourseView, LabSummary } from '../../shared/views.ts';
import { AppHeader } from '../app/app-header.tsx';
import { ErrorCard } from '../errors/error-card.tsx';
import { useRead } from '../transport/use-backend.ts';
import { isToDo, labsInOrder, nextLab, useCourse } from './course-context.tsx';
import { filterStages } from './course-filter.ts';
import { ContinueCard, LabRow } from './lab-row.tsx';
import { StageHead } from './stage-head.tsx';
import './course.css';

export function CourseScreen() {
  const course = useCourse();
  return (
    <>
      <AppHeader />
      <main className="page" aria-label="Course">
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
  const [query, setQuery] = useState('');
  const heads = useRead('heads', (host, signal) => host.course.heads(undefined, { signal }));
  const all = labsInOrder(course);
  const stages = filterStages(course, query);
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
          <h1>Course</h1>
          <p className="page-lead">
            {all.length === 0 ? 'No labs are here yet.' : `${count(all.length, 'lab')}, ${hoursText(minutes)}, ${settledText(all)}. Everything runs on this computer.`}
          </p>
        </div>
        {all.length > 0 && (
          <SearchField className="search" aria-label="Find a lab" value={query} onChange={setQuery}>
            <Search size={15} aria-hidden="true" />
            <Input placeholder="Find a lab" />
            <AriaButton className="search-clear">
              <X size={14} aria-label="Clear" />
            </AriaButton>
          </SearchField>
        )}
      </div>
      {start !== null && query === '' && <ContinueCard lab={start} state={current !== null ? 'current' : settled === 0 ? 'first' : 'next'} />}
      <p className="visually-hidden" role="status">
        {query === '' ? '' : `${count(found, 'lab')} found`}
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
          No lab contains “{query.trim()}”. Try a topic such as “joins”, or the name of a service.
        </p>
      )}
      {course.broken.length > 0 && <BrokenLabs broken={course.broken} />}
    </>
  );
}

function settledText(labs: readonly LabSummary[]): string {
  const passed = labs.filter((lab) => lab.state === 'passed').length;
  const known = labs.filter((lab) => lab.state !== 'passed' && lab.known).length;
  return `${passed} done${known === 0 ? '' : `, ${known} known already`}`;
}

function BrokenLabs({ broken }: { broken: CourseView['broken'] }) {
  return (
    <details className="broken-labs" open={broken.length < 3}>
      <summary>
        <h2>{count(broken.length, 'lab folder')} cannot be used</h2>
      </summary>
      <p>For authors: mend what is named here and open the app again. While a lab is being written, <code>backbench labs preview</code> shows each save at once.</p>
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
  return (
    <div aria-busy="true">
      <h1 className="visually-hidden">Course</h1>
      <p className="visually-hidden" role="status">
        Loading the course
      </p>
      <div className="bone" style={{ width: 160, height: 30, marginBottom: 40 }} />
      <div className="bone" style={{ height: 96, marginBottom: 32 }} />
      {[0, 1, 2, 3].map((row) => (
        <div key={row} className="bone" style={{ height: 74, marginBottom: 8 }} />
      ))}
    </div>
  );
}
