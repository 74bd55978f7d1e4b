/** Rooms on the screen "Packs": joining one, serving one, and who is in the one that is served. */
import { LogIn, Radio, Square } from 'lucide-react';
import { useState } from 'react';
import { formatBytes } from '../../shared/messages-format.ts';
import type { CodedError } from '../../shared/messages.ts';
import type { RoomView } from '../../shared/room-contract.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { toCodedError } from '../transport/coded-error.ts';
import { useConnection, useWatch } from '../transport/use-backend.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/words-context.tsx';
import { JoinRoomDialog } from './join-room-dialog.tsx';
import { ServeRoomDialog } from './serve-room-dialog.tsx';
import './room.css';

/** @param free whether another pack can be looked at now */
export function RoomSection({ free }: { free: boolean }) {
  const t = useWords();
  const room = useWatch('room', (host, signal) => host.room.watch(undefined, { signal }));
  const [asked, setAsked] = useState<'join' | 'serve' | null>(null);
  const open = room.value !== null && room.value.state === 'open' ? room.value : null;
  return (
    <section className="packs-section" aria-labelledby="room-here">
      <h2 id="room-here">{t('room.title')}</h2>
      <p className="packs-about">{t('room.lead')}</p>
      {room.error !== null && <ErrorCard error={room.error} level={3} />}
      {open !== null && <OpenRoom room={open} />}
      <div className="pack-buttons room-buttons">
        <Button icon={<LogIn size={15} />} isDisabled={!free} onPress={() => setAsked('join')}>
          {t('room.join')}
        </Button>
        {open === null && (
          <Button icon={<Radio size={15} />} onPress={() => setAsked('serve')}>
            {t('room.serve')}
          </Button>
        )}
      </div>
      {asked === 'join' && <JoinRoomDialog onClose={() => setAsked(null)} />}
      {asked === 'serve' && <ServeRoomDialog onClose={() => setAsked(null)} />}
    </section>
  );
}

function OpenRoom({ room }: { room: Extract<RoomView, { state: 'open' }> }) {
  const t = useWords();
  const connection = useConnection();
  const [error, setError] = useState<CodedError | null>(null);
  return (
    <div className="pack-card room-card">
      <h3>{t('room.open')}</h3>
      <dl className="room-way-in">
        <div>
          <dt>{t('room.addresses', { count: room.addresses.length })}</dt>
          {room.addresses.map((address) => (
            <dd key={address}>
              <code>{address}</code>
            </dd>
          ))}
        </div>
        <div>
          <dt>{t('room.code')}</dt>
          <dd>
            <code>{room.code}</code>
          </dd>
        </div>
      </dl>
      <p>{t('room.open-about')}</p>
      <p>
        {room.packs.length > 0 && `${t('room.serving', { titles: room.packs.join(', ') })}. `}
        {room.className === null ? t('room.not-collecting') : t('room.collecting', { name: room.className })}
      </p>
      <h3>{t('room.guests')}</h3>
      {room.guests.length === 0 ? (
        <p>{t('room.nobody')}</p>
      ) : (
        <ul className="room-guests">
          {room.guests.map(({ address, connections, bytes, handedIn }) => (
            <li key={address} className="pack-facts">
              <code>{address}</code>
              <span>{connections > 0 ? t('room.guest-here') : t('room.guest-gone')}</span>
              <span>{formatBytes(bytes)}</span>
              {handedIn.length > 0 && <span>{t('room.guest-handed-in', { names: handedIn.join(', ') })}</span>}
            </li>
          ))}
        </ul>
      )}
      <p className="pack-facts">{t('room.sent', { bytes: formatBytes(room.bytes), speed: formatBytes(room.bytesPerSecond) })}</p>
      {error !== null && <ErrorCard error={error} level={3} />}
      <div className="pack-buttons">
        <Button icon={<Square size={14} />} onPress={() => { connection.call((host) => host.room.close()).catch((thrown: unknown) => setError(toCodedError(thrown))); }}>
          {t('room.stop')}
        </Button>
      </div>
    </div>
  );
}
