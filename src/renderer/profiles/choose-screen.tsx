/** Who is learning? The names of all learners as large buttons; a new one; and names, PINs and removal behind one more press. */
import { LockKeyhole, Settings2, ShieldCheck, UserRoundPlus } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import type { ProfilesView, ProfileView } from '../../shared/profiles-contract.ts';
import { BrandMark } from '../app/brand-mark.tsx';
import { useConnection } from '../transport/use-backend.ts';
import { Button } from '../ui/button.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useWords } from '../words/words-context.tsx';
import { Fault, useAct } from './profile-act.tsx';
import { NewLearner, OpenWithPin, PinDialog, RemoveDialog, RenameDialog } from './profile-dialogs.tsx';
import '../app/app.css';
import './profiles.css';

const PrivacyDialog = lazy(() => import('../privacy/privacy-dialog.tsx'));

type Asking = { what: 'new' } | { what: 'privacy' } | { what: 'open' | 'rename' | 'pin' | 'remove'; profile: ProfileView } | null;

/** @param view null until the lab host has said who is here */
export function ChooseScreen({ view }: { view: ProfilesView | null }) {
  const t = useWords();
  return (
    <>
      <header className="bar">
        <span className="brand">
          <BrandMark />
          <span>Backbench</span>
        </span>
      </header>
      <main className="page" aria-label={t('profiles.who-is-learning')} aria-busy={view === null}>
        <div className="page-column profiles-column">
          <h1>{t('profiles.who-is-learning')}</h1>
          {view === null ? (
            <p className="profiles-waiting" role="status">
              <Spinner /> {t('profiles.putting-away')}
            </p>
          ) : (
            <Choice profiles={view.profiles} />
          )}
        </div>
      </main>
    </>
  );
}

function Choice({ profiles }: { profiles: readonly ProfileView[] }) {
  const t = useWords();
  const connection = useConnection();
  const [changing, setChanging] = useState(false);
  const [asking, setAsking] = useState<Asking>(null);
  const opening = useAct();
  const home = useRef<HTMLButtonElement>(null);
  const open = (profile: ProfileView): void => {
    if (profile.removing) setAsking({ what: 'remove', profile });
    else if (profile.hasPin) setAsking({ what: 'open', profile });
    else opening.run(() => connection.call((host) => host.profiles.open({ profile: profile.id, pin: null })));
  };
  const close = (): void => setAsking(null);
  return (
    <>
      <p className="page-lead">{t('profiles.lead')}</p>
      <Fault error={opening.error} />
      <ul className="profiles-list" aria-label={t('profiles.learners')}>
        {profiles.map((profile, at) => (
          <li key={profile.id} className="profiles-row">
            <Button autoFocus={at === 0} isDisabled={opening.busy} onPress={() => open(profile)} {...(at === 0 ? { ref: home } : {})}>
              <Learner profile={profile} />
            </Button>
            {changing && (
              <span className="profiles-acts">
                {!profile.removing && (
                  <>
                    <Button small aria-label={t('profiles.rename-one', { name: profile.name })} onPress={() => setAsking({ what: 'rename', profile })}>
                      {t('profiles.rename')}
                    </Button>
                    <Button small aria-label={t('profiles.pin-of-one', { name: profile.name })} onPress={() => setAsking({ what: 'pin', profile })}>
                      {t('profiles.pin')}
                    </Button>
                  </>
                )}
                <Button small aria-label={t('profiles.remove-one', { name: profile.name })} onPress={() => setAsking({ what: 'remove', profile })}>
                  {t('profiles.remove')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      <div className="profiles-foot">
        <Button icon={<UserRoundPlus size={16} />} onPress={() => setAsking({ what: 'new' })}>
          {t('profiles.new')}
        </Button>
        <Button kind="quiet" icon={<Settings2 size={16} />} aria-expanded={changing} onPress={() => setChanging(!changing)}>
          {changing ? t('profiles.done') : t('profiles.change')}
        </Button>
        <Button kind="quiet" icon={<ShieldCheck size={16} />} onPress={() => setAsking({ what: 'privacy' })}>
          {t('privacy.open')}
        </Button>
      </div>
      {asking?.what === 'privacy' && (
        <Suspense>
          <PrivacyDialog onClose={close} />
        </Suspense>
      )}
      {asking?.what === 'new' && <NewLearner onClose={close} />}
      {asking?.what === 'open' && <OpenWithPin profile={asking.profile} onClose={close} />}
      {asking?.what === 'rename' && <RenameDialog profile={asking.profile} onClose={close} />}
      {asking?.what === 'pin' && <PinDialog profile={asking.profile} onClose={close} />}
      {asking?.what === 'remove' && (
        <RemoveDialog
          profile={asking.profile}
          onClose={() => {
            close();
            home.current?.focus();
          }}
        />
      )}
    </>
  );
}

/** A name, and what tells two learners apart who might be mistaken for each other. */
function Learner({ profile }: { profile: ProfileView }) {
  const t = useWords();
  const { name, hasPin, lastUsed, removing } = profile;
  const when = removing ? t('profiles.being-removed')
    : lastUsed === 0 ? t('profiles.not-yet-here') : t('profiles.here-last', { date: t.date(lastUsed, { day: 'numeric', month: 'long' }) });
  return (
    <span className="profiles-learner">
      <span className="profiles-name">{name}</span>
      <span className="profiles-facts">
        {when}
        {hasPin && (
          <>
            {' · '}
            <LockKeyhole size={12} aria-hidden="true" /> {t('profiles.with-pin')}
          </>
        )}
      </span>
    </span>
  );
}
