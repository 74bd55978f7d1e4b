/** What was just done to the file of requests, with a way back. */
import { Undo2, X } from 'lucide-react';
import { Button, IconButton } from '../../ui/button.tsx';
import { useWords } from '../../words/words-context.tsx';
import { useApi, useApiState } from './use-api.ts';

export function ApiNotice() {
  const api = useApi();
  const t = useWords();
  const notice = useApiState((s) => s.notice);
  if (notice === null) return null;
  return (
    <p className="api-notice" role="status">
      <span>{notice.kind === 'imported' ? t('api-import.imported', { count: notice.imported.requests.length }) : t('api-import.deleted', { name: (notice.deleted.stored ?? notice.deleted.draft)?.name ?? '' })}</span>
      <Button small kind="quiet" icon={<Undo2 size={13} />} onPress={() => void api.saved.undo()}>
        {t('api-import.undo')}
      </Button>
      <IconButton small label={t('api-import.put-away')} icon={<X size={13} />} onPress={() => api.saved.putAway()} />
    </p>
  );
}
