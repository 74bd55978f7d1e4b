/** What is kept where, with the paths and sizes of this computer; who can read it, for how long; and what can be done about it. */
import { type ReactNode, useId } from 'react';
import type { PrivacyView } from '../../shared/privacy-contract.ts';
import { Fault } from '../profiles/profile-act.tsx';
import { useConnection, useRead } from '../transport/use-backend.ts';
import { Button } from '../ui/button.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useWords } from '../words/words-context.tsx';
import { EraseSection } from './erase-section.tsx';
import { HeldTables } from './held-tables.tsx';
import { Right } from './right.tsx';
import { TakeSection } from './take-section.tsx';
import './privacy.css';

export interface PrivacyPageProps {
  /** Of the headings of its sections. */
  level: 2 | 3;
  /** Called when all about the learner is erased. */
  onErased?(): void;
}

export function PrivacyPage({ level, onErased }: PrivacyPageProps) {
  const t = useWords();
  const held = useRead('privacy', (host, signal) => host.privacy.look(undefined, { signal }));
  return (
    <div className="privacy" aria-busy={held.value === null && held.error === null}>
      <p className="privacy-short">{t('privacy.say-short')}</p>
      <Part level={level} title={t('privacy.where')}>
        {held.value !== null ? (
          <Where view={held.value} />
        ) : held.error === null ? (
          <p className="privacy-waiting" role="status">
            <Spinner /> {t('privacy.reading')}
          </p>
        ) : (
          <Fault error={held.error} />
        )}
        <p>{t('privacy.say-containers')}</p>
      </Part>
      <Part level={level} title={t('privacy.file')}>
        <p>
          {t('privacy.say-file')} {t('privacy.say-file-readable')}
        </p>
      </Part>
      <Part level={level} title={t('privacy.readers')}>
        <p>{t('privacy.say-readers')}</p>
      </Part>
      <Part level={level} title={t('privacy.kept')}>
        <p>{t('privacy.say-kept')}</p>
      </Part>
      <Part level={level} title={t('privacy.rights')}>
        {held.value?.learner != null && onErased !== undefined && (
          <>
            <TakeSection level={level} />
            <EraseSection level={level} view={held.value} learner={held.value.learner} onErased={onErased} />
          </>
        )}
        <Right level={level} title={t('privacy.correct')}>
          <p>{t('privacy.say-correct')}</p>
          <p>{t('privacy.say-copies')}</p>
        </Right>
      </Part>
      <Part level={level} title={t('privacy.law')}>
        <p>{t('privacy.say-law')}</p>
        <p>{t('privacy.say-children')}</p>
      </Part>
      <Part level={level} title={t('privacy.contact')}>
        {held.value?.contact != null && <p>{t('privacy.contact-named', { contact: held.value.contact })}</p>}
        <p>{t('privacy.say-contact')}</p>
        <p className="privacy-note">{t('privacy.say-advice')}</p>
      </Part>
    </div>
  );
}

function Where({ view }: { view: PrivacyView }) {
  const t = useWords();
  const connection = useConnection();
  return (
    <>
      <div className="privacy-folder">
        <p>
          {t('privacy.where-folder')} <code>{view.folder}</code>
        </p>
        <Button
          small
          onPress={() => {
            connection.main.app.showDataFolder().catch(() => {
              // No file manager: the path tells where it is.
            });
          }}
        >
          {t('privacy.show')}
        </Button>
      </div>
      <HeldTables folder={view.folder} places={view.places} />
    </>
  );
}

function Part({ level, title, children }: { level: 2 | 3; title: string; children: ReactNode }) {
  const id = useId();
  const Heading = `h${String(level)}` as 'h2' | 'h3';
  return (
    <section className="privacy-part" aria-labelledby={id}>
      <Heading id={id}>{title}</Heading>
      {children}
    </section>
  );
}
