/** After an erasure: nothing is left to show, and one way on. */
import { useEffect, useState } from 'react';
import { useConnection } from '../transport/use-backend.ts';
import { useAnnounce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/words-context.tsx';

export function ErasedPage() {
  const t = useWords();
  const connection = useConnection();
  const announce = useAnnounce();
  const [going, setGoing] = useState(false);
  useEffect(() => {
    window.localStorage.clear();
    announce(t('privacy.erased-title'));
  }, [announce, t]);
  const goOn = (): void => {
    setGoing(true);
    // What the page wrote meanwhile, such as this screen's own name.
    window.localStorage.clear();
    // The host ends by this: that no answer comes is the answer.
    connection.call((host) => host.profiles.leave()).catch(() => undefined);
  };
  return (
    <main className="page" aria-label={t('privacy.erased-title')}>
      <div className="page-column privacy-column">
        <h1>{t('privacy.erased-title')}</h1>
        <p className="page-lead">{t('privacy.erased-text')}</p>
        <p>{t('privacy.erased-window')}</p>
        <Button autoFocus kind="primary" isDisabled={going} onPress={goOn}>
          {t('privacy.erased-on')}
        </Button>
      </div>
    </main>
  );
}
