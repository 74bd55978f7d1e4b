/** What stands in the way of working: a start that failed, an act that failed; and the covers for a lab that does not run. */
import { CirclePause, CirclePlay, CircleStop, X } from 'lucide-react';
import { serviceName, serviceStateWord } from '../../shared/messages.ts';
import type { Settings } from '../../shared/views.ts';
import { ErrorCard, type RecoveryActions } from '../errors/error-card.tsx';
import { useSettings } from '../settings/settings-context.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { Elapsed } from '../ui/elapsed.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { formatDuration } from '../../shared/messages-format.ts';
import { activityWords } from './lab-header.tsx';
import { useDesk } from './lab-context.ts';

export function WorkNotice() {
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
      {!failed && <IconButton small label="Put this message away" icon={<X size={15} />} onPress={acts.clear} />}
    </div>
  );
}

/** Over the terminal while there is none. */
export function StateCover() {
  const { session, acts, detail } = useDesk();
  const { state, activity } = session;
  if (state === 'open') return null;
  return (
    <div className="state-cover">
      {state === 'starting' || (state !== 'parked' && acts.running) ? (
        <div className="state-card">
          <p className="state-title" role="status">
            <Spinner size={16} /> {activity === null ? 'Starting the lab' : activityWords(activity, detail)}
          </p>
          <ul className="state-services">
            {session.services.map((service) => (
              <li key={service.id}>
                {serviceName(service.kind)} <span>{serviceStateWord(service.state)}</span>
              </li>
            ))}
          </ul>
          {activity !== null && (
            <p className="state-text" aria-hidden="true">
              <Elapsed since={activity.since} />
              {activity.usuallyMs !== null && `, usually ${formatDuration(activity.usuallyMs)}`}
            </p>
          )}
          {acts.running && (
            <Button small onPress={acts.cancel}>
              Cancel
            </Button>
          )}
        </div>
      ) : state === 'parked' ? (
        <div className="state-card">
          <p className="state-title">
            <CirclePause size={16} aria-hidden="true" /> The lab is paused
          </p>
          <p className="state-text">Everything is as you left it, and costs no processor time.</p>
          <Button kind="primary" icon={<CirclePlay size={15} />} isDisabled={acts.running} onPress={acts.resume}>
            Resume
          </Button>
        </div>
      ) : (
        <div className="state-card">
          <p className="state-title">
            <CircleStop size={16} aria-hidden="true" /> {state === 'failed' ? 'The lab could not be started' : 'The lab is stopped'}
          </p>
          <p className="state-text">Your files and your data are kept. You can read and edit; checks, queries and the terminal need the lab to run.</p>
          <Button kind="primary" icon={<CirclePlay size={15} />} isDisabled={acts.running} onPress={acts.start}>
            {state === 'failed' ? 'Try again' : 'Start the lab'}
          </Button>
        </div>
      )}
    </div>
  );
}
