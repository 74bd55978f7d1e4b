/** Joins a room: address and code, then one of its packs, which is offered on the screen as one from a stick is. */
import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { CodedError } from '../../shared/messages.ts';
import { formatBytes } from '../../shared/messages-format.ts';
import type { RoomFound } from '../../shared/room-contract.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { toCodedError } from '../transport/coded-error.ts';
import { useConnection } from '../transport/use-backend.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useWords } from '../words/words-context.tsx';
import { RoomPlaceFields } from './room-place.tsx';

export function JoinRoomDialog({ onClose }: { onClose(): void }) {
  const t = useWords();
  const connection = useConnection();
  const [place, setPlace] = useState({ address: '', code: '' });
  const [waiting, setWaiting] = useState(false);
  const [found, setFound] = useState<RoomFound | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const run = (act: () => Promise<void>): void => {
    if (waiting) return;
    setError(null);
    setWaiting(true);
    act().catch((thrown: unknown) => setError(toCodedError(thrown))).finally(() => setWaiting(false));
  };
  return (
    <Dialog title={t('room.join-title')} open onClose={onClose} size="small">
      <Form
        className="room-form"
        onSubmit={(event) => {
          event.preventDefault();
          run(async () => {
            setFound(null);
            setFound(await connection.call((host) => host.room.look(place)));
          });
        }}
      >
        <p>{t('room.join-lead')}</p>
        <RoomPlaceFields place={place} onChange={setPlace} />
        {waiting && (
          <p className="packs-waiting">
            <Spinner /> {t('room.looking')}
          </p>
        )}
        {error !== null && <ErrorCard error={error} />}
        {found === null ? (
          <div className="pack-buttons">
            <Button kind="primary" type="submit" isDisabled={place.address.trim() === '' || place.code.trim() === ''}>
              {t('room.look')}
            </Button>
          </div>
        ) : (
          <>
            <h3>{t('room.choose')}</h3>
            {found.packs.length === 0 && <p>{t('room.none')}</p>}
            {found.packs.map(({ hash, title, sequence, bytes }) => (
              <Button
                key={hash}
                onPress={() => run(async () => {
                  await connection.call((host) => host.room.offer({ ...place, hash }));
                  onClose();
                })}
              >
                {t('room.pack', { title, number: String(sequence), size: formatBytes(bytes) })}
              </Button>
            ))}
          </>
        )}
      </Form>
    </Dialog>
  );
}
