/** The whole course on one page: each lab with its state, and, where the pointer or the focus is, what it builds on. */
import { Circle, CircleCheck, CircleDot, Flag } from 'lucide-react';
import { useState } from 'react';
import { stageTitle } from '../../shared/messages.ts';
import type { ProgressView } from '../../shared/progress-views.ts';
import type { CourseView, LabSummary } from '../../shared/views.ts';
import { useUi } from '../app/ui-state.ts';
import { useWords } from '../words/words-context.tsx';
import { isToDo, labsInOrder } from '../course/course-context.tsx';

export interface CourseMapProps {
  course: CourseView;
  /** The lab to do next. */
  next: string | null;
  times: ProgressView['labs'];
}

export function CourseMap({ course, next, times }: CourseMapProps) {
  const t = useWords();
  const [at, setAt] = useState<string | null>(null);
  const all = labsInOrder(course);
  const seen = all.find((lab) => lab.id === at);
  const needs = new Set(seen?.buildsOn.map((concept) => concept.lab.id));
  const relation = (lab: LabSummary): 'needs' | 'leads' | undefined =>
    at === null ? undefined : needs.has(lab.id) ? 'needs' : lab.buildsOn.some((concept) => concept.lab.id === at) ? 'leads' : undefined;
  return (
    <section className="progress-section" aria-labelledby="progress-map">
      <div className="progress-section-head">
        <h2 id="progress-map">{t('progress.map')}</h2>
        <p className="map-key" aria-hidden="true">
          <span>
            <CircleCheck size={13} data-state="passed" /> {t('progress.map-done')}
          </span>
          <span>
            <CircleDot size={13} data-state="started" /> {t('progress.map-begun')}
          </span>
          <span>
            <Circle size={13} /> {t('progress.map-to-do')}
          </span>
          <span className="map-key-box" data-relation="needs">
            {t('progress.map-builds-on')}
          </span>
          <span className="map-key-box" data-relation="leads">
            {t('progress.map-leads-to')}
          </span>
        </p>
      </div>
      <div className="map">
        {course.stages.map((stage) => (
          <div key={stage.stage} className="map-stage">
            <h3>
              {stageTitle(stage.stage, t.table)}
              <span>
                {t('progress.part', { part: stage.labs.filter((lab) => !isToDo(lab)).length, all: stage.labs.length })}
              </span>
            </h3>
            <ul>
              {stage.labs.map((lab) => (
                <li key={lab.id}>
                  <MapLab lab={lab} next={lab.id === next} relation={relation(lab)} seconds={times.find((time) => time.id === lab.id)?.seconds ?? 0} onLook={setAt} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}

interface MapLabProps {
  lab: LabSummary;
  next: boolean;
  relation: 'needs' | 'leads' | undefined;
  seconds: number;
  onLook(lab: string | null): void;
}

function MapLab({ lab, next, relation, seconds, onLook }: MapLabProps) {
  const t = useWords();
  const go = useUi((s) => s.go);
  const state = lab.state === 'passed' || lab.known ? 'passed' : lab.state;
  const words = lab.state === 'passed' ? t('progress.map-done') : lab.known ? t('progress.map-known') : lab.state === 'started' ? t('progress.map-begun-steps', { passed: lab.stepsPassed, steps: lab.steps }) : t('progress.map-to-do');
  const needs = [...new Set(lab.buildsOn.map((concept) => concept.lab.title))];
  return (
    <button
      type="button"
      className="map-lab"
      data-state={state}
      data-relation={relation}
      onClick={() => go({ name: 'lab', lab: lab.id })}
      onPointerEnter={() => onLook(lab.id)}
      onPointerLeave={() => onLook(null)}
      onFocus={() => onLook(lab.id)}
      onBlur={() => onLook(null)}
    >
      {state === 'passed' ? <CircleCheck size={14} aria-hidden="true" /> : state === 'started' ? <CircleDot size={14} aria-hidden="true" /> : <Circle size={14} aria-hidden="true" />}
      <span className="map-lab-title">
        {lab.title}
        {lab.checkpoint && <Flag size={11} aria-label={t('progress.map-checkpoint')} />}
        {next && <span className="lab-mark lab-mark-next">{t('progress.map-next')}</span>}
      </span>
      <span className="visually-hidden">
        , {words}
        {needs.length > 0 && `, ${t('progress.map-builds-on-labs', { labs: needs.join(', ') })}`}
      </span>
      {seconds > 0 && <span className="map-time">{t.workTime(seconds)}</span>}
    </button>
  );
}
