/** What stands in the way of working: a start that failed, an act that failed; and the covers for a lab that does not run. */
import { CirclePause, CirclePlay, CircleStop, X } from 'lucide-react';
import { serviceName, serviceStateWord } from '../../shared/messages.ts';
import type { Settings } from '../../shared/views.ts';
import { ErrorCard, type RecoveryActions } from '../errors/error-card.tsx';
import { useSettings } from '../settings/settings-context.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { Elapsed } from '../ui/elapsed.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { activityWords } from './lab-header.tsx';
import { useDesk } from './lab-context.ts';
import { useWords } from '../words/words-context.tsx';

export function WorkNotice() {
  const t = useWords();
  const { session, acts, askReset } = useDesk();
  const { settings, change } = useSettings();
  const failed = session.state === 'failed';
  const error = failed ? (session.error ?? acts.error) : acts.error;
  if (error === null || session.state === 'starting') return null;
  const startWith = (engine: Settings['engine']) => () => void change({ engine }).then(acts.start);
  const actions: RecoveryActions = failed
    ? {
        retry: acts.start,
        ...(settings.engine === 'native' ? {} : { 'use-native': startWith('native') }),
        ...(settings.engine === 'docker' ? {} : { 'use-docker': startWith('docker') }),
        ...(settings.engine === 'auto' ? {} : { 'engine-auto': startWith('auto') }),
      }
    : { 'start-lab': acts.start, ...(session.state === 'open' ? { 'reset-lab': askReset } : {}) };
  return (
    <div className="work-notice" role="alert">
      <ErrorCard error={error} level={2} actions={actions} />
      {!failed && <IconButton small label={t('lab.put-this-message-away')} icon={<X size={15} />} onPress={acts.clear} />}
    </div>
  );
}

/** Over the terminal while there is none. */
export function StateCover() {
  const t = useWords();
  const { session, acts, detail } = useDesk();
  const { state, activity } = session;
  if (state === 'open') return null;
  return (
    <div className="state-cover">
      {state === 'starting' || (state !== 'parked' && acts.running) ? (
        <div className="state-card">
          <p className="state-title" role="status">
            <Spinner size={16} /> {activity === null ? t('lab.starting-the-lab') : activityWords(activity, detail, t)}
          </p>
          <ul className="state-services">
            {session.services.map((service) => (
              <li key={service.id}>
                {serviceName(service.kind, t.table)} <span>{serviceStateWord(service.state, t.table)}</span>
              </li>
            ))}
          </ul>
          {activity !== null && (
            <p className="state-text" aria-hidden="true">
              <Elapsed since={activity.since} />
              {activity.usuallyMs !== null && t('lab.usually', { usuallyMs: t.duration(activity.usuallyMs) })}
            </p>
          )}
          {acts.running && (
            <Button small onPress={acts.cancel}>
              {t('lab.cancel')}
            </Button>
          )}
        </div>
      ) : state === 'parked' ? (
        <div className="state-card">
          <p className="state-title">
            <CirclePause size={16} aria-hidden="true" /> {t('lab.the-lab-is-paused')}
          </p>
          <p className="state-text">{t('lab.everything-is-as-you-left')}</p>
          <Button kind="primary" icon={<CirclePlay size={15} />} isDisabled={acts.running} onPress={acts.resume}>
            {t('lab.resume')}
          </Button>
        </div>
      ) : (
        <div className="state-card">
          <p className="state-title">
            <CircleStop size={16} aria-hidden="true" /> {state === 'failed' ? t('lab.the-lab-could-not-be') : t('lab.the-lab-is-stopped')}
          </p>
          <p className="state-text">{t('lab.your-files-and-your-data')}</p>
          <Button kind="primary" icon={<CirclePlay size={15} />} isDisabled={acts.running} onPress={acts.start}>
            {state === 'failed' ? t('lab.try-again') : t('lab.start-the-lab')}
          </Button>
        </div>
      )}
    </div>
  );
}
