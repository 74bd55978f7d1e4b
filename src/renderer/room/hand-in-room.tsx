/** Hands progress in over the local network, to the room whose address and code the learner types. */
import { Send } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { CodedError } from '../../shared/messages.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { toCodedError } from '../transport/coded-error.ts';
import { useConnection } from '../transport/use-backend.ts';
import { useAnnounce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/words-context.tsx';
import { RoomPlaceFields } from './room-place.tsx';
import './room.css';

/** @param name what the learner is called in it */
export function HandInRoom({ name, withWork }: { name: string; withWork: boolean }) {
  const t = useWords();
  const connection = useConnection();
  const announce = useAnnounce();
  const [place, setPlace] = useState({ address: '', code: '' });
  const [sending, setSending] = useState(false);
  const [sent, setSent] = useState<string | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const ready = name.trim() !== '' && place.address.trim() !== '' && place.code.trim() !== '';
  const send = (): void => {
    if (sending || !ready) return;
    setError(null);
    setSent(null);
    setSending(true);
    connection.call((host) => host.room.handIn({ ...place, name: name.trim(), withWork })).then(({ className }) => {
      const text = t('room.handed-in', { name: className });
      setSent(text);
      announce(text);
    }, (thrown: unknown) => setError(toCodedError(thrown))).finally(() => setSending(false));
  };
  return (
    <Form
      className="hand-in room-hand-in"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <h3>{t('room.hand-in')}</h3>
      <p>{t('room.hand-in-about')}</p>
      <RoomPlaceFields place={place} onChange={setPlace} />
      {error !== null && <ErrorCard error={error} />}
      {sent !== null && <p className="hand-in-saved">{sent}</p>}
      <div className="pack-buttons">
        <Button type="submit" icon={<Send size={15} />} isDisabled={!ready}>
          {t('room.hand-in-send')}
        </Button>
      </div>
    </Form>
  );
}
