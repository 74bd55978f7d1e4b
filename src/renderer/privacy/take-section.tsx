/** Copies everything about the learner to a place of their choice, with progress and a way to stop. */
import { FolderDown } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { type CodedError, diskSpaceText } from '../../shared/messages.ts';
import type { TakeMessage } from '../../shared/privacy-contract.ts';
import { Fault } from '../profiles/profile-act.tsx';
import { toCodedError } from '../transport/coded-error.ts';
import { useConnection } from '../transport/use-backend.ts';
import { useAnnounce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/words-context.tsx';
import { Right } from './right.tsx';

export function TakeSection({ level }: { level: 2 | 3 }) {
  const t = useWords();
  const connection = useConnection();
  const announce = useAnnounce();
  const [now, setNow] = useState<TakeMessage | null>(null);
  const [told, setTold] = useState('');
  const [error, setError] = useState<CodedError | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const take = async (): Promise<void> => {
    const chosen = await connection.main.chooseFile({ name: t('privacy.take-folder') });
    if (chosen === null) return;
    const controller = new AbortController();
    stop.current = controller;
    const { signal } = controller;
    setTold('');
    setError(null);
    setNow({ bytes: 0, of: 0 });
    const tell = (text: string): void => {
      setTold(text);
      announce(text);
    };
    try {
      await connection.call(
        async (host) => {
          for await (const message of await host.privacy.take({ token: chosen.token }, { signal })) setNow(message);
        },
        { signal },
      );
      tell(signal.aborted ? t('privacy.took-stopped') : t('privacy.took', { folder: chosen.path }));
    } catch (thrown) {
      if (signal.aborted) tell(t('privacy.took-stopped'));
      else setError(toCodedError(thrown));
    } finally {
      setNow(null);
    }
  };
  return (
    <Right level={level} title={t('privacy.take')}>
      <p>{t('privacy.take-about')}</p>
      {now === null ? (
        <Button icon={<FolderDown size={15} />} onPress={() => void take().catch((thrown: unknown) => setError(toCodedError(thrown)))}>
          {t('privacy.take-do')}
        </Button>
      ) : (
        <div className="privacy-taking">
          <progress aria-label={t('privacy.take')} value={now.bytes} max={Math.max(1, now.of)} />
          <span>{t('privacy.taking', { done: diskSpaceText(now.bytes), all: diskSpaceText(now.of) })}</span>
          <Button small autoFocus onPress={() => stop.current?.abort()}>
            {t('privacy.cancel')}
          </Button>
        </div>
      )}
      {told !== '' && <p className="privacy-told">{told}</p>}
      <Fault error={error} />
    </Right>
  );
}
