/** The course has another version of this lab than the one that was begun: what changed, and the way to go on with it. */
import { useState } from 'react';
import type { CodedError } from '../../shared/messages.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { toCodedError } from '../transport/coded-error.ts';
import { useConnection } from '../transport/use-backend.ts';
import { Button } from '../ui/button.tsx';
import { useDesk } from './lab-context.ts';
import { Markdown } from './lesson/markdown.tsx';
import { Phrase, useWords } from '../words/words-context.tsx';

export function VersionNotice({ onMovedOn }: { onMovedOn(): void }) {
  const t = useWords();
  const { lab, session, files } = useDesk();
  const connection = useConnection();
  const [moving, setMoving] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const { newVersion } = session;
  if (newVersion === null) return null;
  const moveOn = async (): Promise<void> => {
    setMoving(true);
    setError(null);
    try {
      // What was typed goes along.
      const unsaved = await files.saveAll();
      if (unsaved !== null) setError(unsaved);
      else {
        await connection.call((host) => host.session.moveOn({ lab }));
        onMovedOn();
      }
    } catch (thrown) {
      setError(toCodedError(thrown));
    } finally {
      setMoving(false);
    }
  };
  return (
    <section className="author-notice" aria-label={t('lab.new-version-of-this-lab')}>
      <h2>{t('lab.this-lab-has-a-new')}</h2>
      <p>
        <Phrase of="lab.version-text" values={{ from: newVersion.from, to: newVersion.to }} />
      </p>
      {newVersion.changes.length > 0 && (
        <ul>
          {newVersion.changes.map((change) => (
            <li key={`${String(change.version)} ${change.text}`}>
              <Markdown text={change.text} />
            </li>
          ))}
        </ul>
      )}
      {error !== null && <ErrorCard error={error} level={3} actions={{}} />}
      <Button small isDisabled={moving} onPress={() => void moveOn()}>
        {t('lab.go-on-with-version', { to: newVersion.to })}
      </Button>
    </section>
  );
}
