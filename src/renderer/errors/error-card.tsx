/** Draws any error: what happened, the facts, what to do next, and the buttons that do it. */
import { TriangleAlert } from 'lucide-react';
import { useId } from 'react';
import type { Attempt } from '../../shared/errors.ts';
import { type CodedError, describeError, errorFacts, problemPlace } from '../../shared/messages.ts';
import { useUi } from '../app/ui-state.ts';
import { useSettings } from '../settings/settings-context.tsx';
import { useConnection } from '../transport/use-backend.ts';
import { Button } from '../ui/button.tsx';
import { BUILD_COMMAND, type Recovery, recoveriesFor, recoveryLabels } from './recovery.ts';
import { useWords } from '../words/words-context.tsx';
import './error-card.css';

export type RecoveryActions = Partial<Record<Recovery, () => void>>;

export interface ErrorCardProps {
  error: CodedError;
  /** What this place can do about it, beyond what every place can. */
  actions?: RecoveryActions;
  /** calm: something is missing, and nothing is wrong yet. */
  tone?: 'bad' | 'calm';
  /** Level of the title's heading; 0 for no heading, where the error stands inside a list. */
  level?: 0 | 2 | 3 | 4;
}

export function ErrorCard({ error, actions = {}, tone = 'bad', level = 3 }: ErrorCardProps) {
  const t = useWords();
  const titleId = useId();
  const { title, text, next } = describeError(error, t.table);
  const { attempts, log, problems } = errorFacts(error);
  const all = { ...useCommonRecoveries(), ...definedOnly(actions) };
  const buttons = recoveriesFor(error.code, new Set(Object.keys(all) as Recovery[]));
  const Title = level === 0 ? 'p' : (`h${level}` as const);
  return (
    <section className={`error-card error-card-${tone}`} aria-labelledby={titleId} role="group">
      <Title className="error-title" id={titleId}>
        <TriangleAlert size={16} aria-hidden="true" />
        {title}
      </Title>
      {text !== '' && <p className="error-text">{text}</p>}
      {attempts.length > 0 && <Attempts attempts={attempts} />}
      {problems.length > 0 && (
        <ul className="error-problems">
          {problems.map((problem) => (
            <li key={`${problemPlace(problem)} ${problem.message}`}>
              <code>{problemPlace(problem)}</code> {problem.message}
            </li>
          ))}
        </ul>
      )}
      {log.length > 0 && (
        // The region can be scrolled, so it can be reached by keyboard.
        <pre className="error-log" tabIndex={0} role="group" aria-label={t('errors.last-lines-of-the-log')}>
          {log.join('\n')}
        </pre>
      )}
      {next !== '' && <p className="error-next">{next}</p>}
      <div className="error-foot">
        {buttons.map((recovery, at) => (
          <Button key={recovery} small kind={at === 0 ? 'primary' : 'plain'} onPress={() => all[recovery]?.()}>
            {t(recoveryLabels[recovery])}
          </Button>
        ))}
        <code className="error-code">{error.code}</code>
      </div>
    </section>
  );
}

function Attempts({ attempts }: { attempts: readonly Attempt[] }) {
  const t = useWords();
  return (
    <div className="attempts" tabIndex={0} role="group" aria-label={t('errors.places-that-were-tried')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('errors.tried')}</th>
            <th scope="col">{t('errors.because-of')}</th>
            <th scope="col">{t('errors.answer')}</th>
          </tr>
        </thead>
        <tbody>
          {attempts.map((attempt) => (
            <tr key={`${attempt.place} ${attempt.source}`}>
              <td>
                <code>{attempt.place}</code>
              </td>
              <td>{attempt.source}</td>
              <td>{attempt.outcome}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The ways out that are the same everywhere. */
function useCommonRecoveries(): RecoveryActions {
  const t = useWords();
  const connection = useConnection();
  const { settings, change } = useSettings();
  const go = useUi((s) => s.go);
  const openDialog = useUi((s) => s.openDialog);
  const forget = (work: Promise<unknown>): void => {
    work.catch(() => {
      // The page shows the failed setting itself; a failed copy or folder window has nothing to mend.
    });
  };
  return {
    ...(settings.engine === 'native' ? {} : { 'use-native': () => forget(change({ engine: 'native' })) }),
    ...(settings.engine === 'docker' ? {} : { 'use-docker': () => forget(change({ engine: 'docker' })) }),
    ...(settings.engine === 'auto' ? {} : { 'engine-auto': () => forget(change({ engine: 'auto' })) }),
    'open-computer': () => go({ name: 'computer' }),
    'open-course': () => go({ name: 'course' }),
    'open-settings': () => openDialog('settings'),
    'copy-build-command': () => forget(connection.main.clipboard.write({ text: t.table.command(BUILD_COMMAND) })),
    'show-data-folder': () => forget(connection.main.app.showDataFolder()),
  };
}

function definedOnly(actions: RecoveryActions): RecoveryActions {
  return Object.fromEntries(Object.entries(actions).filter(([, action]) => action !== undefined));
}
