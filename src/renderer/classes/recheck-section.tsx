/** Runs the checks again on the work that a learner handed in, and shows where the result differs. */
import { RefreshCw } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ClassLearnerView, RecheckedView, RecheckMessage } from '../../shared/class-contract.ts';
import { type CodedError, describeError, engineName } from '../../shared/messages.ts';
import type { MessageKey } from '../../shared/words/language-pack.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { toCodedError } from '../transport/coded-error.ts';
import { useConnection } from '../transport/use-backend.ts';
import { useAnnounce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/dialog.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useWords } from '../words/words-context.tsx';

type Check = RecheckedView['checks'][number];

const REASONS: Readonly<Record<NonNullable<Check['reason']>, MessageKey>> = {
  'not-carried': 'classes.recheck-not-carried', 'needs-data': 'classes.recheck-needs-data', 'left-out': 'classes.recheck-left-out', broken: 'classes.recheck-broken',
};

export function RecheckSection({ className, learner }: { className: string; learner: ClassLearnerView }) {
  const t = useWords();
  const connection = useConnection();
  const announce = useAnnounce();
  const [now, setNow] = useState<RecheckMessage | 'starting' | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const [asked, setAsked] = useState(false);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const going = now === 'starting' || (now !== null && now.type === 'doing');
  const run = async (agreedNative: boolean): Promise<void> => {
    const controller = new AbortController();
    stop.current = controller;
    const { signal } = controller;
    setError(null);
    setNow('starting');
    try {
      await connection.call(
        async (host) => {
          for await (const message of await host.classes.recheck({ name: className, device: learner.device, agreedNative }, { signal })) setNow(message);
        },
        { signal },
      );
      announce(t('classes.recheck-done'));
    } catch (thrown) {
      setNow(null);
      if (signal.aborted) return;
      const failed = toCodedError(thrown);
      if (failed.code === 'RECHECK_NOT_AGREED') setAsked(true);
      else setError(failed);
    }
  };
  return (
    <section aria-labelledby="class-recheck">
      <h3 id="class-recheck">{t('classes.recheck-title')}</h3>
      {learner.work.length === 0 ? (
        <p>{t('classes.recheck-no-work')}</p>
      ) : (
        <>
          <p className="packs-about">{t('classes.recheck-about')}</p>
          {going ? (
            <div className="class-recheck-now">
              <Spinner />
              <span role="status">
                {now === 'starting' || now.type !== 'doing' ? t('classes.recheck-starting') : t('classes.recheck-doing', { at: now.at, of: now.of, lab: now.lab, step: now.step === '' ? '…' : now.step })}
              </span>
              <Button small onPress={() => stop.current?.abort()}>
                {t('classes.cancel')}
              </Button>
            </div>
          ) : (
            <Button small icon={<RefreshCw size={14} />} onPress={() => void run(false)}>
              {t('classes.recheck-run')}
            </Button>
          )}
        </>
      )}
      {error !== null && <ErrorCard error={error} level={4} />}
      {now !== null && now !== 'starting' && now.type === 'done' && <Found labs={now.labs} />}
      {asked && (
        <Confirm title={t('classes.recheck-agree-title')} open confirm={t('classes.recheck-agree')} danger onConfirm={() => void run(true)} onClose={() => setAsked(false)}>
          <p>{t('classes.recheck-agree-text')}</p>
        </Confirm>
      )}
    </section>
  );
}

function Found({ labs }: { labs: readonly RecheckedView[] }) {
  const t = useWords();
  const all = labs.flatMap(({ checks }) => checks);
  const count = (outcome: Check['outcome']): number => all.filter((each) => each.outcome === outcome).length;
  if (labs.length === 0) return <p>{t('classes.recheck-nothing')}</p>;
  return (
    <>
      <p>{t('classes.recheck-counts', { same: count('same'), differ: count('differs'), other: count('not-run') })}</p>
      {count('differs') > 0 && <p className="packs-about">{t('classes.recheck-fair')}</p>}
      {labs.map((lab) => (
        <div key={`${lab.lab} ${lab.variant}`}>
          <h4>{t('classes.recheck-lab', { lab: lab.variant === '' ? lab.title : `${lab.title} (${lab.variant})`, engine: engineName(lab.engine, t.table) })}</h4>
          {lab.error !== null && <p>{Object.values(describeError(lab.error, t.table)).filter((part) => part !== '').join(' ')}</p>}
          <ul className="class-outcomes">
            {lab.checks.map((check) => (
              <li key={check.check} data-outcome={check.outcome}>
                {check.title}: {check.outcome === 'same' ? t('classes.recheck-same') : check.outcome === 'differs' ? <strong>{t('classes.recheck-differs')}</strong> : t(REASONS[check.reason ?? 'broken'])}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}
