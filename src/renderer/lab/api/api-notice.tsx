/** What was just done to the file of requests, with a way back. */
import { Undo2, X } from 'lucide-react';
import { Button, IconButton } from '../../ui/button.tsx';
import { useApi, useApiState } from './use-api.ts';

export function ApiNotice() {
  const api = useApi();
  const notice = useApiState((s) => s.notice);
  if (notice === null) return null;
  return (
    <p className="api-notice" role="status">
      <span>{notice.kind === 'imported' ? `${notice.imported.requests.length} ${notice.imported.requests.length === 1 ? 'request was' : 'requests were'} imported.` : `“${notice.request.name}” was deleted.`}</span>
      <Button small kind="quiet" icon={<Undo2 size={13} />} onPress={() => void api.undo()}>
        Undo
      </Button>
      <IconButton small label="Put the note away" icon={<X size={13} />} onPress={() => api.putAway()} />
    </p>
  );
}
