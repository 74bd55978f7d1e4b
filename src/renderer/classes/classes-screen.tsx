/** Classes: what a teacher sees of the learners whose progress files came in. */
import { BadgeCheck, Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { AppHeader } from '../app/app-header.tsx';
import { ErrorCard } from '../errors/error-card.tsx';
import { useWatch } from '../transport/use-backend.ts';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useWords } from '../words/words-context.tsx';
import { ClassDesk } from './class-desk.tsx';
import { NewClassDialog } from './new-class-dialog.tsx';
import '../settings/settings.css';
import '../packs/packs.css';
import './classes.css';

const VerifyDialog = lazy(() => import('../certificates/verify-dialog.tsx'));

export default function ClassesScreen() {
  const t = useWords();
  const classes = useWatch('classes', (host, signal) => host.classes.watchAll(undefined, { signal }));
  return (
    <>
      <AppHeader />
      <main className="page" aria-label={t('classes.title')} aria-busy={classes.value === null && classes.error === null}>
        <div className="page-column class-column">
          {classes.value !== null ? (
            <Classes names={classes.value} />
          ) : classes.error === null ? (
            <p className="packs-waiting">
              <Spinner /> {t('classes.reading')}
            </p>
          ) : (
            <ErrorCard error={classes.error} level={2} actions={{ retry: () => window.location.reload() }} />
          )}
        </div>
      </main>
    </>
  );
}

function Classes({ names }: { names: readonly string[] }) {
  const t = useWords();
  const [wanted, setWanted] = useState<string | null>(null);
  const [making, setMaking] = useState(false);
  const [checking, setChecking] = useState(false);
  const chosen = names.find((name) => name === wanted) ?? names[0] ?? null;
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{t('classes.title')}</h1>
          <p className="page-lead">{t('classes.lead')}</p>
        </div>
        <div className="class-choice">
          {chosen !== null && names.length > 1 && <Choice label={t('classes.class')} value={chosen} options={names.map((name) => ({ id: name, label: name }))} onChange={setWanted} />}
          <Button icon={<BadgeCheck size={16} />} onPress={() => setChecking(true)}>
            {t('certificates.check')}
          </Button>
          <Button kind={chosen === null ? 'primary' : 'plain'} icon={<Plus size={16} />} onPress={() => setMaking(true)}>
            {t('classes.new')}
          </Button>
        </div>
      </div>
      {chosen === null ? (
        <div className="packs-none">
          <div>
            <h2>{t('classes.none-title')}</h2>
            <p>{t('classes.none-text')}</p>
          </div>
        </div>
      ) : (
        <ClassDesk key={chosen} name={chosen} />
      )}
      {checking && (
        <Suspense>
          <VerifyDialog onClose={() => setChecking(false)} />
        </Suspense>
      )}
      {making && (
        <NewClassDialog
          onClose={() => setMaking(false)}
          onMade={(name) => {
            setMaking(false);
            setWanted(name);
          }}
        />
      )}
    </>
  );
}
