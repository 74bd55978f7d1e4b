/** The screen "Privacy". */
import { useState } from 'react';
import { AppHeader } from '../app/app-header.tsx';
import { useWords } from '../words/words-context.tsx';
import { ErasedPage } from './erased-page.tsx';
import { PrivacyPage } from './privacy-page.tsx';

export default function PrivacyScreen() {
  const t = useWords();
  const [erased, setErased] = useState(false);
  if (erased) return <ErasedPage />;
  return (
    <>
      <AppHeader />
      <main className="page" aria-label={t('privacy.title')}>
        <div className="page-column privacy-column">
          <h1>{t('privacy.title')}</h1>
          <PrivacyPage level={2} onErased={() => setErased(true)} />
        </div>
      </main>
    </>
  );
}
