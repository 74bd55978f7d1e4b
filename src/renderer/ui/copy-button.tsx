/** Copies a text and says so. */
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useConnection } from '../transport/use-backend.ts';
import { useAnnounce } from './announce.tsx';
import { Button, IconButton } from './button.tsx';
import { useWords } from '../words/words-context.tsx';

/** How long the tick is shown, in milliseconds: long enough to be seen. */
const TICK_MS = 1600;

export interface CopyButtonProps {
  /** What is copied, for its name: "password" gives "Copy password". */
  what: string;
  text: string | (() => string);
  /** Shows the words beside the icon. */
  wordy?: boolean;
}

export function CopyButton({ what, text, wordy = false }: CopyButtonProps) {
  const t = useWords();
  const connection = useConnection();
  const announce = useAnnounce();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), TICK_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = (): void => {
    connection.main.clipboard.write({ text: typeof text === 'string' ? text : text() }).then(
      () => {
        setCopied(true);
        announce(t('ui.copied', { what }));
      },
      () => announce(t('ui.could-not-copy', { what })),
    );
  };
  const icon = copied ? <Check size={14} /> : <Copy size={14} />;
  if (wordy) {
    return (
      <Button small icon={icon} onPress={copy}>
        {copied ? t('ui.copied-2') : t('ui.copy', { what })}
      </Button>
    );
  }
  return <IconButton small label={t('ui.copy', { what })} icon={icon} onPress={copy} />;
}
