/** The course has another version of this lab than the one that was begun: what changed, and the way to go on with it. */
import { useState } from 'react';
import type { CodedError } from '../../shared/messages.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { toCodedError } from '../transport/coded-error.ts';
import { useConnection } from '../transport/use-backend.ts';
import { Button } from '../ui/button.tsx';
import { useDesk } from './lab-context.ts';
import { Markdown } from './lesson/markdown.tsx';

export function VersionNotice({ onMovedOn }: { onMovedOn(): void }) {
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
    <section className="author-notice" aria-label="New version of this lab">
      <h2>This lab has a new version</h2>
      <p>
        You go on with version {newVersion.from}, as you began it. Version {newVersion.to} starts with fresh files and data; your files are kept there
        in <code>earlier/version-{newVersion.from}</code>, and the steps that you passed stay passed.
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
        Go on with version {newVersion.to}
      </Button>
    </section>
  );
}
