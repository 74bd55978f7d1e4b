/** Asks what to serve to the room, and opens it. */
import { useState } from 'react';
import type { CodedError } from '../../shared/messages.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { toCodedError } from '../transport/coded-error.ts';
import { useConnection, useWatch } from '../transport/use-backend.ts';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../words/words-context.tsx';

export function ServeRoomDialog({ onClose }: { onClose(): void }) {
  const t = useWords();
  const connection = useConnection();
  const classes = useWatch('classes', (host, signal) => host.classes.watchAll(undefined, { signal }));
  const [className, setClassName] = useState('');
  const [error, setError] = useState<CodedError | null>(null);
  const serve = (withPack: boolean): void => {
    setError(null);
    const open = async (): Promise<void> => {
      const chosen = withPack ? await connection.main.choosePack() : null;
      if (withPack && chosen === null) return;
      await connection.call((host) => host.room.open({ tokens: chosen === null ? [] : [chosen.token], className: className === '' ? null : className }));
      onClose();
    };
    open().catch((thrown: unknown) => setError(toCodedError(thrown)));
  };
  return (
    <Dialog title={t('room.serve-title')} open onClose={onClose} size="small">
      <div className="room-form">
        <p>{t('room.serve-lead')}</p>
        <p className="room-class">
          {t('room.class')}{' '}
          <Choice
            label={t('room.class')}
            value={className}
            options={[{ id: '', label: t('room.no-class') }, ...(classes.value ?? []).map((name) => ({ id: name, label: name }))]}
            onChange={setClassName}
          />
        </p>
        {error !== null && <ErrorCard error={error} />}
        <div className="pack-buttons">
          <Button kind="primary" onPress={() => serve(true)}>
            {t('room.serve-choose')}
          </Button>
          <Button isDisabled={className === ''} onPress={() => serve(false)}>
            {t('room.collect-only')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
