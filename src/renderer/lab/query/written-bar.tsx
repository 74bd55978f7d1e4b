/** After a change was written: the statements that take it back, offered until something else is run. */
import { CircleCheck, Undo2, X } from 'lucide-react';
import { useState } from 'react';
import { useConnection } from '../../transport/use-backend.ts';
import { useAnnounce } from '../../ui/announce.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { useWords } from '../../words/words-context.tsx';
import { ReviewDialog } from './review-dialog.tsx';

export interface Written {
  /** Changes. */
  count: number;
  /** What takes them back; null where nothing would. */
  undo: readonly string[] | null;
}

export interface WrittenBarProps {
  place: { lab: string; service: string };
  written: Written;
  /** The change is taken back. */
  onUndone(): void;
  onClose(): void;
}

export function WrittenBar({ place, written, onUndone, onClose }: WrittenBarProps) {
  const t = useWords();
  const connection = useConnection();
  const announce = useAnnounce();
  const [open, setOpen] = useState(false);
  const { count, undo } = written;
  const takeBack = async (signal: AbortSignal): Promise<void> => {
    await connection.call((host) => host.data.undoEdits({ ...place, statements: [...undo ?? []] }, { signal }), { signal });
    announce(t('query.change-undone', { count }));
    onUndone();
  };
  return (
    <div className="edits-bar written-bar" role="group" aria-label={t('query.what-was-written')}>
      <CircleCheck size={14} aria-hidden="true" />
      <span>{t('query.change-written', { count })}</span>
      {undo === null ? <span>{t('query.cant-be-undone-here')}</span> : (
        <Button small icon={<Undo2 size={13} />} onPress={() => setOpen(true)}>
          {t('query.undo-the-change')}
        </Button>
      )}
      <IconButton small label={t('query.close')} icon={<X size={14} />} onPress={onClose} />
      <ReviewDialog statements={open ? undo : null} confirm={t('query.undo-change', { count })} run={takeBack} onClose={() => setOpen(false)} />
    </div>
  );
}
