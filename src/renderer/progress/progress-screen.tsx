/** Progress: what is next, what is due, time and days, the map of the course, strengths and weak spots. Nothing here nags. */
import { Award, BadgeCheck, FileUp } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { ProgressView } from '../../shared/progress-views.ts';
import type { CourseView } from '../../shared/views.ts';
import { AppHeader } from '../app/app-header.tsx';
import { labsInOrder, nextLab, useCourse } from '../course/course-context.tsx';
import { ContinueCard } from '../course/lab-row.tsx';
import { ErrorCard } from '../errors/error-card.tsx';
import { useWatch } from '../transport/use-backend.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/words-context.tsx';
import { CourseMap } from './course-map.tsx';
import { DaysPlot } from './days-plot.tsx';
import { ReviewCard } from './review-card.tsx';
import { TopicList } from './topic-list.tsx';
import './progress.css';

const CertificateDialog = lazy(() => import('../certificates/certificate-dialog.tsx'));
const VerifyDialog = lazy(() => import('../certificates/verify-dialog.tsx'));
const HandInDialog = lazy(() => import('./hand-in-dialog.tsx'));

export function ProgressScreen() {
  const t = useWords();
  const course = useCourse();
  const progress = useWatch('progress', (host, signal) => host.progress.watch(undefined, { signal }));
  const error = course.error ?? progress.error;
  const ready = course.value !== null && progress.value !== null;
  return (
    <>
      <AppHeader />
      <main className="page" aria-label={t('progress.title')} aria-busy={!ready && error === null}>
        <div className="page-column">
          {ready ? (
            <Overview course={course.value as CourseView} progress={progress.value as ProgressView} />
          ) : error === null ? (
            <Bones />
          ) : (
            <ErrorCard error={error} level={2} actions={{ retry: () => window.location.reload() }} />
          )}
        </div>
      </main>
    </>
  );
}

function Overview({ course, progress }: { course: CourseView; progress: ProgressView }) {
  const t = useWords();
  const all = labsInOrder(course);
  const passed = all.filter((lab) => lab.state === 'passed').length;
  const current = all.find((lab) => lab.id === course.current && lab.state !== 'passed') ?? null;
  const next = nextLab(all);
  const start = current ?? next;
  const { seconds, streak, days } = progress;
  const [handingIn, setHandingIn] = useState(false);
  const [certificate, setCertificate] = useState<'make' | 'check' | null>(null);
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{t('progress.title')}</h1>
          <p className="page-lead">{t('progress.lead')}</p>
        </div>
        <div className="progress-acts">
          <Button icon={<FileUp size={16} />} onPress={() => setHandingIn(true)}>
            {t('classes.hand-in')}
          </Button>
          <Button icon={<Award size={16} />} onPress={() => setCertificate('make')}>
            {t('certificates.make')}
          </Button>
          <Button icon={<BadgeCheck size={16} />} onPress={() => setCertificate('check')}>
            {t('certificates.check')}
          </Button>
        </div>
      </div>
      {certificate !== null && (
        <Suspense>
          {certificate === 'make' ? <CertificateDialog of={null} onClose={() => setCertificate(null)} /> : <VerifyDialog onClose={() => setCertificate(null)} />}
        </Suspense>
      )}
      {handingIn && (
        <Suspense>
          <HandInDialog onClose={() => setHandingIn(false)} />
        </Suspense>
      )}
      {start !== null && <ContinueCard lab={start} state={current !== null ? 'current' : passed === 0 ? 'first' : 'next'} />}
      <div className="progress-pair">
        <section className="card" aria-labelledby="progress-time">
          <h2 id="progress-time">{t('progress.time')}</h2>
          <dl className="facts">
            <Fact name={t('progress.time-all')} value={t.workTime(seconds.all)} />
            <Fact name={t('progress.time-week')} value={t.workTime(seconds.week)} />
            <Fact name={t('progress.streak')} value={streak.longest > streak.now ? t('progress.streak-most', { now: streak.now, longest: streak.longest }) : String(streak.now)} />
            <Fact name={t('progress.labs-done')} value={t('progress.part', { part: passed, all: all.length })} />
          </dl>
          <DaysPlot days={days} />
        </section>
        <ReviewCard counts={progress.review} />
      </div>
      <CourseMap course={course} next={next?.id ?? null} times={progress.labs} />
      <section className="progress-section" aria-labelledby="progress-topics">
        <div className="progress-section-head">
          <h2 id="progress-topics">{t('progress.topics')}</h2>
          <p>{t('progress.topics-about')}</p>
        </div>
        <TopicList topics={progress.topics} />
      </section>
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Bones() {
  const t = useWords();
  return (
    <div>
      <h1 className="visually-hidden">{t('progress.title')}</h1>
      <p className="visually-hidden" role="status">
        {t('progress.reading')}
      </p>
      <div className="bone" style={{ width: 180, height: 30, marginBottom: 40 }} />
      <div className="bone" style={{ height: 96, marginBottom: 24 }} />
      <div className="bone" style={{ height: 220, marginBottom: 24 }} />
      <div className="bone" style={{ height: 320 }} />
    </div>
  );
}
